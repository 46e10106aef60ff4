"""What a process that uses the embedded server does: join, find the address, leave."""

import os
import subprocess
import sys
import time

from mabian.embedded import data, server
from mabian.embedded.locks import Lock, is_held
from mabian.embedded.places import Place
from mabian.environment import CHECKOUT, refuse

# After a crash the server first repairs its data, which takes a while for large ones.
PATIENCE = 120.0


def join(place: Place) -> Lock:
    """Become a user of the server, which runs from now until the lock returned is freed."""
    with Lock(place.change):
        mine = Lock(place.users)
        mine.share()
        data.prepare(place)
        wait_until_ready(place)
    return mine


def wait_until_ready(place: Place) -> None:
    """Return when the guard lives and the server answers; start a guard where none lives."""
    guard: subprocess.Popen[bytes] | None = None
    until = time.monotonic() + PATIENCE
    while not is_ready(place):
        if time.monotonic() > until or (guard and guard.poll()):
            refuse(f"The embedded PostgreSQL does not start. {last_words(place)}")
        if guard is None and not is_held(place.guard):
            guard = start_guard(place)
        time.sleep(0.02)


def watch(place: Place) -> None:
    """For a process that lives long: see that there is a guard, and so a server."""
    if not is_held(place.guard):
        with Lock(place.change):
            wait_until_ready(place)


def is_ready(place: Place) -> bool:
    """Whether the server answers and somebody watches over it."""
    found = server.running(place)
    return found is not None and found.ready and is_held(place.guard)


def start_guard(place: Place) -> subprocess.Popen[bytes]:
    """The guard outlives its starter, so it gets a session of its own."""
    with place.log.open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "mabian.embedded.guard"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=CHECKOUT,
            env=dict(os.environ),
            start_new_session=True,
        )


def last_words(place: Place) -> str:
    """The end of the log, for the one sentence that the start ends with."""
    lines = place.log.read_text(errors="replace").splitlines()[-5:] if place.log.exists() else []
    return "\n".join([f"The end of {place.log}:", *lines])


def address(place: Place, role: str) -> str:
    """The running server as a DATABASE_URL for this role."""
    found = server.running(place)
    if found is None:
        refuse(f"The embedded PostgreSQL went away. {last_words(place)}")
    secret = data.password(place, role)
    return f"postgres://{role}:{secret}@127.0.0.1:{found.port}/{data.DATABASE}"


def see_out(place: Place) -> None:
    """Return when the server is down, or at once while somebody else uses it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not is_settled(place):
        time.sleep(0.05)


def is_settled(place: Place) -> bool:
    """Whether the guard is gone or has another user to stay for."""
    # The guard holds this lock while it stops the server, and so nothing is seen half-way.
    with Lock(place.change):
        return not is_held(place.guard) or is_held(place.users)
