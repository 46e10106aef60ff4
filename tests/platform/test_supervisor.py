"""The supervisor: children stay up, and none outlives it."""

import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from mabian import supervisor
from mabian.supervisor import Child, Supervisor

STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
WITH_GRANDCHILD = "import subprocess, time; subprocess.Popen(['sleep', '60']); time.sleep(60)"


class Stage:
    """A supervisor over children that run these lines of Python."""

    def __init__(self, folder: Path, *programs: str) -> None:
        self.said: list[str] = []
        words = [[sys.executable, "-c", program] for program in programs]
        self.children = [Child(f"child{i}", line, folder) for i, line in enumerate(words)]
        self.supervisor = Supervisor(self.children, self.said.append)
        self.code: int | None = None

    def run(self, seconds: float) -> None:
        threading.Timer(seconds, lambda: self.supervisor.on_signal(15, None)).start()
        self.code = self.supervisor.run(lambda: None)

    def is_alive(self) -> bool:
        return any(is_group(child.process.pid) for child in self.children if child.process)


def is_group(number: int) -> bool:
    """Whether the group still runs after two seconds; a dead process that init keeps is no run."""
    for _ in range(40):
        if not any(is_running_in(stat, number) for stat in Path("/proc").glob("[0-9]*/stat")):
            return False
        time.sleep(0.05)
    return True


def is_running_in(stat: Path, group: int) -> bool:
    """proc(5): the state and the group follow the name in parentheses."""
    try:
        state, _, of_group, *_ = stat.read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return int(of_group) == group and state not in "ZX"


def test_stops_everything_when_told(tmp_path: Path) -> None:
    stage = Stage(tmp_path, WITH_GRANDCHILD, WITH_GRANDCHILD)
    stage.run(1)
    assert stage.code == 0
    assert not stage.is_alive()


def test_a_child_that_hangs_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.5)
    stage = Stage(tmp_path, STUBBORN)
    began = time.monotonic()
    stage.run(1)
    assert time.monotonic() - began < 5
    assert not stage.is_alive()


def test_a_dead_child_is_started_again(tmp_path: Path) -> None:
    stage = Stage(tmp_path, WITH_GRANDCHILD)
    child = stage.children[0]
    threading.Timer(0.5, lambda: child.send(signal.SIGKILL)).start()
    stage.run(2)
    assert len(child.starts) == 2
    assert stage.said[0].startswith("child0 ended by itself")
    assert not stage.is_alive()


def test_a_child_that_never_stays_up_ends_it_all(tmp_path: Path) -> None:
    stage = Stage(tmp_path, "raise SystemExit('no such port')", "import time; time.sleep(60)")
    stage.run(30)
    assert stage.code == 1
    assert "no such port" in stage.said[-1]
    assert not stage.is_alive()
