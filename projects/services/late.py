"""补报: investment of a closed month is counted in an open one. The closed month and the reports
issued of it do not change."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.periods import Period
from core.records import create_record, delete_record
from programmes.choices import PeriodState
from programmes.models import Programme, ReportingPeriod
from programmes.services.months import require_open_month
from projects.models import LateEntry, Project
from projects.services.month_checks import check_totals
from projects.services.sheets import require_not_submitted


def first_open_month(programme: Programme, after: Period, *, on: date) -> Period | None:
    """The first month after ``after`` that has begun by the day and takes entries."""
    rows = ReportingPeriod.objects.of(programme).exclude(state=PeriodState.CLOSED)
    rows = rows.filter(month__gt=after.start, month__lte=on).order_by("month")
    found = rows.values_list("month", flat=True).first()
    return Period(found) if found else None


@transaction.atomic
def record_late_entry(
    *,
    project: Project,
    month: Period,
    counted_in: Period,
    amount: Decimal,
    reason: str,
    by: Any,
    confirmed: bool = False,
) -> LateEntry:
    """Record an amount in yuan that belongs to the closed ``month`` and counts in ``counted_in``.

    Raises MonthClosed where ``counted_in`` takes no entries, SheetSubmitted, ValidationError where
    ``month`` is open or a total would fall below zero, and UnlikelyError where the figures look
    like a slip and are not ``confirmed``.
    """
    require_open_month(project.programme, counted_in)
    require_not_submitted(project, counted_in, by)
    _require_closed(project.programme, month)
    late = create_record(
        LateEntry,
        by=by,
        programme=project.programme,
        project=project,
        month=month.start,
        counted_in=counted_in.start,
        amount=amount,
        reason=reason,
    )
    check_totals(project, counted_in, confirmed=confirmed)
    return late


def _require_closed(programme: Programme, month: Period) -> None:
    rows = ReportingPeriod.objects.of(programme).filter(month=month.start)
    if not rows.closed().exists():
        words = _("%(month)s is open: enter it as usual.")
        raise ValidationError(words % {"month": month.label()})


@transaction.atomic
def take_back_late(*, late: LateEntry, version: int, by: Any) -> None:
    """The author deletes a late entry while the month that counts it is open.

    Raises MonthClosed, SheetSubmitted, StaleRecord, and ValidationError for another person's
    entry or where the year's total would fall below zero.
    """
    counted_in = Period(late.counted_in)
    require_open_month(late.programme, counted_in)
    require_not_submitted(late.project, counted_in, by)
    if late.created_by_id != by.pk:
        raise ValidationError(_("Only its author can take an entry back."))
    delete_record(late, version=version)
    check_totals(late.project, counted_in, confirmed=True)
