"""Entering, correcting and deleting what the helpers give. A helper's entries are its own: the
task force corrects or deletes them with a reason, of which the helper is notified."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.actors import with_reason
from core.records import create_record, delete_record, differing, edit_record
from notifications.services import notice_language, notify
from programmes.choices import RoleName
from programmes.models import Contribution
from programmes.scopes import people_with_role

CORRECTED = gettext_lazy("The task force corrected “%(row)s”: %(reason)s")
DELETED = gettext_lazy("The task force deleted “%(row)s”: %(reason)s")


@transaction.atomic
def create_contribution(*, by: User, **values: Any) -> Contribution:
    """Raises ValidationError."""
    is_own = by.unit_id == values["helper"].pk
    return create_record(Contribution, by=by, is_own=is_own, **values)


def needs_reason(contribution: Contribution, by: User) -> bool:
    """Whether somebody else changes what the helper entered itself."""
    return contribution.is_own and by.unit_id != contribution.helper_id


@transaction.atomic
def edit_contribution(
    contribution: Contribution, *, version: int, by: User, reason: str = "", **values: Any
) -> None:
    """What the helper itself saves is its own. Raises StaleRecord, and ValidationError where
    somebody else changes its entry without a reason."""
    is_correction = bool(differing(contribution, values)) and needs_reason(contribution, by)
    if is_correction and not reason.strip():
        raise ValidationError({"reason": _("Say why: the helper reads it.")})
    if is_correction:
        with with_reason(reason):
            edit_record(contribution, version=version, correction=reason, **values)
        _notify(contribution, CORRECTED, reason, reverse("contribution", args=[contribution.pk]))
    elif by.unit_id == contribution.helper_id:
        edit_record(contribution, version=version, is_own=True, correction="", **values)
    else:
        edit_record(contribution, version=version, **values)


@transaction.atomic
def delete_contribution(contribution: Contribution, *, version: int, by: User, reason: str) -> None:
    """Raises StaleRecord."""
    if needs_reason(contribution, by):
        _notify(contribution, DELETED, reason, reverse("contributions"))
    delete_record(contribution, version=version, reason=reason)


def _notify(contribution: Contribution, text: Any, reason: str, address: str) -> None:
    """Notifies the helper's reporters."""
    programme, key = contribution.programme, (contribution.pk, contribution.version)
    people = people_with_role(programme, RoleName.HELPER_REPORTER)
    own = people.filter(unit=contribution.helper_id)
    with notice_language():
        words = str(text) % {"row": contribution, "reason": reason}
        notify(own, programme.pk, words, address, "contribution:{}:{}".format(*key))
