"""Declining what is proposed. Who accepts and who declines the same at once wait for each other:
the first decides (docs/rules.md#proposed-findings)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import create_record
from programmes.models import Programme
from supervision.choices import TO_RECTIFY, Colour
from supervision.figures.proposals import Proposal
from supervision.figures.raises import NEXT, NextColour, NextOrder
from supervision.models import DeclinedProposal, Finding, Order


def require_undeclined(programme: Programme, key: str) -> None:
    """Raises ValidationError where the proposal was declined."""
    if DeclinedProposal.objects.of(programme).filter(key=key).exists():
        raise _no_longer()


def require_new_origin(programme: Programme, origin: str) -> None:
    """Raises ValidationError where a finding was recorded from the same proposal, problem or
    instruction."""
    found = Finding.objects.of(programme).filter(origin=origin).first() if origin else None
    if found:
        words = _("This is recorded already: %(number)s “%(finding)s”.")
        raise ValidationError(words % {"number": found.number, "finding": found.text})


def require_last(order: Order) -> None:
    """Locks the order. Raises ValidationError where another one follows it already."""
    locked = Order.objects.select_for_update().get(pk=order.pk)
    later = Order.objects.after(locked.pk).select_related("unit").first()
    if later:
        raise ValidationError(_("An order follows already: %(order)s.") % {"order": later})


@transaction.atomic
def decline(programme: Programme, one: Proposal, *, reason: str, by: Any) -> DeclinedProposal:
    """As ``decline_proposal``; of a further colour or order also where it was made meanwhile."""
    _lock(programme)
    if isinstance(one, NextColour):
        _require_colour_before(one)
    elif isinstance(one, NextOrder):
        require_last(one.about["order"])
    return decline_proposal(programme, key=one.key, text=one.text[:500], reason=reason, by=by)


@transaction.atomic
def decline_proposal(
    programme: Programme, *, key: str, text: str, reason: str, by: Any
) -> DeclinedProposal:
    """It is not proposed again for the same reason. Raises ValidationError without a reason, and
    where it is declined or recorded already."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    _lock(programme)
    require_undeclined(programme, key)
    require_new_origin(programme, key)
    given = {"programme": programme, "key": key, "text": text, "reason": reason.strip()}
    return create_record(DeclinedProposal, by=by, **given)


def _lock(programme: Programme) -> None:
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)


def _require_colour_before(step: NextColour) -> None:
    """Locks the finding. Raises ValidationError where it has another colour or is rectified."""
    rows = Finding.objects.select_for_update().filter(pk=step.about["finding"].pk)
    finding = rows.filter(state__in=TO_RECTIFY, merged_into=None).first()
    if finding is None or NEXT.get(Colour(finding.colour)) != step.colour:
        raise _no_longer()


def _no_longer() -> ValidationError:
    return ValidationError(_("This is no longer proposed."))
