"""What a process that uses the embedded server does: join, find the address, leave."""

import os
import subprocess
import sys
import time

from mabian.embedded import data, server
from mabian.embedded.locks import Lock, is_held
from mabian.embedded.instance import Instance
from mabian.environment import CHECKOUT, refuse

# After a crash the server first repairs its data, which takes a while for large ones.
TIMEOUT = 120.0


def join(instance: Instance) -> Lock:
    """Become a user of the server, which runs from now until the lock returned is freed."""
    with Lock(instance.change):
        mine = Lock(instance.users)
        mine.share()
        data.prepare(instance)
        wait_until_ready(instance)
    return mine


def wait_until_ready(instance: Instance) -> None:
    """Return when the guard lives and the server answers; start a guard where none lives."""
    guard: subprocess.Popen[bytes] | None = None
    until = time.monotonic() + TIMEOUT
    while not is_ready(instance):
        if time.monotonic() > until or (guard and guard.poll()):
            refuse(f"The embedded PostgreSQL does not start. {log_tail(instance)}")
        if guard is None and not is_held(instance.guard):
            guard = start_guard(instance)
        time.sleep(0.02)


def watch(instance: Instance) -> None:
    """For a process that lives long: see that there is a guard, and so a server."""
    if not is_held(instance.guard):
        with Lock(instance.change):
            wait_until_ready(instance)


def is_ready(instance: Instance) -> bool:
    """Whether the server answers and somebody watches over it."""
    found = server.running(instance)
    return found is not None and found.ready and is_held(instance.guard)


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
    """The end of the log, for the one sentence that the start ends with."""
    lines = instance.log.read_text(errors="replace").splitlines()[-5:] if instance.log.exists() else []
    return "\n".join([f"The end of {instance.log}:", *lines])


def address(instance: Instance, role: str) -> str:
    """The running server as a DATABASE_URL for this role."""
    found = server.running(instance)
    if found is None:
        refuse(f"The embedded PostgreSQL went away. {log_tail(instance)}")
    secret = data.password(instance, role)
    return f"postgres://{role}:{secret}@127.0.0.1:{found.port}/{data.DATABASE}"


def wait_until_stopped(instance: Instance) -> None:
    """Return when the server is down, or at once while somebody else uses it."""
    until = time.monotonic() + TIMEOUT
    while time.monotonic() < until and not is_stopped_or_used(instance):
        time.sleep(0.05)


def is_stopped_or_used(instance: Instance) -> bool:
    """Whether the guard is gone or has another user to stay for."""
    # The guard holds this lock while it stops the server, and so nothing is seen half-way.
    with Lock(instance.change):
        return not is_held(instance.guard) or is_held(instance.users)
