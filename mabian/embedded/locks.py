"""Locks between processes. The kernel frees them when their process ends, kill -9 included."""

import fcntl
import os
from pathlib import Path
from types import TracebackType


class Lock:
    """A lock on a file; `with` takes it alone and waits for it."""

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Hold it together with others who share it."""
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)

    def take(self) -> bool:
        """Hold it alone if nobody else holds it now; whether that is so."""
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def drop(self) -> None:
        """Hold it no longer; it can be taken again."""
        fcntl.flock(self.descriptor, fcntl.LOCK_UN)

    def free(self) -> None:
        """Hold it no longer, for good."""
        os.close(self.descriptor)

    def __enter__(self) -> "Lock":
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.free()


def is_held(path: Path) -> bool:
    """Whether any process holds the lock on this file."""
    lock = Lock(path)
    try:
        return not lock.take()
    finally:
        lock.free()
