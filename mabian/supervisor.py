"""Keeps long-running processes up until a signal, and then stops all of them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from mabian import embedded
from mabian.environment import CHECKOUT, log_tail, open_log

POLL_INTERVAL = 0.2
# Seconds for Celery and gunicorn to finish; longer work is repeated from its database row.
GRACE = 10.0
# Starts of a child within a minute after which the supervisor gives up.
MAX_STARTS = 5
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


class Supervisor:
    """Runs children. SIGINT, SIGTERM and SIGHUP stop them; a second signal kills them at once."""

    def __init__(self, children: list[Child], print_line: Callable[[str], None]) -> None:
        self.children = children
        self.print_line = print_line
        self.signals = 0

    def install_handlers(self) -> None:
        """Let signals stop the supervisor cleanly."""
        signal.signal(signal.SIGINT, self.on_signal)
        signal.signal(signal.SIGTERM, self.on_signal)
        # Under nohup the process outlives its terminal.
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self.on_signal)

    def on_signal(self, number: int, frame: object) -> None:
        self.signals += 1

    def run(self, on_start: Callable[[], None]) -> int:
        """Returns exit code 0 after a signal, 1 when a child does not stay up."""
        try:
            for child in self.children:
                child.start()
            on_start()
            while not self.signals:
                embedded.ensure_guard()
                if not all(self.ensure_running(child) for child in self.children):
                    return 1
                time.sleep(POLL_INTERVAL)
            return 0
        finally:
            self.stop()

    def ensure_running(self, child: Child) -> bool:
        """Restart the child if need be; returns False after too many starts."""
        if child.is_running():
            return True
        child.kill_group()
        if child.recent_starts(60) >= MAX_STARTS:
            self.print_line(f"{child.name} does not stay up; stopping. The end of {child.log}:")
            self.print_line(log_tail(child.log, 15))
            return False
        self.print_line(f"{child.name} ended by itself; starting it again ({child.log}).")
        child.start()
        return True

    def stop(self) -> None:
        """Terminate every child, wait GRACE seconds, and kill the rest."""
        signals_before = self.signals
        for child in self.children:
            child.send(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while (
            self.any_running()
            and time.monotonic() < deadline
            and self.signals <= max(signals_before, 1)
        ):
            time.sleep(0.05)
        for child in self.children:
            child.kill_group()

    def any_running(self) -> bool:
        return any(child.is_running() for child in self.children)
