"""Which months of a programme take entries."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.periods import Period
from programmes.models import Programme, ReportingPeriod

# Functions of higher apps: why the person cannot change what the unit reported of the month; empty
# where they can (projects: the submitted sheet).
month_locks: list[Callable[[Programme, Unit, Period, Any], str]] = []


class MonthClosed(ValidationError):
    """The month takes no entries: it is closed, in the future, or outside the programme."""


def require_open_month(programme: Programme, month: Period) -> ReportingPeriod:
    """Returns the month's row, locked until the transaction ends so that it stays open. Raises
    MonthClosed."""
    rows = ReportingPeriod.objects.select_for_update(no_key=True).of(programme)
    period = rows.filter(month=month.start).first()
    refusal = _refusal(programme, month, period)
    if period is None or refusal:
        raise MonthClosed(refusal)
    return period


def locked_reason(programme: Programme, unit: Unit, month: Period, by: Any) -> str:
    """Why the person cannot change what the unit reported of an open month; else empty."""
    return next(filter(None, (lock(programme, unit, month, by) for lock in month_locks)), "")


def require_unlocked(programme: Programme, unit: Unit, month: Period, by: Any) -> None:
    if words := locked_reason(programme, unit, month, by):
        raise ValidationError(words)


def closed_reason(programme: Programme, month: Period) -> str:
    """Why the month takes no entries, and what to do; empty for an open month. For display: saving
    calls ``require_open_month``."""
    period = ReportingPeriod.objects.of(programme).filter(month=month.start).first()
    return _refusal(programme, month, period)


def month_to_enter(programme: Programme) -> Period | None:
    """The month that a button offers for entry: the last ended one, else the one that runs; None
    where both are closed."""
    last = Period.last_ended(programme.today())
    months = (last, last.next())
    return next((month for month in months if not closed_reason(programme, month)), None)


def shown_month(programme: Programme) -> Period:
    """The month whose reports a list shows: that to enter, else the last ended one."""
    return month_to_enter(programme) or Period.last_ended(programme.today())


def _refusal(programme: Programme, month: Period, period: ReportingPeriod | None) -> str:
    if period is None:
        text = _("%(month)s lies outside the programme's years.")
    elif month.start > programme.today():
        text = _("%(month)s has not begun yet.")
    elif not period.takes_entries:
        text = _("%(month)s is closed and takes no entries. Ask the task force to reopen it.")
    else:
        return ""
    return text % {"month": month.label()}
