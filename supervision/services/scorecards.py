"""Scorecards: drafted with the usual lines, put in force, corrected by a further version
(docs/rules.md#scorecards)."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import (
    create_record,
    delete_record,
    edit_record,
    lock_record,
    update_record,
)
from programmes.models import Programme
from supervision.choices import LineFormula, LineKind, ScorecardState
from supervision.models import (
    Evaluation,
    ManualScore,
    Scorecard,
    ScoreLine,
)
from supervision.services.carrying_over import carry_over

# Offered for a new scorecard (default, editable): name, weight, formula.
USUAL_LINES: tuple[tuple[str, int, LineFormula], ...] = (
    ("指标完成", 30, LineFormula.NONE),
    ("重点项目", 25, LineFormula.INVESTMENT),
    ("资金使用", 15, LineFormula.MONEY),
    ("任务清单销号", 15, LineFormula.TASKS),
    ("督办整改", 10, LineFormula.RECTIFICATION),
    ("协作机制", 5, LineFormula.NONE),
)
OTHER_LINES = (("加分", 5, LineKind.BONUS), ("扣分", 10, LineKind.DEDUCTION))
FULL_WEIGHT = Decimal(100)
PUBLICITY_WORD = "宣传"
COPIED = (
    "year", "group", "basis", "good_from", "fair_from", "passing_from", "bonus_limit",
    "deduction_limit", "falsification_deduction", "objection_days", "counts_publicity",
)  # fmt: skip
OF_LINE = ("position", "name", "kind", "weight", "formula")


@transaction.atomic
def create_scorecard(*, programme: Programme, by: Any, **values: Any) -> Scorecard:
    """Stores the first version of a year and group with the usual lines. Raises ValidationError
    for a year outside the programme, and where there is one already."""
    _lock(programme)
    if words := outside(programme, values["year"]):
        raise ValidationError({"year": words})
    rows = Scorecard.objects.of(programme).of_group(values["year"], values["group"])
    if former := rows.first():
        words = _("There is “%(card)s” already: correct it there.")
        raise ValidationError({"year": words % {"card": former}})
    card = create_record(Scorecard, programme=programme, by=by, **values)
    for position, line in enumerate(usual_lines()):
        _add_line(card, by, position=position, **line)
    return card


def outside(programme: Programme, year: int) -> str:
    """That the year is none of the programme, in words; else empty."""
    if programme.start_year <= year <= programme.end_year:
        return ""
    words = _("%(year)s lies outside the programme: it runs from %(first)s to %(last)s.")
    return words % {"year": year, "first": programme.start_year, "last": programme.end_year}


def usual_lines() -> list[dict[str, Any]]:
    base = ({"name": n, "weight": Decimal(w), "formula": f} for n, w, f in USUAL_LINES)
    other = ({"name": n, "weight": Decimal(w), "kind": kind} for n, w, kind in OTHER_LINES)
    return [*base, *other]


@transaction.atomic
def edit_scorecard(card: Scorecard, *, version: int, **values: Any) -> None:
    """Raises StaleRecord, and ValidationError for what is in force, and where publicity is switched
    off that a line counts."""
    stored = _locked_draft(card, version)
    counts = values.get("counts_publicity", stored.counts_publicity)
    _require_no_publicity(stored.lines.all(), counts=counts)
    edit_record(stored, version=version, **values)


@transaction.atomic
def set_lines(card: Scorecard, lines: Sequence[dict[str, Any]], *, version: int, by: Any) -> None:
    """Makes these the lines of a draft, in this order; a line is known by its name. Raises
    StaleRecord, and ValidationError for what is in force, or a line that counts publicity without
    the switch."""
    stored = _locked_draft(card, version)
    rows = [ScoreLine(**line) for line in lines]
    _require_no_publicity(rows, counts=stored.counts_publicity)
    stored.lines.exclude(name__in=[line["name"] for line in lines]).delete()
    former = {line.name: line for line in stored.lines.all()}
    for position, line in enumerate(lines):
        values = {**line, "position": position}
        if known := former.get(line["name"]):
            edit_record(known, version=known.version, **values)
        else:
            _add_line(stored, by, **values)
    update_record(stored, version=version)


def _add_line(card: Scorecard, by: Any, **values: Any) -> ScoreLine:
    given = {"programme": card.programme, "scorecard": card, **values}
    return create_record(ScoreLine, by=by, **given)


def counts_publicity(line: ScoreLine) -> bool:
    return line.formula == LineFormula.PUBLICITY or PUBLICITY_WORD in line.name


def _require_no_publicity(lines: Iterable[ScoreLine], *, counts: bool) -> None:
    """``counts``: whether the scorecard counts publicity."""
    for line in lines:
        if counts_publicity(line) and not counts:
            words = _("“%(line)s” counts publicity, which this scorecard does not count.")
            raise ValidationError(words % {"line": line.name})


@transaction.atomic
def enforce_scorecard(card: Scorecard, *, version: int, by: Any, on: date) -> list[ManualScore]:
    """Puts a draft in force, in place of the version before it, whose points by hand with their
    evidence and falsifications go on in the lines of the same name. Returns the points that do not
    fit into the new weight: they are given anew.

    Raises StaleRecord, and ValidationError for what is no draft, for a year outside the programme,
    where the base weights do not make up 100, while the scores by the version before are announced,
    and where a falsification of that version has no line in this one.
    """
    _lock(card.programme)
    stored = _locked_draft(card, version)
    if words := outside(card.programme, stored.year):
        raise ValidationError(words)
    require_full_weight(stored)
    _require_no_publicity(stored.lines.all(), counts=stored.counts_publicity)
    former = Scorecard.objects.of(card.programme).of_group(card.year, card.group).in_force().first()
    if former:
        _require_not_announced(former)
        update_record(former, version=former.version, state=ScorecardState.REPLACED)
    given = {"state": ScorecardState.IN_FORCE, "enforced_on": on, "enforced_by": by}
    update_record(stored, version=version, **given)
    return carry_over(former, stored) if former else []


def require_full_weight(card: Scorecard) -> None:
    """Raises ValidationError with the sum where the base weights do not make up 100."""
    found = base_weight(card)
    if found != FULL_WEIGHT:
        words = _("The base weights make up %(sum)s, not 100: change the lines first.")
        raise ValidationError(words % {"sum": f"{found.normalize():f}"})


def next_step(card: Scorecard) -> str:
    """Who does what next with a draft, in words; else empty."""
    if not card.is_draft:
        return ""
    if (found := base_weight(card)) != FULL_WEIGHT:
        words = _(
            "Next: the task force edits the lines, whose base weights make up %(sum)s, not 100."
        )
        return words % {"sum": f"{found.normalize():f}"}
    return _("Next: an approver puts it in force (on this page, and in their own “My work”).")


def base_weight(card: Scorecard) -> Decimal:
    return sum((line.weight for line in card.lines.all() if line.is_base), Decimal(0))


def _require_not_announced(card: Scorecard) -> None:
    if Evaluation.objects.filter(scorecard=card).announced().exists():
        words = _("Scores by “%(card)s” are announced: publish or withdraw them first.")
        raise ValidationError(words % {"card": card})


@transaction.atomic
def correct_scorecard(card: Scorecard, *, version: int, reason: str, by: Any) -> Scorecard:
    """Stores a draft of the next version with the same values and lines.

    Raises StaleRecord, and ValidationError without a reason, for what is not in force, and where a
    draft waits already.
    """
    _lock(card.programme)
    stored: Scorecard = lock_record(Scorecard.objects, card.pk, version)
    if stored.state != ScorecardState.IN_FORCE:
        raise ValidationError(refusal(stored))
    rows = Scorecard.objects.of(card.programme).of_group(stored.year, stored.group)
    if draft := rows.filter(state=ScorecardState.DRAFT).first():
        raise ValidationError(_("“%(card)s” is drafted already.") % {"card": draft})
    values = {name: getattr(stored, name) for name in COPIED}
    given = {"programme": card.programme, "number": stored.number + 1, "reason": reason}
    made = create_record(Scorecard, by=by, **given, **values)
    for line in stored.lines.all():
        _add_line(made, by, **{name: getattr(line, name) for name in OF_LINE})
    return made


def delete_scorecard(card: Scorecard, *, version: int, reason: str) -> None:
    """Deletes a draft with its lines. Raises StaleRecord, and ValidationError for any other."""
    with transaction.atomic():
        stored = _locked_draft(card, version)
        delete_record(stored, version=version, reason=reason, references=())


def refusal(card: Scorecard) -> str:
    words = _("“%(card)s” is in the state “%(state)s”: this is not possible now.")
    return words % {"card": card, "state": card.get_state_display()}


def _lock(programme: Programme) -> None:
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)


def _locked_draft(card: Scorecard, version: int) -> Scorecard:
    stored: Scorecard = lock_record(Scorecard.objects, card.pk, version)
    if not stored.is_draft:
        raise ValidationError(refusal(stored))
    return stored
