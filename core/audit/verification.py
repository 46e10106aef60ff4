"""Verifies the audit log: its triggers and functions, its seals and the content of tables."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from core.audit import content_checks, schema_checks, seal_checks

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
    seal_checks.check,
    content_checks.check,
)


def verify() -> Result:
    """All findings in one snapshot. Each has a ``kind`` and a place: ``table``, ``key`` and
    ``column``, or ``chain`` and ``number``; ``expected`` is what the audit log says, ``found`` what
    is there."""
    with snapshot():
        findings = [finding for check in CHECKS for finding in check()]
        rows, number = count_rows()
        return Result(rows, number, findings[:MAX_FINDINGS])


def count_rows() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT coalesce(programme_id, 0)) FROM core_auditrow"
        )
        return cursor.fetchone()


@contextmanager
def snapshot() -> Iterator[None]:
    """One read-only snapshot for all queries, with times in UTC."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        yield
