"""Evaluations of a year: announced, objected to, published by a second person
(docs/rules.md#evaluations)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.periods import Period
from core.records import create_record, delete_record, lock_record, update_record
from programmes.choices import RequestState
from programmes.figures.workdays import workdays_of
from programmes.models import Programme
from programmes.scopes import TASK_FORCE, roles_in
from supervision.choices import Lack
from supervision.figures.score_content import content_of, score_of
from supervision.figures.scores import UnitScore, unit_scores
from supervision.models import Evaluation, Scorecard, ScoreObjection
from supervision.services import score_notices
from supervision.services.scorecards import outside


@transaction.atomic
def announce(
    *, programme: Programme, year: int, group: str, reason: str = "", by: Any, on: date
) -> Evaluation:
    """Stores the scores of the year for objections, and notifies the units.

    Raises ValidationError before the year has ended, without a scorecard in force, while scores are
    announced, without a reason for a correction of what is published, for a year outside the
    programme, where points by hand are missing, and where no unit has a score.
    """
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    rows = Evaluation.objects.of(programme).of_group(year, group)
    last = rows.first()
    if words := why_not_announced(programme, year, group, on):
        raise ValidationError(words)
    if last and not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    card = Scorecard.objects.of(programme).of_group(year, group).in_force().get()
    scores = unit_scores(card, Period.month(year, 12))
    require_scored(scores)
    if all(one.score is None for one in scores):
        raise ValidationError(_("No unit has a score: no line of the scorecard applies to any."))
    until = workdays_of(programme).after(on, card.objection_days)
    given = {"programme": programme, "year": year, "group": group, "scorecard": card}
    given |= {"number": last.number + 1 if last else 1, "reason": reason.strip()}
    days = {"announced_on": on, "objections_until": until}
    content = content_of(scores, Period.month(year, 12))
    made = create_record(Evaluation, by=by, content=content, **given, **days)
    score_notices.notify_announced(made)
    return made


def why_not_announced(programme: Programme, year: int, group: str, on: date) -> str:
    """Why the scores cannot be announced on the day, in words; else empty."""
    if words := outside(programme, year):
        return words
    if not Period(date(year, 1, 1), "year").has_ended(on):
        return _("The year %(year)s has not ended yet.") % {"year": year}
    if not Scorecard.objects.of(programme).of_group(year, group).in_force().exists():
        return _("No scorecard of this year and group is in force.")
    if Evaluation.objects.of(programme).of_group(year, group).announced().exists():
        return _("Scores are announced already: publish or withdraw them first.")
    return ""


def require_scored(scores: list[UnitScore]) -> None:
    """Raises ValidationError that names the units without points by hand for a base line."""
    missing = [
        f"{one.name}（{line.name}）"
        for one in scores
        for line in one.left_out
        if line.lack == Lack.NOT_SCORED
    ]
    if missing:
        words = _("Points by hand are missing: %(units)s.")
        raise ValidationError(words % {"units": _(", ").join(missing)})


@transaction.atomic
def withdraw_announcement(evaluation: Evaluation, *, version: int, reason: str) -> None:
    """Deletes what is announced. Raises StaleRecord, and ValidationError for what is published or
    has objections."""
    stored = _locked_announced(evaluation, version)
    score_notices.resolve_announced(stored)
    delete_record(stored, version=version, reason=reason)


@transaction.atomic
def object_to(
    evaluation: Evaluation, unit: Unit, *, text: str, by: Any, on: date
) -> ScoreObjection:
    """Stores the objection of a unit, or of the task force on its behalf.

    Raises ValidationError outside the days of objections, for a unit without a score, and while
    another one of the unit waits.
    """
    stored = _locked_announced(evaluation)
    if not stored.takes_objections(on):
        words = _("Objections were taken until %(day)s.")
        raise ValidationError(words % {"day": stored.objections_until})
    if score_of(stored, unit.pk) is None:
        raise ValidationError(_("%(unit)s is not scored here.") % {"unit": unit})
    if stored.objections.pending().filter(unit=unit).exists():
        raise ValidationError(_("An objection of the unit waits for its answer already."))
    force = roles_in(by, stored.programme) & TASK_FORCE
    given = {"programme": stored.programme, "evaluation": stored, "unit": unit, "made_on": on}
    on_behalf = bool(force) and by.unit_id != unit.pk
    made = create_record(ScoreObjection, by=by, text=text, on_behalf=on_behalf, **given)
    score_notices.notify_objection(made)
    return made


@transaction.atomic
def answer_objection(
    objection: ScoreObjection, *, version: int, state: str, answer: str, by: Any, on: date
) -> None:
    """Somebody else than who made it accepts or refuses it, in words. What is accepted is corrected
    in the records: the published scores are computed from them.

    Raises StaleRecord, and ValidationError for whoever made it and where it is answered.
    """
    stored: ScoreObjection = lock_record(ScoreObjection.objects, objection.pk, version)
    if not stored.is_pending:
        raise ValidationError(_("It is answered already."))
    if stored.created_by_id == by.pk:
        raise ValidationError(_("Somebody else answers: you made this objection yourself."))
    if state not in (RequestState.ACCEPTED, RequestState.REFUSED):
        raise ValidationError({"state": _("Accept or refuse it.")})
    if not answer.strip():
        raise ValidationError({"answer": _("Say why.")})
    given = {"state": state, "answer": answer.strip(), "answered_on": on, "answered_by": by}
    update_record(stored, version=version, **given)
    score_notices.notify_answered(stored)


@transaction.atomic
def publish(evaluation: Evaluation, *, version: int, by: Any, on: date) -> None:
    """A second person publishes the scores, computed from the records of the year as they are now.

    Raises StaleRecord, and ValidationError for whoever announced them, until the days of objections
    have passed, and while an objection waits.
    """
    stored = _locked_announced(evaluation, version)
    if words := why_not_published(stored, by, on):
        raise ValidationError(words)
    month = Period.month(stored.year, 12)
    scores = unit_scores(stored.scorecard, month)
    require_scored(scores)
    given = {"content": content_of(scores, month), "published_on": on, "published_by": by}
    score_notices.resolve_announced(stored)
    update_record(stored, version=version, **given)
    score_notices.notify_published(stored)


def why_not_published(evaluation: Evaluation, by: Any, on: date) -> str:
    """Why the person cannot publish it on the day, in words; else empty."""
    if evaluation.created_by_id == by.pk:
        return _("A second person publishes: you announced these scores yourself.")
    if on <= evaluation.objections_until:
        words = _("Objections are taken until %(day)s: publish after that day.")
        return words % {"day": evaluation.objections_until}
    if waiting := evaluation.objections.pending().count():
        return _("%(n)s objections wait for their answer.") % {"n": waiting}
    return ""


def _locked_announced(evaluation: Evaluation, version: int | None = None) -> Evaluation:
    rows = Evaluation.objects.select_related("programme", "scorecard__programme")
    stored: Evaluation = lock_record(rows, evaluation.pk, version)
    if stored.is_published:
        raise ValidationError(_("These scores are published: they do not change any more."))
    return stored
