"""The process that keeps the embedded server up while anybody uses it, and then stops it."""

import signal
import subprocess
import sys
import time

from mabian.embedded import server
from mabian.embedded import instance
from mabian.embedded.locks import Lock
from mabian.embedded.instance import Instance

POLL_INTERVAL = 0.2
# A server that dies this often within a minute will not get better by itself.
MAX_FAILURES = 5


class Guard:
    """Watches one server. Only one guard of a instance lives at a time: it holds the guard lock."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.process: subprocess.Popen[bytes] | None = None
        self.starts: list[float] = []
        self.stop_requested = False

    def run(self) -> int:
        """Watch until the last user is gone; 1 when the server cannot be kept up."""
        signal.signal(signal.SIGTERM, self.on_signal)
        while not self.stop_requested and not self.is_over():
            if not self.ensure_guard():
                return 1
            time.sleep(POLL_INTERVAL)
        return 0

    def on_signal(self, number: int, frame: object) -> None:
        self.stop_requested = True

    def ensure_guard(self) -> bool:
        """Start the server when it is down, one kill -9 or crash included; False: given up."""
        if self.process:
            self.process.poll()
        if server.running(self.instance) or (self.process and self.process.returncode is None):
            return True
        now = time.monotonic()
        self.starts = [start for start in self.starts if now - start < 60] + [now]
        if len(self.starts) > MAX_FAILURES:
            return False
        # Backends of a killed server let go of its memory a moment later.
        time.sleep(0 if len(self.starts) == 1 else 1)
        self.process = server.start(self.instance)
        return True

    def is_over(self) -> bool:
        """Whether nobody uses the server any more; then it is stopped already."""
        change, users = Lock(self.instance.change), Lock(self.instance.users)
        over = change.take() and users.take()
        if over:
            # Both locks stay held to the end of the process: who comes now starts a new guard.
            server.stop(self.instance)
            return True
        change.free()
        users.free()
        return False


def main() -> int:
    """Exit code 0 when the work is done or another guard does it."""
    instance = instance.here()
    if not Lock(instance.guard).take():
        return 0
    guard = Guard(instance)
    try:
        return guard.run()
    finally:
        server.stop(instance)


if __name__ == "__main__":
    sys.exit(main())
