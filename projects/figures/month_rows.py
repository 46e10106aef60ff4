"""The month of several projects: the fields, the entry and the entry before of each. The number of
queries does not depend on the number of projects."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from core.periods import Period
from projects.choices import Stage
from projects.figures.month_fields import MonthFieldSpec, entries_of, spec_of
from projects.figures.totals import Investment, add_up
from projects.models import MonthEntry

ZERO = Decimal(0)
GONE = (Stage.TERMINATED, Stage.TRANSFERRED)


@dataclass(frozen=True)
class MonthRow:
    """A project's month. Amounts in yuan."""

    project: Any  # with the figures of the month
    spec: MonthFieldSpec

    @property
    def due(self) -> bool:
        """Whether it must report the month."""
        return self.project.is_due

    @property
    def entry(self) -> MonthEntry | None:
        return self.spec.entry

    @property
    def last(self) -> MonthEntry | None:
        return self.spec.last


def month_rows(projects, month: Period) -> list[MonthRow]:
    """Those that are due first, then others that may report, each by code."""
    found = list(_reporting(projects, month).order_by("code"))
    entries = entries_of(found)
    rows = [MonthRow(project, spec_of(project, month, entries)) for project in found]
    return sorted(rows, key=lambda row: not row.due)


def _reporting(projects, month: Period):
    """Projects that may report the month, or have."""
    rows = projects.known_in(month).with_lights(month).with_last_entry(month)
    is_reporting = Q(last_report__isnull=True) | Q(last_report__gte=month.start)
    is_active = Q(month_stage__isnull=True) | ~Q(month_stage__in=GONE) | Q(plan__isnull=False)
    rows = rows.filter(is_reporting & is_active | Q(month_entry_id__isnull=False))
    return rows.select_related("owner_unit", "programme")


def total_of_rows(rows: list[MonthRow], month: Period) -> Investment:
    """The rows that are due added up: equals ``figures.investment`` of the same projects."""
    return add_up((_investment(row.project, month) for row in rows if row.due), month)


def _investment(project: Any, month: Period) -> Investment:
    is_reported = int(project.month_entry_id is not None)
    amount, progress = project.month_amount or ZERO, project.progress
    sums = (progress.plan, amount, progress.done, progress.twelfths)
    return Investment(month, 1, 1, is_reported, *sums)
