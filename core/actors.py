"""Who acts: told to the database, so that what it records has a name."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

SETUP, IMPORT, BEAT, SIGNIN = "system:setup", "system:import", "system:beat", "system:signin"

_actor: ContextVar[str] = ContextVar("actor", default="")


def tell_database(actor: str) -> None:
    """Name the actor for all that follows on this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', %s, false)", [actor])


@contextmanager
def acting_as(actor: str) -> Iterator[None]:
    """Commands and tasks act under one of the names above, or ``user:<id>``."""
    token = _actor.set(actor)
    tell_database(actor)
    try:
        yield
    finally:
        _actor.reset(token)
        if not connection.needs_rollback and connection.is_usable():
            tell_database(_actor.get())


def actor_of(user) -> str:
    return f"user:{user.pk}" if user.is_authenticated else ""
