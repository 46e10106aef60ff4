"""Objections of units to their row of a ranking, and the answers of the task force
(docs/rules.md#objections-to-a-ranking)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import StaleRecord, create_record, lock_record, update_record
from supervision.choices import MeasureKind, ObjectionState
from supervision.models import Objection, Ranking
from supervision.services.ranking_notices import (
    notify_answered,
    notify_objected,
    resolve_objection,
)
from supervision.services.rankings import recompute, refusal


def why_no_objection(ranking: Ranking, unit_id: int | None, on: date) -> str:
    """Why the unit cannot object on the day, in words; else empty."""
    if not ranking.is_open or ranking.objections_until is None:
        return refusal(ranking)
    if on > ranking.objections_until:
        words = _("Objections were possible until %(day)s.")
        return words % {"day": ranking.objections_until}
    if unit_id not in ranking.unit_ids:
        return _("Your unit is not named in this ranking.")
    return ""


@transaction.atomic
def object_to_ranking(*, ranking: Ranking, kind: str, text: str, by: Any, on: date) -> Objection:
    """A person of a unit that the ranking names objects to its row.

    Raises ValidationError where the ranking is not open on the day, does not name the unit, and
    where an objection of the unit to the same table waits for its answer.
    """
    stored = lock_record(Ranking.objects.select_related("programme"), ranking.pk)
    if reason := why_no_objection(stored, by.unit_id, on):
        raise ValidationError(reason)
    if stored.objections.pending().filter(unit=by.unit_id, kind=kind).exists():
        words = _("An objection to “%(kind)s” waits for its answer already.")
        raise ValidationError(words % {"kind": MeasureKind(kind).label})
    given = {"ranking": stored, "unit": by.unit, "kind": kind, "text": text.strip(), "on": on}
    made = create_record(Objection, by=by, programme=stored.programme, **given)
    notify_objected(made)
    return made


@transaction.atomic
def answer_objection(
    objection: Objection, *, version: int, is_accepted: bool, answer: str, by: Any, on: date
) -> None:
    """A second person of the task force answers it with a reason. Of an accepted one the tables are
    computed anew, after the records were corrected.

    Raises StaleRecord where it is answered already, and ValidationError without a reason and for
    whoever wrote it.
    """
    ranking = lock_record(Ranking.objects.select_related("programme"), objection.ranking_id)
    stored = lock_record(Objection.objects.select_related("unit"), objection.pk, version)
    if not stored.is_pending:
        raise StaleRecord(stored)
    if stored.created_by_id == by.pk:
        raise ValidationError(_("A second person answers: you wrote this objection yourself."))
    if not answer.strip():
        raise ValidationError({"answer": _("Say why.")})
    resolve_objection(stored)
    state = ObjectionState.ACCEPTED if is_accepted else ObjectionState.REFUSED
    given = {"state": state, "answer": answer.strip(), "answered_on": on, "answered_by": by}
    answered = update_record(stored, version=version, **given)
    if is_accepted:
        because = f"{answered}：{answered.answer}"
        recompute(ranking, on=on, because=because, answered_unit=answered.unit_id)
    notify_answered(answered)
