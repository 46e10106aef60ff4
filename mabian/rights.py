"""The rights of the application's role in the database: it reads and writes rows, but only reads
the audit record, and neither creates nor changes tables."""

from collections.abc import Iterator

from django.db import connection, transaction
from psycopg2 import sql

from mabian.database import query

# Written by migrations and by triggers, which run as the owner.
READ_ONLY = {"django_migrations", "core_auditrow", "core_auditseal", "core_recordkey"}
# Events are only appended.
APPEND_ONLY = {"core_event"}
# Functions that the application calls itself; those called by triggers need no grant.
EXECUTABLE = {"core_seal", "core_audit_differences", "core_audited_content", "core_audit_line"}

# Revokes PostgreSQL's defaults for PUBLIC and every earlier grant.
BASE_GRANTS = """
REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC, {role};
REVOKE ALL ON SCHEMA public FROM PUBLIC, {role};
GRANT CONNECT ON DATABASE {database} TO {role};
GRANT USAGE ON SCHEMA public TO {role};
"""
TABLES = """
SELECT oid::regclass::text, relname, relkind FROM pg_class
WHERE relkind IN ('r', 'p', 'v', 'S')
  AND relnamespace = 'public'::regnamespace AND pg_has_role(current_user, relowner, 'USAGE')
"""
FUNCTIONS = """
SELECT oid::regprocedure::text, proname FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND pg_has_role(current_user, proowner, 'USAGE')
"""
# Each sequence with the table that owns it.
SEQUENCES = """
SELECT objid::regclass::text, refobjid::regclass::text FROM pg_depend
WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')
"""


def grant(role: str) -> None:
    """Give the role exactly these rights in this database. Run by the owner."""
    with transaction.atomic():
        execute(BASE_GRANTS, role)
        for statement in [*table_grants(), *function_grants()]:
            execute(statement, role)


def create(role: str, password: str) -> None:
    """Create a role that signs in with this password, without any right."""
    statement = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
    query(statement.format(sql.Identifier(role), sql.Literal(password)))


def exists(role: str) -> bool:
    return bool(query("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]))


def may_create_roles() -> bool:
    statement = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    return bool(query(statement)[0][0])


def table_grants() -> Iterator[str]:
    owner_tables = dict(query(SEQUENCES))
    for name, plain_name, kind in query(TABLES):
        yield f"REVOKE ALL ON {name} FROM PUBLIC, {{role}}"
        given = sequence_rights(owner_tables.get(name)) if kind == "S" else table_rights(plain_name)
        given = "SELECT" if kind == "v" else given
        yield f"GRANT {given} ON {name} TO {{role}}"


def table_rights(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    return "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"


def sequence_rights(table: str | None) -> str:
    return "SELECT" if table in READ_ONLY else "SELECT, USAGE"


def function_grants() -> Iterator[str]:
    for signature, plain_name in query(FUNCTIONS):
        yield f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC, {{role}}"
        if plain_name in EXECUTABLE:
            yield f"GRANT EXECUTE ON FUNCTION {signature} TO {{role}}"


def execute(statement: str, role: str) -> None:
    database = sql.Identifier(connection.settings_dict["NAME"])
    query(sql.SQL(statement).format(role=sql.Identifier(role), database=database))
