"""What each unit still has to report on its tasks of a month, for units that do not sign in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Unit
from core.periods import Period
from programmes.choices import LISTED
from programmes.figures.units import in_order
from programmes.models import (
    FeedbackSheet,
    Membership,
    Need,
    Programme,
    Task,
    TaskProgress,
    TaskSupport,
)


@dataclass(frozen=True)
class OtherItems:
    """What units have to fill in beside their tasks: ``counts`` of a programme's units by id."""

    label: Any
    counts: Callable[[Programme], dict[int, int]]


# Higher apps append theirs, of each part of the sheet that they add.
other_items: list[OtherItems] = []


@dataclass(frozen=True)
class UnitFeedback:
    """A unit's tasks to report in a month, of these the reported ones, and those of its next
    sheet; its last sheet of the month and the day on which one came back; what else it has to fill
    in, with its label and number."""

    place: Membership
    items: int
    reported: int
    open: int
    sheet: FeedbackSheet | None
    returned_on: date | None
    others: Sequence[tuple[Any, int]] = ()

    @property
    def has_sheet(self) -> bool:
        """Whether its next sheet has anything to fill in."""
        return bool(self.open or self.others)

    @property
    def missing(self) -> int:
        return self.items - self.reported

    @property
    def is_done(self) -> bool:
        return self.reported == self.items

    @property
    def state(self) -> str:
        """已反馈 or 待反馈, of a unit of the county 已报 or 未报; empty without tasks to report."""
        if not self.items:
            return ""
        if self.place.is_helper:
            return _("feedback given") if self.is_done else _("feedback awaited")
        return _("reported") if self.is_done else _("not reported")


def tasks_to_report(programme: Programme, month: Period, on: date):
    """The tasks asked for in the month that are worked on still."""
    return Task.objects.of(programme).worked_on().asked_to_report(month, on=on)


def open_items(programme: Programme, unit: Unit, month: Period, on: date):
    """The tasks on a unit's sheet: those of the month that it leads or supports."""
    return tasks_to_report(programme, month, on).led_or_supported(unit)


def items_of(sheet: FeedbackSheet):
    rows = open_items(sheet.programme, sheet.unit, sheet.period, sheet.sent_on)
    return rows.order_by("number")


def supports_of(sheet: FeedbackSheet) -> dict[int, TaskSupport]:
    """The unit's own part in the tasks that it supports, by the task's id."""
    rows = TaskSupport.objects.of(sheet.programme).filter(unit=sheet.unit)
    return {one.task_id: one for one in rows}


def last_reports(sheet: FeedbackSheet) -> dict[int, TaskProgress]:
    """The unit's own last report of each task up to the month, by the task's id."""
    rows = TaskProgress.objects.of(sheet.programme).filter(unit=sheet.unit)
    rows = rows.filter(month__lte=sheet.month)
    return {one.task_id: one for one in rows.order_by("month", "pk")}


def reported_before(sheet: FeedbackSheet) -> set[int]:
    """The ids of the tasks of which the unit reported an earlier month."""
    rows = TaskProgress.objects.of(sheet.programme).filter(unit=sheet.unit)
    return set(rows.before(sheet.period).order_by().values_list("task", flat=True))


def stated_needs(sheet: FeedbackSheet):
    """The needs of a township, ``with_state`` of the day of the sheet."""
    needs = Need.objects.of(sheet.programme).filter(township=sheet.unit)
    return needs.with_state(sheet.sent_on).select_related("category")


def helpers_of(programme: Programme) -> set[int]:
    """The ids of the helpers' units."""
    return set(Membership.objects.of(programme).helpers().values_list("unit", flat=True))


def feedback_by_unit(programme: Programme, month: Period, on: date) -> list[UnitFeedback]:
    """The units of the network with tasks to report in the month, or with something else to fill
    in, in the network's order."""
    opened = _tasks_by_unit(tasks_to_report(programme, month, on))
    reported = _reported(programme, month)
    sheets = FeedbackSheet.objects.of(programme).filter(month=month.start).order_by("pk")
    last = {sheet.unit_id: sheet for sheet in sheets}
    returned = {sheet.unit_id: sheet.returned_on for sheet in sheets if sheet.returned_on}
    others = others_by_unit(programme)
    places = Membership.objects.of(programme).select_related("unit")
    found = []
    for place in in_order(places):
        key = place.unit_id
        items = opened[key] | reported[key]
        if items or others[key]:
            counts = (len(items), len(reported[key]), len(opened[key]))
            given = (last.get(key), returned.get(key), others[key])
            found.append(UnitFeedback(place, *counts, *given))
    return found


def others_by_unit(programme: Programme) -> defaultdict[int, list[tuple[Any, int]]]:
    """What each unit has to fill in beside its tasks, with its label and number."""
    found: defaultdict[int, list[tuple[Any, int]]] = defaultdict(list)
    for other in other_items:
        for unit, count in other.counts(programme).items():
            found[unit].append((other.label, count))
    return found


def _tasks_by_unit(tasks) -> defaultdict[int, set[int]]:
    """The ids of the tasks that each unit leads or supports."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    led = list(tasks.order_by().values_list("lead_unit", "pk"))
    supported = TaskSupport.objects.filter(task__in=[task for _unit, task in led])
    for unit, task in [*led, *supported.values_list("unit", "task")]:
        found[unit].add(task)
    return found


def _reported(programme: Programme, month: Period) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = TaskProgress.objects.of(programme).filter(month=month.start, task__state__in=LISTED)
    for unit, task in rows.order_by().values_list("unit", "task").distinct():
        found[unit].add(task)
    return found


def missing_text(
    units: Iterable[UnitFeedback], month: Period, due_on: date, contact: str, *, helpers: bool
) -> str:
    """What is sent to the county's work group: one line a unit that has not reported; empty where
    all have."""
    late = [one for one in units if one.place.is_helper == helpers and not one.is_done]
    if not late:
        return ""
    head = (
        _("May we kindly ask for your feedback on the matters of %(month)s by %(day)s:")
        if helpers
        else _("Please report the tasks of %(month)s by %(day)s:")
    )
    line = _("%(unit)s: feedback on %(count)s matters") if helpers else _("%(unit)s: %(count)s")
    day = _("%(month)s-%(day)s") % {"month": due_on.month, "day": due_on.day}
    counts = [{"unit": one.place.unit, "count": one.missing} for one in late]
    end = _("The sheet is sent to each unit: please fill it in and send it back.")
    lines = [head % {"month": month.label(), "day": day}, *(line % one for one in counts), end]
    if contact:
        lines.append(_("Contact: %(contact)s") % {"contact": contact})
    return "\n".join(lines)
