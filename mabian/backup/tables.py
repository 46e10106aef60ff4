"""The tables of the database as text in a canonical order: the same rows give the same bytes."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import connection
from psycopg2 import sql

from mabian.database import query

# Filled by the set-up or by the platform itself.
SETUP_TABLES = {
    "django_migrations", "django_content_type", "auth_permission", "core_heartbeat",
    "core_recordkey",
}  # fmt: skip

# Gives values one text form until the end of the transaction, whatever the settings of the server,
# the database and the role.
CANONICAL_FORMAT = """
SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL timezone = 'UTC'; SET LOCAL intervalstyle = 'postgres';
SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL search_path = public
"""
RELATIONS = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = %s ORDER BY relname
"""
COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
ORDER BY attname
"""
# Django's foreign keys are deferred; only the others require an order.
FOREIGN_KEYS = """
SELECT one.relname, other.relname FROM pg_constraint
JOIN pg_class one ON one.oid = conrelid JOIN pg_class other ON other.oid = confrelid
WHERE contype = 'f' AND NOT condeferrable AND conrelid <> confrelid
  AND one.relnamespace = 'public'::regnamespace
"""
TRIGGERS = """
SELECT relname, tgname, tgenabled FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND tgenabled <> 'D' AND relnamespace = 'public'::regnamespace
ORDER BY relname, tgname
"""
ENABLED = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}


def table_names() -> list[str]:
    return [name for (name,) in query(RELATIONS, ["r"])]


def excluded_tables() -> list[str]:
    """The session tables: a stolen backup must not give access to sessions."""
    models = [model for model in apps.get_models() if issubclass(model, AbstractBaseSession)]
    return sorted(model._meta.db_table for model in models)


def archived_tables() -> list[str]:
    """The tables that an archive contains."""
    return [name for name in table_names() if name not in excluded_tables()]


def dependency_order(tables: list[str]) -> list[str]:
    """The tables sorted so that each comes after those it references."""
    before: dict[str, set[str]] = {name: set() for name in tables}
    for one, other in query(FOREIGN_KEYS):
        before[one].add(other)
    return [name for name in TopologicalSorter(before).static_order() if name in tables]


def columns(table: str) -> list[str]:
    return [name for (name,) in query(COLUMNS, [connection.ops.quote_name(table)])]


def migrations() -> list[str]:
    """The applied migrations as app.name; empty before the set-up."""
    if "django_migrations" not in table_names():
        return []
    return [
        name for (name,) in query("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    ]


def nonempty_tables() -> list[str]:
    """The tables with rows of users or imports."""
    some = sql.SQL("SELECT 1 FROM {} LIMIT 1")
    candidates = [name for name in archived_tables() if name not in SETUP_TABLES]
    return [name for name in candidates if query(some.format(sql.Identifier(name)))]


def dump(table: str, target: Any) -> int:
    """Write the table's rows; returns their number."""
    identifiers = _identifiers(columns(table))
    statement = sql.SQL('COPY (SELECT {0} FROM {1} ORDER BY ROW({0})::text COLLATE "C") TO STDOUT')
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(statement.format(identifiers, sql.Identifier(table)), target)
        return int(cursor.rowcount)


def checksum(table: str) -> str:
    """The sha256 of what ``dump`` writes."""
    total = hashlib.sha256()
    dump(table, SimpleNamespace(write=total.update))
    return total.hexdigest()


def load(table: str, names: list[str], source: Any) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), _identifiers(names)
    )
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(statement, source)


def _identifiers(names: list[str]) -> sql.Composable:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def lock(tables: list[str]) -> None:
    """Lock the tables exclusively; waits ten seconds for other users."""
    query("SET LOCAL lock_timeout = '10s'")
    query(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(_identifiers(tables)))


def truncate(tables: list[str]) -> None:
    """Delete all rows, the audit record included: see ``without_triggers``."""
    query(sql.SQL("TRUNCATE {}").format(_identifiers(tables)))


@contextmanager
def without_triggers() -> Iterator[None]:
    """Load rows unchanged: no trigger refuses a closed month or records it again. Foreign keys
    are checked at the end. Only the tables' owner may do this, within the transaction."""
    found = query(TRIGGERS)
    for table, trigger, _state in found:
        _set_trigger("DISABLE", table, trigger)
    query("SET CONSTRAINTS ALL DEFERRED")
    yield
    query("SET CONSTRAINTS ALL IMMEDIATE")
    for table, trigger, state in found:
        _set_trigger(ENABLED[state], table, trigger)


def _set_trigger(how: str, table: str, trigger: str) -> None:
    statement = sql.SQL("ALTER TABLE {} {} TRIGGER {}")
    query(statement.format(sql.Identifier(table), sql.SQL(how), sql.Identifier(trigger)))


def sequences() -> dict[str, int]:
    """The next value of each sequence."""
    next_value = sql.SQL("SELECT last_value + is_called::int FROM {}")
    found = [name for (name,) in query(RELATIONS, ["S"])]
    return {name: query(next_value.format(sql.Identifier(name)))[0][0] for name in found}


def set_sequences(values: dict[str, int]) -> None:
    """Restart the sequences at these values; transactional, unlike setval."""
    for name, value in values.items():
        statement = sql.SQL("ALTER SEQUENCE {} RESTART WITH {}")
        query(statement.format(sql.Identifier(name), sql.Literal(value)))
