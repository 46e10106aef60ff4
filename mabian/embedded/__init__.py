"""The PostgreSQL that comes with the Python packages, for machines that have no other.

`provide()` is all that a process needs. The server runs as long as any process that called it:
each holds a shared lock on one file, the kernel drops the lock however the process ends, and
a guard process stops the server when the last lock is gone.
"""

import atexit
import os
from typing import TYPE_CHECKING

from mabian.embedded.locks import Lock

# The set-up locks too, before any package is installed: nothing more is imported here.
if TYPE_CHECKING:
    from mabian.embedded.instance import Instance

# The instance is kept with the lock: DATA_DIR may name another folder by the end of the process.
_held: list[tuple["Instance", Lock]] = []


def provide() -> None:
    """Name a running server in DATABASE_URL, and in DATABASE_OWNER_URL as the owner of the tables
    signs in; nothing happens where one is named already."""
    if os.environ.get("DATABASE_URL"):
        return
    # Imported late: where a server is named, none of this is needed.
    from mabian.embedded import clients, data
    from mabian.embedded import instance

    instance = instance.here()
    _held.append((instance, clients.join(instance)))
    os.environ["DATABASE_URL"] = clients.address(instance, data.APPLICATION)
    os.environ["DATABASE_OWNER_URL"] = clients.address(instance, data.OWNER)
    atexit.register(release)


def ensure_guard() -> None:
    """Put the guard back where it was killed; nothing happens where none of ours is used."""
    from mabian.embedded import clients

    for instance, _ in _held:
        clients.watch(instance)


def release() -> None:
    """Give the server up. When this process was its last user, it is down on return."""
    from mabian.embedded import clients

    while _held:
        instance, lock = _held.pop()
        lock.free()
        clients.wait_until_stopped(instance)
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("DATABASE_OWNER_URL", None)
