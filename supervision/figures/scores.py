"""The score of each unit by a scorecard (docs/rules.md#scores). Exact: pages round once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

from core.periods import Period
from programmes.models import Membership
from supervision.choices import Grade, Lack, LineFormula, LineKind, MeasureKind
from supervision.figures.measures import Measure, measures
from supervision.models import Falsification, ManualScore, Scorecard, ScoreLine

WHOLE = Fraction(1)
FULL_MARKS = 100


@dataclass(frozen=True)
class LineScore:
    """A unit's points of a line: ``weight`` × ``attainment``, both None where it has a ``lack``.
    ``done`` of ``whole`` are those of the measure, money in yuan, ``expected`` the share that is
    due by then; ``reason`` is that of the points by hand."""

    line_id: int
    name: str
    kind: str
    formula: str
    weight: Fraction
    attainment: Fraction | None
    lack: str = ""
    done: Fraction | None = None
    whole: Fraction | None = None
    expected: Fraction | None = None
    reason: str = ""
    is_falsified: bool = False

    @property
    def points(self) -> Fraction | None:
        return None if self.attainment is None else self.weight * self.attainment


# A line without its attainment and what follows.
Given = Callable[..., LineScore]


@dataclass(frozen=True)
class UnitScore:
    """The score of a unit: ``base`` of 100, plus ``bonus``, less ``deduction`` and what is off for
    ``falsified`` lines; None where no base line applies."""

    unit_id: int
    name: str
    lines: list[LineScore]
    base: Fraction | None
    bonus: Fraction
    deduction: Fraction
    falsified: Fraction
    score: Fraction | None
    grade: str

    @property
    def scored_share(self) -> Fraction:
        """The weight of the base lines that apply, of that of all."""
        base = [one for one in self.lines if one.kind == LineKind.BASE]
        whole = sum((one.weight for one in base), Fraction(0))
        scored = sum((one.weight for one in base if not one.lack), Fraction(0))
        return scored / whole if whole else Fraction(0)

    @property
    def left_out(self) -> list[LineScore]:
        """The base lines that do not apply."""
        return [one for one in self.lines if one.lack and one.kind == LineKind.BASE]


@dataclass(frozen=True)
class Found:
    """What is known of all units: by line the points by hand and the falsified, by formula the
    measures."""

    by_hand: dict[tuple[int, int], ManualScore]
    falsified: set[tuple[int, int]]
    measured: dict[str, dict[int, Measure]]


def month_of_year(year: int, on: date) -> Period | None:
    """The last month of the year that ended before the day; None where none has."""
    last = min(Period.last_ended(on), Period.month(year, 12))
    return last if last.year == year else None


def unit_scores(card: Scorecard, month: Period) -> list[UnitScore]:
    """The scores at the month's end, of all units in the group then, in the county's order. The
    number of queries does not depend on that of the units."""
    members = Membership.objects.of(card.programme_id).filter(tier=card.group)
    members = members.present(on=month.last_day)
    lines = list(card.lines.all())
    found = _found(card, lines, month)
    return [unit_score(card, one, lines, found) for one in members.select_related("unit")]


def _found(card: Scorecard, lines: list[ScoreLine], month: Period) -> Found:
    manual = ManualScore.objects.of_card(card)
    falsified = Falsification.objects.of_card(card).confirmed()
    kinds = {line.formula for line in lines} & set(MeasureKind.values)
    return Found(
        {(one.line_id, one.unit_id): one for one in manual},
        set(falsified.values_list("line", "unit")),
        {kind: measures(card.programme, MeasureKind(kind), month) for kind in sorted(kinds)},
    )


def unit_score(
    card: Scorecard, member: Membership, lines: Iterable[ScoreLine], found: Found
) -> UnitScore:
    scores = [_line_score(line, member.unit_id, found) for line in lines]
    base = base_points(scores)
    bonus = _limited(scores, LineKind.BONUS, card.bonus_limit)
    deduction = _limited(scores, LineKind.DEDUCTION, card.deduction_limit)
    falsified = sum(one.is_falsified for one in scores) * Fraction(card.falsification_deduction)
    score = None if base is None else max(Fraction(0), base + bonus - deduction - falsified)
    grade = grade_of(score, card)
    name = member.unit.name
    return UnitScore(member.unit_id, name, scores, base, bonus, deduction, falsified, score, grade)


def base_points(scores: Iterable[LineScore]) -> Fraction | None:
    """Of the base lines that apply, whose weights are rescaled to 100; None where none does."""
    applied = [one for one in scores if one.kind == LineKind.BASE and not one.lack]
    weights = sum((one.weight for one in applied), Fraction(0))
    points = sum((one.points or Fraction(0) for one in applied), Fraction(0))
    return points / weights * FULL_MARKS if weights else None


def _limited(scores: Iterable[LineScore], kind: str, limit: Decimal) -> Fraction:
    given = (one.points or Fraction(0) for one in scores if one.kind == kind)
    return min(sum(given, Fraction(0)), Fraction(limit))


def grade_of(score: Fraction | None, card: Scorecard) -> str:
    """By the unrounded score; empty without one."""
    if score is None:
        return ""
    steps = (
        (card.good_from, Grade.GOOD),
        (card.fair_from, Grade.FAIR),
        (card.passing_from, Grade.PASSING),
    )
    return next((str(grade) for limit, grade in steps if score >= limit), str(Grade.POOR))


def _line_score(line: ScoreLine, unit: int, found: Found) -> LineScore:
    place = (line.pk, unit)
    given = partial(LineScore, line.pk, line.name, line.kind, line.formula, Fraction(line.weight))
    if place in found.falsified:
        return given(Fraction(0), is_falsified=True)
    if line.is_by_hand:
        return _by_hand(line, given, found.by_hand.get(place))
    if line.formula == LineFormula.NONE:
        return given(None, Lack.NO_FORMULA)
    return _measured(given, found.measured[line.formula].get(unit))


def _by_hand(line: ScoreLine, given: Given, manual: ManualScore | None) -> LineScore:
    if manual is None:
        return given(None, Lack.NOT_SCORED)
    if manual.value is None:
        return given(None, Lack.NOT_APPLICABLE, reason=manual.reason)
    return given(Fraction(manual.value) / Fraction(line.weight), reason=manual.reason)


def _measured(given: Given, measure: Measure | None) -> LineScore:
    attained = attainment(measure)
    if measure is None or attained is None:
        return given(None, Lack.NOTHING_DUE)
    parts = (Fraction(measure.done), Fraction(measure.whole), measure.expected)
    return given(attained, "", *parts)


def attainment(measure: Measure | None) -> Fraction | None:
    """Share ÷ the share that is due by then, at most 1; the share itself where none is due."""
    if measure is None or measure.share is None:
        return None
    due = measure.expected or WHOLE
    return min(WHOLE, measure.share / due)
