"""The process that keeps the embedded server running while it is used, and then stops it."""

import signal
import subprocess
import sys
import time

from mabian.embedded import instances, server
from mabian.embedded.instances import Instance
from mabian.locks import Lock

POLL_INTERVAL = 0.2
# Starts within a minute after which the guard gives up.
MAX_FAILURES = 5


class Guard:
    """Monitors one server. The guard lock allows one guard of an instance at a time."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.process: subprocess.Popen[bytes] | None = None
        self.starts: list[float] = []
        self.stop_requested = False

    def run(self) -> int:
        """Monitor until the last user has left; returns 1 when the server does not stay up."""
        signal.signal(signal.SIGTERM, self.on_signal)
        while not self.stop_requested and not self.stop_if_unused():
            if not self.ensure_running():
                return 1
            time.sleep(POLL_INTERVAL)
        return 0

    def on_signal(self, number: int, frame: object) -> None:
        self.stop_requested = True

    def ensure_running(self) -> bool:
        """Start the server where it is down; returns False after too many starts."""
        if self.process:
            self.process.poll()
        if server.find_running(self.instance) or (self.process and self.process.returncode is None):
            return True
        now = time.monotonic()
        self.starts = [start for start in self.starts if now - start < 60] + [now]
        if len(self.starts) > MAX_FAILURES:
            return False
        # Backends of a killed server release its shared memory a moment later.
        time.sleep(0 if len(self.starts) == 1 else 1)
        self.process = server.start(self.instance)
        return True

    def stop_if_unused(self) -> bool:
        """Stop the server where no process uses it; returns whether it did."""
        change, users = Lock(self.instance.change), Lock(self.instance.users)
        unused = change.try_acquire() and users.try_acquire()
        if unused:
            # Both locks are kept until the process ends: a new user then starts a new guard.
            server.stop(self.instance)
            return True
        change.close()
        users.close()
        return False


def main() -> int:
    """Returns exit code 0 when the server was stopped or another guard runs."""
    instance = instances.current_instance()
    if not Lock(instance.guard).try_acquire():
        return 0
    guard = Guard(instance)
    try:
        return guard.run()
    finally:
        server.stop(instance)


if __name__ == "__main__":
    sys.exit(main())
