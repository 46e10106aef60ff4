"""The deadlines of a month, day by day."""

from calendar import Calendar
from dataclasses import dataclass, field
from datetime import date

from core.periods import Period
from core.workdays import Workdays
from programmes.models import Task, TaskSupport


@dataclass(frozen=True)
class DeadlineDay:
    """A day of the grid; ``is_within`` its month. ``supports`` are days of supporting units."""

    day: date
    is_within: bool
    is_workday: bool
    tasks: list[Task] = field(default_factory=list)
    supports: list[TaskSupport] = field(default_factory=list)

    @property
    def has_any(self) -> bool:
        return bool(self.tasks or self.supports)


def weeks_of_deadlines(
    tasks, supports, month: Period, workdays: Workdays
) -> list[list[DeadlineDay]]:
    """The weeks of the month from Monday, of tasks ``with_known_deadline`` and supports
    ``with_known_day``; a support is listed where its unit has a day of its own."""
    weeks = [
        [DeadlineDay(day, day.month == month.start.month, workdays.is_workday(day)) for day in week]
        for week in Calendar().monthdatescalendar(month.year, month.start.month)
    ]
    days = {one.day: one for week in weeks for one in week}
    span = (min(days), max(days))
    for task in tasks.filter(known_deadline__range=span).order_by("number"):
        days[task.known_deadline].tasks.append(task)
    for support in supports.filter(due_on__isnull=False, known_day__range=span).order_by("pk"):
        days[support.known_day].supports.append(support)
    return weeks
