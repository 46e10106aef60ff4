"""The process that keeps the embedded server up while anybody uses it, and then stops it."""

import signal
import subprocess
import sys
import time

from mabian.embedded import places, server
from mabian.embedded.locks import Lock
from mabian.embedded.places import Place

GLANCE = 0.2
# A server that dies this often within a minute will not get better by itself.
FAILURES = 5


class Guard:
    """Watches one server. Only one guard of a place lives at a time: it holds the guard lock."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.process: subprocess.Popen[bytes] | None = None
        self.starts: list[float] = []
        self.told_to_stop = False

    def run(self) -> int:
        """Watch until the last user is gone; 1 when the server cannot be kept up."""
        signal.signal(signal.SIGTERM, self.on_signal)
        while not self.told_to_stop and not self.is_over():
            if not self.keep_up():
                return 1
            time.sleep(GLANCE)
        return 0

    def on_signal(self, number: int, frame: object) -> None:
        self.told_to_stop = True

    def keep_up(self) -> bool:
        """Start the server when it is down, one kill -9 or crash included; False: given up."""
        if self.process:
            self.process.poll()
        if server.running(self.place) or (self.process and self.process.returncode is None):
            return True
        now = time.monotonic()
        self.starts = [start for start in self.starts if now - start < 60] + [now]
        if len(self.starts) > FAILURES:
            return False
        # Backends of a killed server let go of its memory a moment later.
        time.sleep(0 if len(self.starts) == 1 else 1)
        self.process = server.start(self.place)
        return True

    def is_over(self) -> bool:
        """Whether nobody uses the server any more; then it is stopped already."""
        change, users = Lock(self.place.change), Lock(self.place.users)
        over = change.take() and users.take()
        if over:
            # Both locks stay held to the end of the process: who comes now starts a new guard.
            server.stop(self.place)
            return True
        change.free()
        users.free()
        return False


def main() -> int:
    """Exit code 0 when the work is done or another guard does it."""
    place = places.here()
    if not Lock(place.guard).take():
        return 0
    guard = Guard(place)
    try:
        return guard.run()
    finally:
        server.stop(place)


if __name__ == "__main__":
    sys.exit(main())
