"""Making feedback sheets for units that do not sign in."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.periods import Period
from core.records import create_record, update_record
from programmes.figures.feedback import open_items, others_by_unit
from programmes.models import FeedbackSheet, Programme
from programmes.services.months import require_open_month

SAME_SENDING = timedelta(minutes=1)  # a second press within it makes no second sheet


@transaction.atomic
def make_sheets(
    *, programme: Programme, units: Iterable[Unit], month: Period, due_on: date, by: Any, on: date
) -> list[FeedbackSheet]:
    """Records a sheet for each of the units; one that the person made within the last minute for
    the same month is used again, with the new day.

    Raises MonthClosed, and ValidationError for a day that has passed and a unit that has nothing to
    fill in.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    require_open_month(programme, month)
    if due_on < on:
        raise ValidationError(_("%(day)s has passed: choose a later day.") % {"day": due_on})
    return [
        _last(programme, unit, by, month.start, due_on)
        or _make(programme, unit, by, month=month.start, due_on=due_on, sent_on=on)
        for unit in units
    ]


def _last(
    programme: Programme, unit: Unit, by: Any, month: date, due_on: date
) -> FeedbackSheet | None:
    since = timezone.now() - SAME_SENDING
    rows = FeedbackSheet.objects.of(programme).filter(unit=unit, month=month, created_by=by)
    last = rows.filter(created_at__gt=since, returned_on=None).order_by("-pk").first()
    if last and last.due_on != due_on:
        update_record(last, version=last.version, due_on=due_on)
    return last


def _make(programme: Programme, unit: Unit, by: Any, **values: Any) -> FeedbackSheet:
    tasks = open_items(programme, unit, Period(values["month"]), values["sent_on"])
    if not tasks.exists() and not others_by_unit(programme)[unit.pk]:
        raise ValidationError(_("%(unit)s has nothing to fill in.") % {"unit": unit})
    return create_record(FeedbackSheet, by=by, programme=programme, unit=unit, **values)
