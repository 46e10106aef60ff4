"""How many projects have reported a month, by unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F, Q

from core.periods import Period


@dataclass(frozen=True)
class ReportingProgress:
    """The numbers of projects of a unit that must report a month, and that have."""

    unit_id: int | None
    unit: str
    due: int
    reported: int

    @property
    def missing(self) -> int:
        return self.due - self.reported


def progress_by_unit(projects, month: Period) -> list[ReportingProgress]:
    """Every unit that owns a project: incomplete ones first, then by name. One query."""
    due = projects.due_to_report(month)
    rows = projects.order_by().values("owner_unit", unit_name=F("owner_unit__name"))
    rows = rows.annotate(
        due=Count("pk", filter=Q(pk__in=due.values("pk"))),
        reported=Count("pk", filter=Q(pk__in=due.reported(month).values("pk"))),
    )
    found = [
        ReportingProgress(row["owner_unit"], row["unit_name"] or "—", row["due"], row["reported"])
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.missing, not one.due, one.unit))


def unreported_projects(projects, month: Period) -> list:
    """The projects that are due and have not reported, by unit, with their units. One query."""
    rows = projects.not_reported(month).select_related("owner_unit")
    return sorted(rows, key=lambda project: (_unit_name(project), project.code))


@dataclass(frozen=True)
class MissingOfUnit:
    unit: str
    missing: list


def missing_by_unit(projects: Iterable) -> list[MissingOfUnit]:
    """Unreported projects by the units' names; without a unit under a dash."""
    rows = sorted(projects, key=_unit_name)
    return [MissingOfUnit(name, list(found)) for name, found in groupby(rows, _unit_name)]


def _unit_name(project) -> str:
    return project.owner_unit.name if project.owner_unit else "—"
