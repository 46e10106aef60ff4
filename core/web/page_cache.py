"""Parts of pages in Django's cache, each under the number of the newest change in the programme.

The record of changes is written by triggers, so that whatever is committed is in the next load.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.audit.functions import WRITING

# Seconds. A part drawn by another release of the program is not served for longer.
TIMEOUT = 600

# Of the programme, and of the units and persons, which belong to none. Exports, refusals and
# sign-ins change nothing that a page shows. The time distinguishes numbers that a restored backup
# assigns again.
NEWEST = """
SELECT (SELECT id || ' ' || at FROM core_auditrow
        WHERE programme_id = %s AND table_name <> 'core_event' ORDER BY id DESC LIMIT 1),
       (SELECT id || ' ' || at FROM core_auditrow
        WHERE table_name = 'accounts_unit' ORDER BY id DESC LIMIT 1),
       (SELECT id || ' ' || at FROM core_auditrow
        WHERE table_name = 'accounts_user' AND NOT column_name = 'last_login'
        ORDER BY id DESC LIMIT 1)
"""
# Each writer holds this lock until it commits: ids below the newest one may still become visible.
WRITER_ACTIVE = """
SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND classid = 0
    AND pid <> pg_backend_pid()
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""


def newest_change(programme: int) -> tuple[str | None, ...]:
    """Changes with every change of a row of the programme, of a unit, and of a person."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [programme])
        return tuple(cursor.fetchone())


def cached_part(part: str, request: Any, draw: Callable[[], str]) -> SafeString:
    """The HTML that ``draw`` returns, from the cache where nothing has changed since it was drawn
    for the same roles, unit, day and language. It must not contain anything of one person or one
    request, and ``draw`` must not use what was read before it is called."""
    key = _key(part, request)
    found = cache.get(key)
    if found is None:
        is_settled = not _writer_active()
        found = draw()
        if is_settled:
            cache.set(key, str(found), TIMEOUT)
    return SafeString(found)


def _key(part: str, request: Any) -> str:
    programme = request.programme
    depends = (
        newest_change(programme.pk),
        programme.pk,
        request.access_key,
        request.day,
        programme.today(),
        get_language(),
    )
    return f"{part}-{sha256(repr(depends).encode()).hexdigest()}"


def _writer_active() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WRITER_ACTIVE, [WRITING])
        return bool(cursor.fetchone()[0])
