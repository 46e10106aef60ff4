"""How far the month's entry has come, unit by unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F, Q

from core.periods import Period


@dataclass(frozen=True)
class Progress:
    """Of so many projects of a unit that are due in a month, so many have reported it."""

    unit_id: int | None
    unit: str
    due: int
    reported: int

    @property
    def missing(self) -> int:
        return self.due - self.reported


def progress_by_unit(projects, month: Period) -> list[Progress]:
    """Every unit that owns a project: those first that lack something, then by name. One query."""
    due = projects.due_to_report(month)
    rows = projects.order_by().values("owner_unit", called=F("owner_unit__name"))
    rows = rows.annotate(
        due=Count("pk", filter=Q(pk__in=due.values("pk"))),
        reported=Count("pk", filter=Q(pk__in=due.reported(month).values("pk"))),
    )
    found = [
        Progress(row["owner_unit"], row["called"] or "—", row["due"], row["reported"])
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.missing, not one.due, one.unit))


def silent(projects, month: Period) -> list:
    """The projects that are due and have not reported, by unit, with their units. One query."""
    rows = projects.not_reported(month).select_related("owner_unit")
    return sorted(rows, key=lambda project: (_unit_name(project), project.code))


@dataclass(frozen=True)
class MissingOfUnit:
    unit: str
    missing: list


def missing_by_unit(projects: Iterable) -> list[MissingOfUnit]:
    """Silent projects by the units' names; a project without one stands under a dash."""
    rows = sorted(projects, key=_unit_name)
    return [MissingOfUnit(name, list(found)) for name, found in groupby(rows, _unit_name)]


def _unit_name(project) -> str:
    return project.owner_unit.name if project.owner_unit else "—"
