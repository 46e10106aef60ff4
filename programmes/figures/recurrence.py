"""The periods of a recurring task in a year, and the days by which they are due."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.periods import month_end
from core.workdays import Workdays
from programmes.choices import RecurrenceKind
from programmes.models import TaskRecurrence


@dataclass(frozen=True)
class Planned:
    """A period, both days included, and its due day."""

    first_day: date
    last_day: date
    due_on: date


def planned(recurrence: TaskRecurrence, workdays: Workdays, *, after: date | None) -> list[Planned]:
    """The periods in their order; a period is due on its last day, or on the first working day
    after it. What lies up to the day ``after`` is left out."""
    spans = [
        (date(recurrence.year, first, 1), month_end(date(recurrence.year, last, 1)))
        for first, last in months_of(recurrence)
    ]
    start = after + timedelta(days=1) if after else date.min
    return [
        Planned(max(first, start), last, workdays.on_or_after(last))
        for first, last in spans
        if last >= start
    ]


def months_of(recurrence: TaskRecurrence) -> list[tuple[int, int]]:
    """The first and the last month of each period. Quarters are those of the calendar, cut at the
    first and last month; several times a year divide the months as evenly as they can."""
    months = range(recurrence.first_month, recurrence.last_month + 1)
    match recurrence.kind:
        case RecurrenceKind.MONTHLY:
            parts = [[month] for month in months]
        case RecurrenceKind.QUARTERLY:
            quarters = [range(first, first + 3) for first in (1, 4, 7, 10)]
            parts = [[m for m in quarter if m in months] for quarter in quarters]
        case _:
            parts = _evenly(months, recurrence.times_a_year or 1)
    return [(part[0], part[-1]) for part in parts if part]


def _evenly(months: range, times: int) -> list[list[int]]:
    cuts = [len(months) * n // times for n in range(times + 1)]
    return [[*months[start:end]] for start, end in zip(cuts, cuts[1:], strict=False) if end > start]
