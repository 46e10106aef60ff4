"""The reminder to copy into the county's work group."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from core.periods import Period


class UnitReport(Protocol):
    """A unit's name and its projects that have not reported."""

    @property
    def unit(self) -> str: ...
    @property
    def missing(self) -> list: ...


def reminder_text(units: Sequence[UnitReport], month: Period, *, report_day: int, on: date) -> str:
    """One line per unit with the projects it has not reported; empty where nothing is missing.
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
