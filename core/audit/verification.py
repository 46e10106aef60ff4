"""Whether the record is whole and true: of its seals, of what the tables hold, of its machinery."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from core.audit import content_checks as contents
from core.audit import schema_checks as parts
from core.audit import seal_checks as chains

Finding = dict[str, Any]
# What is wrong with every row of a table says so without naming each.
MANY = 1000


@dataclass(frozen=True)
class Verdict:
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
    parts.check,
    chains.check,
    contents.check,
)


def verify() -> Verdict:
    """All findings, as of one moment. Each says its ``kind`` and where: ``table``, ``key`` and
    ``column``, or ``chain`` and ``number``. Changes nothing."""
    with one_moment():
        findings = [finding for check in CHECKS for finding in check()]
        rows, number = counted()
        return Verdict(rows, number, findings[:MANY])


def counted() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT coalesce(programme_id, 0)) FROM core_auditrow"
        )
        return cursor.fetchone()


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything is read as of the same moment, and time as UTC."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        yield
