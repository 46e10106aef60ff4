"""When a report is due: on the programme's report day, for the last period."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from core.periods import Period
from programmes.models import Programme


@dataclass(frozen=True)
class Clock:
    """The programme's day and the time of day in Shanghai."""

    day: date
    hour: time

    @classmethod
    def of(cls, programme: Programme, now: datetime | None = None) -> "Clock":
        """``now`` is the real time; the programme's as-of day, if set, replaces its date."""
        local = timezone.localtime(now)
        return cls(programme.as_of or local.date(), local.time())


def is_due(programme: Programme, period: Period, clock: Clock) -> bool:
    """Whether the report day and time of the month after the period have been reached."""
    due = period.next().start.replace(day=programme.report_day)
    return (clock.day, clock.hour) >= (due, programme.report_time)


def is_within(programme: Programme, period: Period) -> bool:
    """Whether the period is in the programme's years."""
    return programme.start_year <= period.year <= programme.end_year


def periods_between(first: Period, last: Period) -> list[Period]:
    """Both included, oldest first; none where ``first`` is the later one."""
    periods = []
    while first.start <= last.start:
        periods.append(first)
        first = first.next()
    return periods


def as_of_day(period: Period, day: date) -> date:
    """The day as of which a period is read: the given day, at most the last day on which the
    period was the last ended one."""
    return min(day, period.next().last_day)
