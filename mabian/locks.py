"""Locks between processes. The kernel frees them when their process ends, kill -9 included."""

import fcntl
import os
from contextlib import closing
from pathlib import Path


class Lock:
    """A lock on a file; `with` acquires it exclusively and waits for it."""

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def acquire_shared(self) -> None:
        """Wait for a lock that other processes may share."""
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)

    def try_acquire(self) -> bool:
        """Acquire the lock exclusively without waiting; returns whether it succeeded."""
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Release the lock and close its file."""
        os.close(self.descriptor)

    def __enter__(self) -> "Lock":
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def is_locked(path: Path) -> bool:
    """Whether any process holds the lock on this file."""
    with closing(Lock(path)) as lock:
        return not lock.try_acquire()
