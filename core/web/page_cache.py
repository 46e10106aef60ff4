"""Parts of pages that stay ready as long as nobody has written anything in the programme.

The record of all changes tells: a part is kept under the number of the newest change, so that what
is committed is in the very next load. Parts are kept in the memory of the process, never elsewhere.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

from core.audit.functions import WRITING

# One part, or the parts of a page.
Kept = TypeVar("Kept", str, tuple[str, ...])
# Characters of all parts, of two bytes each; what was not asked for longest goes first.
MOST = 6_000_000

# Of the programme, and of the units and persons, which belong to none. That somebody took a file
# away, was refused or signed in changes nothing that a page says. The moment tells apart numbers
# that a restored backup counts anew.
NEWEST = """
SELECT (SELECT id || ' ' || at FROM core_auditrow
        WHERE programme_id = %s AND table_name <> 'core_event' ORDER BY id DESC LIMIT 1),
       (SELECT id || ' ' || at FROM core_auditrow
        WHERE table_name = 'accounts_unit' ORDER BY id DESC LIMIT 1),
       (SELECT id || ' ' || at FROM core_auditrow
        WHERE table_name = 'accounts_user' AND NOT column_name = 'last_login'
        ORDER BY id DESC LIMIT 1)
"""
# Whoever writes holds this lock to the end: ids below the newest one may still become visible.
SOMEBODY_WRITES = """
SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND classid = 0
    AND pid <> pg_backend_pid()
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""

_kept: OrderedDict[Hashable, Any] = OrderedDict()
_sizes: dict[Hashable, int] = {}
_lock = Lock()


def newest_change(programme: int) -> tuple[str | None, ...]:
    """Changes with every change of a row of the programme, of a unit, and of a person."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [programme])
        return tuple(cursor.fetchone())


def ready(key: Hashable, make: Callable[[], Kept]) -> Kept:
    """What ``make`` gave the last time under this key, or gives now. The key holds
    ``newest_change`` and whatever else the part depends on, the rights of its reader first."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    is_still = not _somebody_writes()
    made = make()
    if is_still:
        _keep(key, made)
    return made


def _somebody_writes() -> bool:
    """To be asked before anything is read that is to be kept."""
    with connection.cursor() as cursor:
        cursor.execute(SOMEBODY_WRITES, [WRITING])
        return bool(cursor.fetchone()[0])


def _keep(key: Hashable, made: str | tuple[str, ...]) -> None:
    with _lock:
        _kept[key], _sizes[key] = made, len("".join(made))
        while sum(_sizes.values()) > MOST:
            gone, _ = _kept.popitem(last=False)
            del _sizes[gone]


def forget() -> None:
    with _lock:
        _kept.clear()
        _sizes.clear()
