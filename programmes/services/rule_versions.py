"""The versions of a rule of days: added, and the latest one taken back."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.periods import Period
from core.records import StaleRecord, create_record, require_version, update_record
from programmes.models import Programme, ReportingPeriod
from programmes.models.light_rules import RuleVersion


@transaction.atomic
def add_rule(
    model: type[RuleVersion], programme: Programme, *, valid_from: date, by: Any, **values: Any
) -> Any:
    """Adds a version valid from the day on; the previous version ends there.

    Raises ValidationError where the day lies in a closed month or not after the latest version.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    previous = model._default_manager.of(programme).first()
    if previous and valid_from <= previous.valid_from:
        words = _("Name a day after %(day)s, from which the latest version is valid.")
        raise ValidationError({"valid_from": words % {"day": previous.valid_from}})
    if _closed(programme, valid_from).exists():
        words = _("From this month on no new version can hold: closed months keep theirs.")
        raise ValidationError({"valid_from": words})
    if previous:
        update_record(previous, version=previous.version, valid_until=valid_from)
    given = {"programme": programme, "valid_from": valid_from, **values}
    return create_record(model, by=by, **given)


@transaction.atomic
def withdraw_rule(*, rule: RuleVersion, version: int) -> None:
    """Deletes the latest version while none of its months is closed; the one before it, or the
    defaults, are valid again.

    Raises StaleRecord where it is not the latest, and ValidationError where a closed month goes by
    it.
    """
    programme = Programme.objects.select_for_update(no_key=True).get(pk=rule.programme_id)
    rows = type(rule)._default_manager
    latest = list(rows.of(programme)[:2])
    if not latest or latest[0].pk != rule.pk:
        raise StaleRecord(rows.filter(pk=rule.pk).first())
    require_version(latest[0], version)
    if _closed(programme, rule.valid_from).exists():
        words = _("Only the last version, of which no month is closed, can be taken back.")
        raise ValidationError(words)
    latest[0].delete()
    for before in latest[1:]:
        update_record(before, version=before.version, valid_until=None)


def _closed(programme: Programme, day: date):
    """The closed months from that of the day on."""
    first = Period.containing(day).start
    return ReportingPeriod.objects.of(programme).closed().filter(month__gte=first)
