"""Verifies the audit log: its triggers and functions, its seals, and the content: tables against
their audit rows, and each change against the one before it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from core.audit import schema_checks, seals
from core.audit.schema_checks import audited_tables, expected_tables
from core.database.sql import fetch_all

DIFFERENCES = "SELECT key, expected::text, found::text FROM core_audit_differences(%s)"
COUNTS = "SELECT count(*), count(DISTINCT coalesce(programme_id, 0)) FROM core_auditrow"
# Updates whose old value is not the value recorded before.
UPDATES = """
SELECT r.id, r.table_name, r.key, r.column_name, was.action, was.value, r.before
FROM core_auditrow AS r LEFT JOIN LATERAL (
    SELECT p.action,
        CASE p.action WHEN 'update' THEN p.after ELSE p.after->r.column_name END AS value
    FROM core_auditrow AS p
    WHERE p.table_name = r.table_name AND p.key = r.key AND p.id < r.id
      AND (p.action <> 'update' OR p.column_name = r.column_name)
    ORDER BY p.id DESC LIMIT 1
) AS was ON true
WHERE r.action = 'update' AND (was.action IS NULL OR was.action = 'delete'
    OR coalesce(was.value, 'null') <> coalesce(r.before, 'null'))
ORDER BY r.id
"""
# Insertions of existing rows, and deletions whose content differs from the recorded one.
INSERTS_AND_DELETES = """
SELECT r.id, r.table_name, r.key, r.action, base.action, recorded.content, r.before
FROM core_auditrow AS r LEFT JOIN LATERAL (
    SELECT p.id, p.action, p.after FROM core_auditrow AS p
    WHERE p.table_name = r.table_name AND p.key = r.key AND p.id < r.id AND p.action <> 'update'
    ORDER BY p.id DESC LIMIT 1
) AS base ON true LEFT JOIN LATERAL (
    SELECT base.after || coalesce(jsonb_object_agg(u.column_name, u.after ORDER BY u.id)
        FILTER (WHERE u.id IS NOT NULL), '{}') AS content
    FROM core_auditrow AS u
    WHERE r.action = 'delete' AND u.table_name = r.table_name AND u.key = r.key
      AND u.action = 'update' AND u.id > base.id AND u.id < r.id
) AS recorded ON true
WHERE r.action <> 'update' AND CASE r.action
    WHEN 'insert' THEN base.action = 'insert'
    ELSE base.action IS DISTINCT FROM 'insert' OR NOT recorded.content @> r.before END
ORDER BY r.id
"""


def check_content() -> Iterator[dict[str, Any]]:
    for table in sorted(set(expected_tables()) & audited_tables()):
        yield from check_table(table)
    yield from check_history()


def check_table(table: str) -> Iterator[dict[str, Any]]:
    """Rows inserted, deleted or changed without an audit row."""
    for key, *sides in fetch_all(DIFFERENCES, [table]):
        expected, found = (json.loads(side) if side else None for side in sides)
        where = {"table": table, "key": key}
        if expected is None:
            yield {"kind": "unrecorded", **where, "column": "", "expected": None, "found": found}
        elif found is None:
            yield {"kind": "missing", **where, "column": "", "expected": expected, "found": None}
        else:
            for name in sorted({*expected, *found}):
                if expected.get(name) != found.get(name):
                    both = {"expected": expected.get(name), "found": found.get(name)}
                    yield {"kind": "changed", **where, "column": name, **both}


def check_history() -> Iterator[dict[str, Any]]:
    for number, table, key, column, action, recorded, before in fetch_all(UPDATES):
        where = {"table": table, "key": key, "column": column, "id": number}
        expected = recorded if action else None
        yield {"kind": "history", **where, "expected": expected, "found": before}
    for number, table, key, _action, _base, recorded, before in fetch_all(INSERTS_AND_DELETES):
        where = {"table": table, "key": key, "column": "", "id": number}
        yield {"kind": "history", **where, "expected": recorded, "found": before}


Finding = dict[str, Any]
MAX_FINDINGS = 1000


@dataclass(frozen=True)
class Result:
    rows: int
    chains: int
    findings: list[Finding]

    def as_json(self) -> dict[str, Any]:
        return {
            "ok": not self.findings,
            "rows": self.rows,
            "chains": self.chains,
            "findings": self.findings,
        }


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    schema_checks.check,
    seals.check,
    check_content,
)


def verify() -> Result:
    """All findings in one snapshot. Each has a ``kind`` and a place: ``table``, ``key`` and
    ``column``, or ``chain`` and ``number``; ``expected`` is what the audit log says, ``found`` what
    is there."""
    with snapshot():
        findings = [finding for check in CHECKS for finding in check()]
        [(rows, chains)] = fetch_all(COUNTS)
        return Result(rows, chains, findings[:MAX_FINDINGS])


@contextmanager
def snapshot() -> Iterator[None]:
    """One read-only snapshot for all queries, with times in UTC."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        yield
