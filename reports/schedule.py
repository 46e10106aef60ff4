"""When a report is due: on the programme's report day, for the last period."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from core.periods import Period
from programmes.models import Programme
from reports.choices import PERIOD_KIND, ReportKind


@dataclass(frozen=True)
class Clock:
    """The programme's day, and the hour of the day in Shanghai."""

    day: date
    hour: time

    @classmethod
    def of(cls, programme: Programme, now: datetime | None = None) -> "Clock":
        """``now`` is the real time. Where the programme has an as-of day, that is the day."""
        local = timezone.localtime(now)
        return cls(programme.as_of or local.date(), local.time())


def is_due(programme: Programme, period: Period, clock: Clock) -> bool:
    """Whether the report day of the month after the period, and its hour, have come."""
    due = period.next().start.replace(day=programme.report_day)
    return (clock.day, clock.hour) >= (due, programme.report_time)


def is_within(programme: Programme, period: Period) -> bool:
    """Whether the period lies in the programme's years."""
    return programme.start_year <= period.year <= programme.end_year


def last_ended(kind: ReportKind, day: date) -> Period:
    return Period.last_ended(day, PERIOD_KIND[kind])


def periods_between(first: Period, last: Period) -> list[Period]:
    """Both included, oldest first; none where ``first`` is the later one."""
    found = []
    while first.start <= last.start:
        found.append(first)
        first = first.next()
    return found


def data_day(period: Period, day: date) -> date:
    """As of which day a period is read: the given one, but for a period that is no longer the
    last to have ended, the last day on which it was."""
    return min(day, period.next().last_day)
