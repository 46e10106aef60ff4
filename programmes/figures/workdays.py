"""The working days of a programme, and the national ones of a year."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from core.workdays import SATURDAY, Workdays, holiday_name, is_national_workday
from programmes.models import CalendarDay, Programme


def workdays_of(programme: Programme) -> Workdays:
    """In one query."""
    return CalendarDay.objects.of(programme).workdays()


@dataclass(frozen=True)
class Holiday:
    """A national holiday, and the days off and the working weekends that belong to it."""

    name: str
    rests: list[date]
    works: list[date]


def national_days(year: int) -> list[Holiday]:
    """The national holidays of a year whose arrangement is known, in their order."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    named = sorted((day for day in days if holiday_name(day)), key=_by_holiday)
    found = [_holiday(name, list(group)) for name, group in groupby(named, holiday_name)]
    return sorted(found, key=lambda one: min([*one.rests, *one.works]))


def _by_holiday(day: date) -> tuple[str, date]:
    return holiday_name(day), day


def _holiday(name: str, days: list[date]) -> Holiday:
    works = [day for day in days if is_national_workday(day) and day.weekday() >= SATURDAY]
    return Holiday(name, [day for day in days if not is_national_workday(day)], works)
