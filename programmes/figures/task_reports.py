"""Which tasks of a month are reported: the rows of a unit, and the counts of the lead units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from accounts.models import Unit
from core.periods import Period
from programmes.models import Membership, Task, TaskProgress


@dataclass(frozen=True)
class ReportRow:
    """A task of a unit in a month: the unit's report of it, and its last one before. A supporting
    unit's own part counts as due ``with_parts``."""

    task: Task
    unit: Unit
    report: TaskProgress | None
    last: TaskProgress | None
    with_parts: bool = False

    @property
    def is_lead(self) -> bool:
        return self.task.lead_unit_id == self.unit.pk

    @property
    def is_of_helper(self) -> bool:
        return self.is_lead and self.task.is_led_by_helper

    @property
    def is_due(self) -> bool:
        if self.is_lead:
            return self.task.is_due
        return self.with_parts and (self.task.is_asked or self.report is not None)

    @property
    def key(self) -> str:
        return f"{self.task.pk}-{self.unit.pk}"


def report_rows(
    tasks, unit: Unit | None, month: Period, *, on: date, with_parts: bool = False
) -> list[ReportRow]:
    """The tasks that the unit leads or supports and that are due or reported, the led ones first;
    without a unit all tasks, each of its lead unit. Three queries."""
    rows = tasks.led_or_supported(unit) if unit else tasks
    rows = rows.with_due_report(month, on=on).with_helper_lead()
    rows = rows.select_related("programme", "lead_unit")
    found = list(rows.order_by("number"))
    reports = TaskProgress.objects.filter(task__in=[task.pk for task in found])
    reports = reports.filter(unit=unit or F("task__lead_unit")).select_related("help_from")
    of_month = {one.task_id: one for one in reports.filter(month=month.start)}
    last = {one.task_id: one for one in reports.before(month).order_by("month")}
    made = [
        ReportRow(one, unit or one.lead_unit, of_month.get(one.pk), last.get(one.pk), with_parts)
        for one in found
    ]
    shown = [row for row in made if row.task.is_asked or row.report]
    return sorted(shown, key=lambda row: not row.is_lead)


@dataclass(frozen=True)
class ReportCount:
    """Of the tasks due: how many there are, and how many of them are reported."""

    due: int
    reported: int

    @property
    def missing(self) -> int:
        return self.due - self.reported


def count_of(rows: Iterable[ReportRow]) -> ReportCount:
    due = [row for row in rows if row.is_due]
    return ReportCount(len(due), sum(row.report is not None for row in due))


def counts_by_lead_unit(tasks, month: Period, *, on: date) -> dict[tuple[int, str], ReportCount]:
    """By key and name of the county's lead units; helpers have no sheet. One query."""
    due = tasks.due_to_report(month, on=on).with_report_of(month).filter(is_led_by_helper=False)
    rows = due.order_by().values("lead_unit", "lead_unit__name")
    rows = rows.annotate(due=Count("pk"), reported=Count("pk", filter=Q(is_reported=True)))
    return {
        (row["lead_unit"], row["lead_unit__name"]): ReportCount(row["due"], row["reported"])
        for row in rows.order_by("lead_unit__name")
    }


def county_units_with_tasks(tasks: Any, programme: Any) -> Q:
    """The condition of the units, other than helpers, that lead or support one of the tasks."""
    helpers = Membership.objects.of(programme).helpers().values("unit")
    keys = tasks.order_by().values("pk")
    leads = Q(pk__in=tasks.order_by().values("lead_unit")) | Q(supported_tasks__in=keys)
    return leads & ~Q(pk__in=helpers)
