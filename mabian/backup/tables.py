"""The tables of the database as text, row by row in one order: the same rows, the same bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import connection
from psycopg2 import sql

# What these hold, the set-up made or the platform notes by itself.
SETUP_TABLES = {"django_migrations", "django_content_type", "auth_permission", "core_heartbeat"}

# Whatever the server, the database or the role prefer: text must not depend on it.
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
# Django's foreign keys wait for the end of the transaction; only others query for an order.
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


def query(words: Any, values: list[Any] | None = None) -> list[Any]:
    """The rows of a query; none for a statement without rows."""
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        return cursor.fetchall() if cursor.description else []


def use_canonical_text_format() -> None:
    """From here to the end of the transaction a value has one form as text."""
    query(CANONICAL_FORMAT)


def table_names() -> list[str]:
    return [name for (name,) in query(RELATIONS, ["r"])]


def excluded_tables() -> list[str]:
    """A backup that fell into wrong hands must not open anybody's session."""
    models = [model for model in apps.get_models() if issubclass(model, AbstractBaseSession)]
    return sorted(model._meta.db_table for model in models)


def archived_tables() -> list[str]:
    """The tables that an archive holds."""
    return [name for name in table_names() if name not in excluded_tables()]


def dependency_order(tables: list[str]) -> list[str]:
    """The tables so that none comes before one that it points to."""
    before: dict[str, set[str]] = {name: set() for name in tables}
    for one, other in query(FOREIGN_KEYS):
        before[one].add(other)
    return [name for name in TopologicalSorter(before).static_order() if name in tables]


def columns(table: str) -> list[str]:
    return [name for (name,) in query(COLUMNS, [connection.ops.quote_name(table)])]


def migrations() -> list[str]:
    """Each migration that was run, as app.name; none where nothing is set up."""
    if "django_migrations" not in table_names():
        return []
    return [name for (name,) in query("SELECT app || '.' || name FROM django_migrations ORDER BY 1")]


def nonempty_tables() -> list[str]:
    """The tables that hold rows which people or imports made."""
    some = sql.SQL("SELECT 1 FROM {} LIMIT 1")
    candidates = [name for name in archived_tables() if name not in SETUP_TABLES]
    return [name for name in candidates if query(some.format(sql.Identifier(name)))]


def dump(table: str, into: Any) -> int:
    """Write the table's rows; their number."""
    identifiers = _identifiers(columns(table))
    words = sql.SQL('COPY (SELECT {0} FROM {1} ORDER BY ROW({0})::text COLLATE "C") TO STDOUT')
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(words.format(identifiers, sql.Identifier(table)), into)
        return int(cursor.rowcount)


def load(table: str, names: list[str], source: Any) -> None:
    words = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _identifiers(names))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(words, source)


def _identifiers(names: list[str]) -> sql.Composable:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def lock(tables: list[str]) -> None:
    """Waits ten seconds for whoever uses them."""
    query("SET LOCAL lock_timeout = '10s'")
    query(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(_identifiers(tables)))


def truncate(tables: list[str]) -> None:
    """The record, which nobody else may empty, as well: see ``without_triggers``."""
    query(sql.SQL("TRUNCATE {}").format(_identifiers(tables)))


@contextmanager
def without_triggers() -> Iterator[None]:
    """Rows go in as they were: no trigger refuses a closed month or records it anew. Foreign keys
    are checked at the end. Only the tables' owner may do this, and it ends with the transaction."""
    found = query(TRIGGERS)
    for table, trigger, _state in found:
        _set_trigger("DISABLE", table, trigger)
    query("SET CONSTRAINTS ALL DEFERRED")
    yield
    query("SET CONSTRAINTS ALL IMMEDIATE")
    for table, trigger, state in found:
        _set_trigger(ENABLED[state], table, trigger)


def _set_trigger(how: str, table: str, trigger: str) -> None:
    words = sql.SQL("ALTER TABLE {} {} TRIGGER {}")
    query(words.format(sql.Identifier(table), sql.SQL(how), sql.Identifier(trigger)))


def sequences() -> dict[str, int]:
    """The next value of each sequence."""
    following = sql.SQL("SELECT last_value + is_called::int FROM {}")
    found = [name for (name,) in query(RELATIONS, ["S"])]
    return {name: query(following.format(sql.Identifier(name)))[0][0] for name in found}


def set_sequences(values: dict[str, int]) -> None:
    """As part of the transaction, unlike setval."""
    for name, value in values.items():
        words = sql.SQL("ALTER SEQUENCE {} RESTART WITH {}")
        query(words.format(sql.Identifier(name), sql.Literal(value)))
