"""One long-running process of the platform, with its log and its own children."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from pathlib import Path

from mabian.environment import CHECKOUT, open_log

# PR_SET_PDEATHSIG of prctl(2): the signal sent when the parent dies.
PARENT_DEATH_SIGNAL = 1
libc = ctypes.CDLL(None)


def follow_parent() -> None:
    """Runs in the child: it ends with a launcher that is killed."""
    libc.prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


class Child:
    """A program in a process group of its own, so that a signal reaches its children."""

    def __init__(self, name: str, words: list[str], logs: Path) -> None:
        self.name = name
        self.words = words
        self.log = logs / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.starts: list[float] = []

    def start(self) -> None:
        """Start it with its output in its log."""
        self.starts.append(time.monotonic())
        with open_log(self.log) as log:
            self.process = subprocess.Popen(
                self.words,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=CHECKOUT,
                start_new_session=True,
                preexec_fn=follow_parent,
            )

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def send(self, number: int) -> None:
        """Signal the program itself, not its children."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)

    def kill_group(self) -> None:
        """Kill every process of its group, the program included."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def recent_starts(self, seconds: float) -> int:
        """The number of starts within the last `seconds`."""
        since = time.monotonic() - seconds
        self.starts = [start for start in self.starts if start > since]
        return len(self.starts)
