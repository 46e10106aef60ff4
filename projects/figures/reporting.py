"""Which projects have reported a month, by unit; the status of the units' sheets; the reminder to
copy into the county's work group."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from core.periods import Period
from programmes.choices import RoleName
from programmes.models import Programme
from programmes.scopes import people_with_role
from projects.choices import SheetState
from projects.models import MonthSheet


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


def next_unreported(projects, month: Period, *, after: Any) -> Any | None:
    """The next of ``unreported_projects`` after a project, from the last on to the first; None
    where no other is left. One query."""
    rows = [row for row in unreported_projects(projects, month) if row.pk != after.pk]
    place = (_unit_name(after), after.code)
    later = [row for row in rows if (_unit_name(row), row.code) > place]
    return next(iter([*later, *rows]), None)


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


def status_without_sheet(*, is_closed: bool) -> str:
    """The status of a sheet that is not submitted: being filled in, while the month is open."""
    return _("not submitted") if is_closed else str(SheetState.TYPING.label)


def sheet_status(sheet: MonthSheet, has_reviewer: bool, *, is_closed: bool) -> str:
    """A submitted sheet waits for a review only where its unit has a reviewer."""
    if sheet.state == SheetState.TYPING:
        return status_without_sheet(is_closed=is_closed)
    if sheet.state == SheetState.SUBMITTED and has_reviewer:
        return _("waits to be signed off")
    return str(sheet.state.label)


def sheet_status_by_unit(programme: Programme, month: Period, *, is_closed: bool) -> dict[int, str]:
    """By unit; units without a sheet are left out. Two queries."""
    reviewed = people_with_role(programme, RoleName.UNIT_REVIEWER).values_list("unit", flat=True)
    units = set(reviewed)
    sheets = MonthSheet.objects.of(programme).filter(month=month.start)
    return {
        sheet.unit_id: sheet_status(sheet, sheet.unit_id in units, is_closed=is_closed)
        for sheet in sheets
    }


def reminder_text(units: Iterable[Any], month: Period, *, report_day: int, on: date) -> str:
    """One line per unit, by name, with the projects ``missing``; empty where none is.
    ``report_day`` is the day of the next month on which the report is made."""
    late = [unit for unit in units if unit.missing]
    if not late:
        return ""
    lines = [
        _("%(unit)s: %(projects)s")
        % {"unit": unit.unit, "projects": "、".join(project.name for project in unit.missing)}
        for unit in late
    ]
    return "\n".join([_head(month, month.next().start.replace(day=report_day), on), *lines])


def _head(month: Period, report_on: date, on: date) -> str:
    if on >= report_on:
        text = _(
            "Reminder: the entries of %(month)s below are still missing. Please enter them as "
            "soon as you can, or press “no change”."
        )
    else:
        text = _(
            "Reminder: the entries of %(month)s below are still missing. Please enter them before "
            "%(date)s, or press “no change”."
        )
    day = _("%(month)s-%(day)s") % {"month": report_on.month, "day": report_on.day}
    return text % {"month": month.label(), "date": day}
