"""Closing a month, and opening it again with a reason and a second person, who may also return the
request with a reason; who requested it may withdraw it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import with_reason
from core.periods import Period
from core.records import require_version
from programmes.choices import PeriodState
from programmes.models import Programme, ReportingPeriod
from projects.services.closing import delete_closing, store_closing
from supervision.services.month_notices import (
    notify_reopened,
    notify_reopening_requested,
    notify_request_returned,
    resolve_notices,
)
from supervision.signals import month_closed, month_reopened


def lock_month(programme: Programme, month: Period, version: int | None = None) -> ReportingPeriod:
    """Lock the month's row: entries wait. Raises ReportingPeriod.DoesNotExist, and StaleRecord
    where ``version`` is not the current one."""
    period = ReportingPeriod.objects.select_for_update().of(programme).get(month=month.start)
    require_version(period, version)
    return period


@transaction.atomic
def close_month(
    *,
    programme: Programme,
    month: Period,
    by,
    at: datetime,
    report: bool = True,
    version: int | None = None,
) -> ReportingPeriod:
    """Close the month: it takes no more entries, what is known of its projects is stored, and its
    report is due.

    ``by`` is None where the set-up closes. A closed month stays unchanged. Raises ValidationError
    where the month has not ended by the programme's day, and StaleRecord.
    """
    period = lock_month(programme, month, version)
    if period.state == PeriodState.CLOSED:
        return period
    if not month.has_ended(programme.today()):
        raise ValidationError(_("%(month)s has not ended yet.") % {"month": month.label()})
    store_closing(programme, month)
    period.state = PeriodState.CLOSED
    period.closed_by, period.closed_at, period.report_wanted = by, at, report
    _save(period)
    transaction.on_commit(lambda: _send_closed(period))
    return period


@transaction.atomic
def request_reopening(
    *,
    programme: Programme,
    month: Period,
    reason: str,
    by,
    at: datetime,
    version: int | None = None,
):
    """Request to reopen a closed month, with a reason; a second person must agree."""
    period = lock_month(programme, month, version)
    if period.state != PeriodState.CLOSED:
        raise ValidationError(_("%(month)s is not closed.") % {"month": month.label()})
    if not reason.strip():
        raise ValidationError(_("Say why the month must be reopened."))
    period.reopen_reason, period.reopen_requested_by, period.reopen_requested_at = (
        reason.strip(),
        by,
        at,
    )
    period.reopened_by = period.reopened_at = None
    notify_reopening_requested(_save(period))
    return period


@transaction.atomic
def reopen_month(
    *, programme: Programme, month: Period, by, at: datetime, version: int | None = None
) -> ReportingPeriod:
    """Reopen the month with the agreement of a second person: it takes entries again."""
    period = _lock_requested(programme, month, version)
    if period.reopen_requested_by_id == by.pk:
        raise ValidationError(_("A second person must agree: you asked for it yourself."))
    delete_closing(programme, month)
    period.state = PeriodState.REOPENED
    period.reopened_by, period.reopened_at = by, at
    notify_reopened(_save(period))
    month_reopened.send(ReportingPeriod, programme_id=period.programme_id, month=period.month)
    return period


@transaction.atomic
def return_request(
    *, programme: Programme, month: Period, reason: str, by, version: int | None = None
) -> ReportingPeriod:
    """Return the request to reopen the month with a reason: it stays closed. Notifies the one who
    requested it; the record of changes stores the reason."""
    period = _lock_requested(programme, month, version)
    if not reason.strip():
        raise ValidationError(_("Say why the request is returned."))
    requester = period.reopen_requested_by
    _clear_request(period, reason.strip())
    notify_request_returned(period, requester, reason.strip(), by)
    return period


@transaction.atomic
def withdraw_request(
    *, programme: Programme, month: Period, by, version: int | None = None
) -> ReportingPeriod:
    """Withdraw one's own request to reopen the month: it stays closed. Resolves the notices of the
    approvers. Raises ValidationError for the request of another person."""
    period = _lock_requested(programme, month, version)
    if period.reopen_requested_by_id != by.pk:
        words = _("%(who)s requested it and alone can withdraw it.")
        raise ValidationError(words % {"who": period.reopen_requested_by})
    return _clear_request(period, _("request to reopen withdrawn"))


def _lock_requested(programme: Programme, month: Period, version: int | None) -> ReportingPeriod:
    """Lock the month's row. Raises ValidationError where no request to reopen it waits."""
    period = lock_month(programme, month, version)
    if not period.reopening_is_asked:
        raise ValidationError(_("Nobody has asked to reopen %(month)s.") % {"month": month.label()})
    return period


def _clear_request(period: ReportingPeriod, reason: str) -> ReportingPeriod:
    """Remove the request; the record of changes stores it and the reason."""
    period.reopen_requested_by = period.reopen_requested_at = None
    period.reopen_reason = ""
    with with_reason(reason):
        return _save(period)


def _save(period: ReportingPeriod) -> ReportingPeriod:
    resolve_notices(period)
    period.version += 1
    period.save()
    return period


def _send_closed(period: ReportingPeriod) -> None:
    month_closed.send(ReportingPeriod, programme_id=period.programme_id, month=period.month)
