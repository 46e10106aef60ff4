"""Working days: the national arrangement of holidays (国务院办公厅, by the library
chinesecalendar), and the days on which a county differs from it (docs/rules.md#working-days)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar
from django.utils.translation import get_language

SATURDAY = 5
DAY = timedelta(days=1)


def is_national_workday(day: date) -> bool:
    """By the national arrangement; by the weekday in a year of which none is known."""
    if not is_arranged(day.year):
        return day.weekday() < SATURDAY
    return chinese_calendar.is_workday(day)


def is_arranged(year: int) -> bool:
    """Whether the national arrangement of the year is known."""
    return year in ARRANGED


def holiday_name(day: date) -> str:
    """The name of a national holiday, also for the days that make up for it; else empty."""
    if not is_arranged(day.year):
        return ""
    name = chinese_calendar.get_holiday_detail(day)[1]
    if not name:
        return ""
    holiday = chinese_calendar.Holiday(name)
    return str(holiday.chinese if (get_language() or "").startswith("zh") else holiday.value)


ARRANGED = frozenset(day.year for day in chinese_calendar.holidays)


@dataclass(frozen=True)
class Workdays:
    """The working days of a county; ``own`` are those on which it differs from the country."""

    own: Mapping[date, bool] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        return self.own[day] if day in self.own else is_national_workday(day)

    def after(self, day: date, count: int) -> date:
        """The working day that is the ``count``-th after the day; the day itself for 0."""
        while count:
            day += DAY
            count -= self.is_workday(day)
        return day

    def until(self, day: date, count: int) -> date:
        """The first of the ``count`` last working days up to and with the day."""
        day += DAY
        while count:
            day -= DAY
            count -= self.is_workday(day)
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself where it is a working day, else the next one."""
        return day if self.is_workday(day) else self.after(day, 1)

    def from_to(self, first: date, last: date) -> int:
        """The number of working days after ``first``, up to and with ``last``; negative where
        ``last`` lies before."""
        if last < first:
            return -self.from_to(last, first)
        days = (first + DAY * n for n in range(1, (last - first).days + 1))
        return sum(map(self.is_workday, days))
