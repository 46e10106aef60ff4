"""The PostgreSQL that comes with the Python packages_folder, for machines that have no other.

A process only calls `ensure_server()`. The server runs as long as any process that called it:
each holds a shared lock on one file, the kernel drops the lock however the process ends, and
a guard process stops the server when the last lock is gone.
"""

import atexit
import os
from typing import TYPE_CHECKING

from mabian.embedded.locks import Lock

# The set-up imports the locks before any package is installed: nothing more is imported here.
if TYPE_CHECKING:
    from mabian.embedded.instances import Instance

# With the instance of each lock: DATA_DIR may name another folder by the end of the process.
_locks: list[tuple["Instance", Lock]] = []


def ensure_server() -> None:
    """Start the server if need be, and set DATABASE_URL (the application's role) and
    DATABASE_OWNER_URL (the tables' owner). Does nothing where DATABASE_URL is set already."""
    if os.environ.get("DATABASE_URL"):
        return
    # Imported late: none of this is needed where a server is named.
    from mabian.embedded import clients, data, instances

    instance = instances.current_instance()
    _locks.append((instance, clients.acquire(instance)))
    os.environ["DATABASE_URL"] = clients.database_url(instance, data.APPLICATION)
    os.environ["DATABASE_OWNER_URL"] = clients.database_url(instance, data.OWNER)
    atexit.register(release)


def ensure_guard() -> None:
    """Restart the guard where it was killed; does nothing where no embedded server is used."""
    from mabian.embedded import clients

    for instance, _ in _locks:
        clients.ensure_guard(instance)


def release() -> None:
    """Stop using the server; it is down on return if this process was its last user."""
    from mabian.embedded import clients

    while _locks:
        instance, lock = _locks.pop()
        lock.close()
        clients.wait_until_stopped(instance)
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("DATABASE_OWNER_URL", None)
