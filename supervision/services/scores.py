"""Points by hand, and falsification confirmed by a second person (docs/rules.md#scores)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.records import StaleRecord, create_record, delete_record, lock_record, update_record
from programmes.models import Document, Membership
from supervision.choices import LineKind, ScorecardState
from supervision.models import Falsification, ManualScore, Scorecard, ScoreLine
from supervision.services.score_notices import notify_falsification
from supervision.services.scorecards import refusal


@transaction.atomic
def score_by_hand(
    line: ScoreLine,
    unit: Unit,
    *,
    version: int,
    value: Decimal | None,
    reason: str,
    document: Document | None = None,
    by: Any,
    on: date,
) -> ManualScore:
    """Stores the points of the unit for the line, or changes them; None: not applicable to it.

    Raises StaleRecord (``version`` 0 means none so far), and ValidationError for a line that is
    computed or not in force, a unit of another group, and points above those of the line.
    """
    card = _locked_card(line, unit)
    if not line.is_by_hand:
        words = _("“%(line)s” is computed: nobody gives points for it.")
        raise ValidationError(words % {"line": line})
    if value is not None and value > line.weight:
        words = _("“%(line)s” has %(weight)s points at most.")
        shown = {"line": line, "weight": f"{line.weight.normalize():f}"}
        raise ValidationError({"value": words % shown})
    stored = ManualScore.objects.filter(line=line, unit=unit).first()
    values = {"value": value, "reason": reason.strip(), "document": document}
    given = {**values, "given_on": on, "given_by": by}
    if (stored.version if stored else 0) != version:
        raise StaleRecord(stored)
    if stored:
        return update_record(stored, version=version, **given)
    place = {"programme": card.programme, "line": line, "unit": unit}
    return create_record(ManualScore, by=by, **place, **given)


@transaction.atomic
def record_falsification(
    line: ScoreLine, unit: Unit, *, reason: str, found_on: date, by: Any, on: date
) -> Falsification:
    """Stores a falsification, which counts once a second person confirms it. Raises ValidationError
    for a deduction, a line not in force, a unit of another group, one recorded already, or a day
    after ``on``."""
    card = _locked_card(line, unit)
    if found_on > on:
        words = _("It was found until %(day)s at the latest: %(found)s lies in the future.")
        raise ValidationError({"found_on": words % {"day": on, "found": found_on}})
    if line.kind == LineKind.DEDUCTION:
        raise ValidationError(_("“%(line)s” is a deduction already.") % {"line": line})
    if Falsification.objects.filter(line=line, unit=unit).exists():
        raise ValidationError(_("It is recorded already."))
    given = {"programme": card.programme, "line": line, "unit": unit, "found_on": found_on}
    return create_record(Falsification, by=by, reason=reason.strip(), **given)


@transaction.atomic
def confirm_falsification(row: Falsification, *, version: int, by: Any, on: date) -> None:
    """A second person confirms it: the line has 0 points, the deduction is taken off, and the unit
    is notified. Raises StaleRecord, and ValidationError for whoever recorded it, where it is
    confirmed, and of a scorecard that is not in force."""
    stored = _locked_open(row, version)
    if stored.created_by_id == by.pk:
        raise ValidationError(_("A second person confirms: you recorded this yourself."))
    update_record(stored, version=version, confirmed_on=on, confirmed_by=by)
    notify_falsification(stored)


@transaction.atomic
def take_back_falsification(row: Falsification, *, version: int, reason: str) -> None:
    """Deletes what is not confirmed; the record of changes keeps the reason. Raises StaleRecord,
    and ValidationError where it is confirmed, and of a scorecard that is not in force."""
    stored = _locked_open(row, version)
    delete_record(stored, version=version, reason=reason)


def _locked_open(row: Falsification, version: int) -> Falsification:
    """Locked after its scorecard, as a further version locks them."""
    _locked_in_force(row.line)
    stored: Falsification = lock_record(Falsification.objects, row.pk, version)
    if stored.confirmed_on:
        raise ValidationError(_("It is confirmed already."))
    return stored


def _locked_card(line: ScoreLine, unit: Unit) -> Scorecard:
    """The line's scorecard, locked; it scores the unit."""
    card = _locked_in_force(line)
    members = Membership.objects.of(card.programme_id).filter(tier=card.group, unit=unit)
    if not members.exists():
        words = _("“%(card)s” does not score %(unit)s.")
        raise ValidationError(words % {"card": card, "unit": unit})
    return card


def _locked_in_force(line: ScoreLine) -> Scorecard:
    """The line's scorecard, locked so that it stays in force."""
    card: Scorecard = lock_record(Scorecard.objects, line.scorecard_id)
    if card.state != ScorecardState.IN_FORCE:
        raise ValidationError(refusal(card))
    return card
