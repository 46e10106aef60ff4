"""The current actor: who writes, from which address and why.

The database records the actor with each change and refuses writes without one. Outside of requests
and commands no actor is set. The setting belongs to the connection, not to the transaction, and is
restored when the context ends; a rollback restores what was set within the transaction.
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
class ActorContext:
    actor: str = ""
    address: str = ""
    reason: str = ""


# Used where no context is set; tests replace it.
default_context = ActorContext()
_context: ContextVar[ActorContext | None] = ContextVar("context", default=None)
# The context last sent to the database; a request that only reads sends none.
_database_context: ContextVar[ActorContext | None] = ContextVar("database_context", default=None)


def current() -> ActorContext:
    """The context of this thread."""
    return _context.get() or default_context


def set_database_actor(actor: str, address: str = "", reason: str = "") -> None:
    """Sets the actor of all following writes on this connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.actor', %s, false), set_config('app.address', %s, false),"
            " set_config('app.reason', %s, false)",
            [actor, address, reason],
        )


@contextmanager
def acting_as(actor: str, address: str = "") -> Iterator[None]:
    """Writes as ``actor``: one of the names above, or ``user:<id>``. The default address is that
    of the current request."""
    with _applied(replace(current(), actor=actor, address=address or current().address)):
        yield


@contextmanager
def with_reason(reason: str) -> Iterator[None]:
    """Changes written within are recorded with this reason."""
    with _applied(replace(current(), reason=reason)):
        yield


@contextmanager
def request_actor(actor: str, address: str) -> Iterator[None]:
    """Sets the current actor for ``record_event`` and ``acting_as``, without a query: for requests
    that only read."""
    token = _context.set(ActorContext(actor, address))
    try:
        yield
    finally:
        _context.reset(token)


@contextmanager
def _applied(context: ActorContext) -> Iterator[None]:
    tokens = _context.set(context), _database_context.set(context)
    set_database_actor(context.actor, context.address, context.reason)
    try:
        yield
    finally:
        _context.reset(tokens[0])
        _database_context.reset(tokens[1])
        if _is_connection_usable():
            _restore(_database_context.get() or default_context)


def _restore(previous: ActorContext) -> None:
    """Leaves no actor behind for the next user of the connection."""
    try:
        set_database_actor(previous.actor, previous.address, previous.reason)
    except Error:
        connection.close()


def _is_connection_usable() -> bool:
    """False without a connection, and where a pending rollback restores the setting anyway."""
    if connection.connection is None or connection.needs_rollback:
        return False
    return connection.connection.info.transaction_status != TRANSACTION_STATUS_INERROR


def actor_of(user) -> str:
    return f"user:{user.pk}" if user.is_authenticated else ""
