"""The PostgreSQL that comes with the Python packages, for machines that have no other.

A process only calls `ensure_server()`. The server runs as long as any process that called it:
each holds a shared lock on one file, the kernel drops the lock however the process ends, and
a guard process stops the server when the last lock is gone.
"""

import atexit
import os
import subprocess
import sys
import time

from mabian import environment
from mabian.embedded import instances, server
from mabian.embedded.instances import Instance
from mabian.environment import CHECKOUT, exit_with
from mabian.locks import Lock, is_locked

# Seconds. After a crash the server first recovers its data.
TIMEOUT = 120.0
# With the instance of each lock: DATA_DIR may name another folder by the end of the process.
_locks: list[tuple[Instance, Lock]] = []


def ensure_server() -> None:
    """Start the server if need be, and set DATABASE_URL (the application's role) and
    DATABASE_OWNER_URL (the tables' owner). Does nothing where DATABASE_URL is set already."""
    if os.environ.get("DATABASE_URL"):
        return
    instance = instances.current_instance()
    _locks.append((instance, acquire(instance)))
    os.environ["DATABASE_URL"] = database_url(instance, server.APPLICATION)
    os.environ["DATABASE_OWNER_URL"] = database_url(instance, server.OWNER)
    atexit.register(release)


def ensure_guard() -> None:
    """Restart the guard where it was killed; does nothing where no embedded server is used."""
    for instance, _ in _locks:
        if not is_locked(instance.guard):
            with Lock(instance.change):
                wait_until_ready(instance)


def release() -> None:
    """Stop using the server; it is down on return if this process was its last user."""
    while _locks:
        instance, lock = _locks.pop()
        lock.close()
        wait_until_stopped(instance)
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("DATABASE_OWNER_URL", None)


def acquire(instance: Instance) -> Lock:
    """Start the server if need be; it runs at least until the returned lock is closed."""
    with Lock(instance.change):
        lock = Lock(instance.users)
        lock.acquire_shared()
        server.prepare(instance)
        wait_until_ready(instance)
    return lock


def wait_until_ready(instance: Instance) -> None:
    """Wait for guard and server; starts a guard where none runs. Ends the process on failure."""
    guard: subprocess.Popen[bytes] | None = None
    deadline = time.monotonic() + TIMEOUT
    while not is_ready(instance):
        if time.monotonic() > deadline or (guard and guard.poll()):
            exit_with(f"The embedded PostgreSQL does not start. {log_tail(instance)}")
        if guard is None and not is_locked(instance.guard):
            guard = start_guard(instance)
        time.sleep(0.02)


def is_ready(instance: Instance) -> bool:
    """Whether the server accepts connections and a guard runs."""
    found = server.find_running(instance)
    return found is not None and found.ready and is_locked(instance.guard)


def start_guard(instance: Instance) -> subprocess.Popen[bytes]:
    """The guard outlives its starter, so it gets a session of its own."""
    with instance.log.open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "mabian.embedded.guard"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=CHECKOUT,
            env=dict(os.environ),
            start_new_session=True,
        )


def log_tail(instance: Instance) -> str:
    """The end of the server's log, for the message of a failed start."""
    return f"The end of {instance.log}:\n{environment.log_tail(instance.log, 5)}"


def database_url(instance: Instance, role: str) -> str:
    """The running server as a DATABASE_URL for this role."""
    found = server.find_running(instance)
    if found is None:
        exit_with(f"The embedded PostgreSQL went away. {log_tail(instance)}")
    secret = server.password(instance, role)
    return f"postgres://{role}:{secret}@127.0.0.1:{found.port}/{server.DATABASE}"


def wait_until_stopped(instance: Instance) -> None:
    """Return when the server is down, or at once while another process uses it."""
    deadline = time.monotonic() + TIMEOUT
    while time.monotonic() < deadline and not is_stopped_or_used(instance):
        time.sleep(0.05)


def is_stopped_or_used(instance: Instance) -> bool:
    """Whether the guard has ended or another process uses the server."""
    # The guard holds this lock while it stops the server, so no half-way state is read.
    with Lock(instance.change):
        return not is_locked(instance.guard) or is_locked(instance.users)
