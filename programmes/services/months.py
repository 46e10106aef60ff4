"""Which months of a programme take entries."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.periods import Period
from programmes.models import Programme, ReportingPeriod


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


def closed_reason(programme: Programme, month: Period) -> str:
    """Why the month takes no entries, and what to do; empty for an open month. For display: saving
    calls ``require_open_month``."""
    period = ReportingPeriod.objects.of(programme).filter(month=month.start).first()
    return _refusal(programme, month, period)


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
