"""Checks triggers, functions and privileges of the audit log against the migrations."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from core.audit.functions import FUNCTIONS
from core.audit.triggers import GUARDED, TRANSITION_TABLES, Audited
from core.database.sql import fetch_all

WRITE_ONCE_TABLES = ("core_auditrow", "core_auditseal", "core_event")
TRIGGER_FUNCTIONS = ("core_record", "core_refuse_change")
# pg_trigger.tgtype: for each statement; before is 2, else after.
EVENTS = {"insert": 4, "delete": 8, "update": 16, "truncate": 32}
TRIGGERS = """
SELECT relname, tgname, proname, tgtype::int, tgenabled, coalesce(tgoldtable, ''),
    coalesce(tgnewtable, ''), string_to_array(encode(tgargs, 'escape'), '\\000'), tgqual IS NULL
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
"""
PROCEDURES = """
SELECT proname, prosrc, prosecdef, coalesce(proconfig, '{}'), proowner = relowner
FROM pg_proc, pg_class
WHERE pronamespace = 'public'::regnamespace AND pg_class.oid = 'core_auditrow'::regclass
"""
# Privileges of others than the owner that the audit log does not allow; grantee 0 is PUBLIC.
GRANTS = """
SELECT relname, CASE grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(grantee) END, privilege_type
FROM pg_class CROSS JOIN LATERAL aclexplode(relacl)
WHERE relnamespace = 'public'::regnamespace AND relname = ANY (%s) AND grantee <> relowner
  AND privilege_type NOT IN ('SELECT', 'REFERENCES')
  AND NOT (relname = 'core_event' AND privilege_type = 'INSERT')
UNION ALL
SELECT proname, CASE grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(grantee) END, privilege_type
FROM pg_proc CROSS JOIN LATERAL aclexplode(coalesce(proacl, acldefault('f', proowner)))
WHERE pronamespace = 'public'::regnamespace AND proname = ANY (%s) AND grantee <> proowner
"""
RULES = """
SELECT relname, rulename FROM pg_rewrite JOIN pg_class ON pg_class.oid = ev_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
ROW_SECURITY = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND relname = ANY (%s)
"""


def expected_tables() -> dict[str, list[str]]:
    """The arguments of the trigger of each table that applied migrations audit."""
    loader = MigrationLoader(connection)
    found: dict[str, list[str]] = {}
    # A later migration overrides an earlier one.
    for key in sorted(loader.graph.nodes):
        if key in loader.applied_migrations:
            operations = loader.graph.nodes[key].operations
            found |= {op.table: op.arguments for op in operations if isinstance(op, Audited)}
    return found


def audited_tables() -> set[str]:
    """The tables that have an audit trigger."""
    return {row[0] for row in fetch_all(TRIGGERS) if row[1] == "record_insert"}


def check() -> Iterator[dict[str, Any]]:
    yield from check_triggers()
    yield from check_functions()
    closed = [function.name for function in FUNCTIONS if not function.open]
    for name, role, right in fetch_all(GRANTS, [list(WRITE_ONCE_TABLES), closed]):
        yield {"kind": "right", "table": name, "role": role, "right": right}
    for table, rule in fetch_all(RULES):
        yield {"kind": "rule", "table": table, "rule": rule}
    for (table,) in fetch_all(ROW_SECURITY, [[*WRITE_ONCE_TABLES, *expected_tables()]]):
        yield {"kind": "row security", "table": table}


def expected_triggers() -> dict[tuple[str, str], tuple]:
    triggers: dict[tuple[str, str], tuple] = {}
    for table, arguments in expected_tables().items():
        for kind, tables in TRANSITION_TABLES.items():
            named = [name if name in tables else "" for name in ("old_rows", "new_rows")]
            values = ("core_record", EVENTS[kind], "O", *named, [*arguments, ""], True)
            triggers[table, f"record_{kind}"] = values
    for table in WRITE_ONCE_TABLES:
        for kind in GUARDED:
            values = ("core_refuse_change", EVENTS[kind] + 2, "O", "", "", [], True)
            triggers[table, f"write_once_{kind}"] = values
    return triggers


def check_triggers() -> Iterator[dict[str, Any]]:
    """Expected triggers are unchanged, and no other calls the audit functions."""
    triggers = expected_triggers()
    found = {(row[0], row[1]): row[2:] for row in fetch_all(TRIGGERS)}
    for (table, name), expected in triggers.items():
        actual = found.get((table, name))
        if actual != expected:
            where = {"table": table, "trigger": name}
            yield {"kind": "trigger", **where, "expected": expected, "found": actual}
    for table, name in set(found) - set(triggers):
        if table in WRITE_ONCE_TABLES or found[table, name][0] in TRIGGER_FUNCTIONS:
            yield {"kind": "trigger", "table": table, "trigger": name, "expected": None}


def check_functions() -> Iterator[dict[str, Any]]:
    found = {row[0]: row[1:] for row in fetch_all(PROCEDURES)}
    for function in FUNCTIONS:
        settings = ["search_path=pg_catalog, public, pg_temp", "TimeZone=UTC"]
        expected = (
            function.body,
            "SECURITY DEFINER" in function.head,
            settings if "SET search_path" in function.head else [],
            True,
        )
        if found.get(function.name) != expected:
            yield {"kind": "function", "function": function.name}
