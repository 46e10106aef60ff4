"""Who acts: told to the database, which records nothing without a name.

Between commands and requests nobody acts, and what is written is refused. What is told lasts until
it is taken back, so that it outlives a transaction; a transaction that fails takes back what was
told within it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.db import Error, connection
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

SETUP, IMPORT, BEAT, SIGNIN = "system:setup", "system:import", "system:beat", "system:signin"
EXPORT = "system:export"


@dataclass(frozen=True)
class Acting:
    actor: str = ""
    address: str = ""
    reason: str = ""


# Who acts where nobody says otherwise; tests put a name of theirs here.
resting = Acting()
_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)
# What the database was told last: on a page that writes nothing, less than we know.
_told: ContextVar[Acting | None] = ContextVar("told", default=None)


def now() -> Acting:
    """Who acts, from where and why, as far as this thread knows."""
    return _acting.get() or resting


def set_database_actor(actor: str, address: str = "", reason: str = "") -> None:
    """Name the actor for all that follows on this connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.actor', %s, false), set_config('app.address', %s, false),"
            " set_config('app.reason', %s, false)",
            [actor, address, reason],
        )


@contextmanager
def acting_as(actor: str, address: str = "") -> Iterator[None]:
    """Commands and tasks act under one of the names above, or ``user:<id>``. The address is that
    of the request where none is given."""
    with _telling(replace(now(), actor=actor, address=address or now().address)):
        yield


@contextmanager
def with_reason(reason: str) -> Iterator[None]:
    """What is written within stands in the record with this reason."""
    with _telling(replace(now(), reason=reason)):
        yield


@contextmanager
def request_actor(actor: str, address: str) -> Iterator[None]:
    """Who asks, for ``tell`` and ``acting_as`` to take up; the database is told nothing."""
    token = _acting.set(Acting(actor, address))
    try:
        yield
    finally:
        _acting.reset(token)


@contextmanager
def _telling(acting: Acting) -> Iterator[None]:
    tokens = _acting.set(acting), _told.set(acting)
    set_database_actor(acting.actor, acting.address, acting.reason)
    try:
        yield
    finally:
        _acting.reset(tokens[0])
        _told.reset(tokens[1])
        if _hears():
            _take_back(_told.get() or resting)


def _take_back(before: Acting) -> None:
    """No name is left behind for whoever uses the connection next."""
    try:
        set_database_actor(before.actor, before.address, before.reason)
    except Error:
        connection.close()


def _hears() -> bool:
    """False where there is no connection, and where a rollback to come takes back what was told."""
    if connection.connection is None or connection.needs_rollback:
        return False
    return connection.connection.info.transaction_status != TRANSACTION_STATUS_INERROR


def actor_of(user) -> str:
    return f"user:{user.pk}" if user.is_authenticated else ""
