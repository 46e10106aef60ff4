"""Keeps the children running until it is told to stop, and then leaves none of them behind."""

import signal
import time
from collections.abc import Callable

from mabian import embedded
from mabian.launcher.child import Child

GLANCE = 0.2
# Celery and gunicorn finish what they are at; what takes longer is done again from its row.
GRACE = 10.0
# A child that ends this often within a minute will not get better by itself.
FAILURES = 5


class Supervisor:
    """Runs children. SIGINT, SIGTERM and SIGHUP stop them; a second one stops the waiting."""

    def __init__(self, children: list[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.signals = 0

    def listen(self) -> None:
        """From here on a signal means a clean stop."""
        signal.signal(signal.SIGINT, self.on_signal)
        signal.signal(signal.SIGTERM, self.on_signal)
        # nohup asks to live on when the terminal closes.
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self.on_signal)

    def on_signal(self, number: int, frame: object) -> None:
        self.signals += 1

    def run(self, on_start: Callable[[], None]) -> int:
        """The exit code: 0 when told to stop, 1 when a child cannot be kept running."""
        try:
            for child in self.children:
                child.start()
            on_start()
            while not self.signals:
                embedded.ensure_guard()
                if not all(self.kept(child) for child in self.children):
                    return 1
                time.sleep(GLANCE)
            return 0
        finally:
            self.stop()

    def kept(self, child: Child) -> bool:
        """Whether the child runs, started again if need be; False gives up on it."""
        if child.is_running():
            return True
        child.sweep()
        if child.deaths(60) >= FAILURES:
            self.say(f"{child.name} does not stay up; stopping. The end of {child.log}:")
            self.say(child.last_words())
            return False
        self.say(f"{child.name} ended by itself; starting it again ({child.log}).")
        child.start()
        return True

    def stop(self) -> None:
        """Ask every child to end, wait a little, and kill what is left."""
        asked = self.signals
        for child in self.children:
            child.send(signal.SIGTERM)
        until = time.monotonic() + GRACE
        while self.any_runs() and time.monotonic() < until and self.signals <= max(asked, 1):
            time.sleep(0.05)
        for child in self.children:
            child.sweep()

    def any_runs(self) -> bool:
        return any(child.is_running() for child in self.children)
