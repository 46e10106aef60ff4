"""What the application's role may do in the database: its daily work. The record of it is read,
never written, and tables are neither made nor changed."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from psycopg2 import sql

# Written by migrations and by the triggers, which act as the owner.
READ_ONLY = {"django_migrations", "core_auditrow", "core_auditseal"}
# What happened is told once and stays.
ADDED_TO = {"core_event"}
# What a trigger calls needs no leave; these the application calls itself.
CALLED = {"core_seal", "core_untold", "core_told", "core_line"}

# What all may do by PostgreSQL's own wish goes, whatever an older version granted goes too.
AT_FIRST = """
REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC, {role};
REVOKE ALL ON SCHEMA public FROM PUBLIC, {role};
GRANT CONNECT ON DATABASE {database} TO {role};
GRANT USAGE ON SCHEMA public TO {role};
"""
TABLES = """
SELECT oid::regclass::text, relname, relkind FROM pg_class
WHERE relkind IN ('r', 'p', 'S')
  AND relnamespace = 'public'::regnamespace AND pg_has_role(current_user, relowner, 'USAGE')
"""
FUNCTIONS = """
SELECT oid::regprocedure::text, proname FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND pg_has_role(current_user, proowner, 'USAGE')
"""
# A sequence belongs to the table whose rows it counts.
SEQUENCES = """
SELECT objid::regclass::text, refobjid::regclass::text FROM pg_depend
WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')
"""


def grant(role: str) -> None:
    """Afterwards the role has these rights in this database and no others. Run by the owner."""
    with transaction.atomic():
        ask(AT_FIRST, role)
        for words in [*for_tables(), *for_functions()]:
            ask(words, role)


def make(role: str, password: str) -> None:
    """The role signs in with this password and has no right of its own."""
    words = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
    with connection.cursor() as cursor:
        cursor.execute(words.format(sql.Identifier(role), sql.Literal(password)))


def exists(role: str) -> bool:
    return bool(rows("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]))


def may_make_roles() -> bool:
    asked = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    return bool(rows(asked)[0][0])


def for_tables() -> Iterator[str]:
    counted = dict(rows(SEQUENCES))
    for name, plain, kind in rows(TABLES):
        yield f"REVOKE ALL ON {name} FROM PUBLIC, {{role}}"
        given = sequence_rights(counted.get(name)) if kind == "S" else table_rights(plain)
        yield f"GRANT {given} ON {name} TO {{role}}"


def table_rights(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    return "SELECT, INSERT" if table in ADDED_TO else "SELECT, INSERT, UPDATE, DELETE"


def sequence_rights(table: str | None) -> str:
    return "SELECT" if table in READ_ONLY else "SELECT, USAGE"


def for_functions() -> Iterator[str]:
    for signature, plain in rows(FUNCTIONS):
        yield f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC, {{role}}"
        if plain in CALLED:
            yield f"GRANT EXECUTE ON FUNCTION {signature} TO {{role}}"


def ask(words: str, role: str) -> None:
    database = sql.Identifier(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(words).format(role=sql.Identifier(role), database=database))


def rows(words: str, values: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        return cursor.fetchall()
