"""Scores in words: how a line is computed, from what, and the list that proves it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import DASH, format_amount, format_share, round_half_up
from core.periods import Period
from supervision.choices import FORMULAS_BY_HAND, Grade, Lack, LineFormula, LineKind, MeasureKind
from supervision.figures.measures import NOTHING_DUE, measure_address
from supervision.figures.scores import LineScore, UnitScore

FORMULAS = {
    LineFormula.INVESTMENT: gettext_lazy(
        "completed investment ÷ plan of the year, over the share due by then, at most 1"
    ),
    LineFormula.MONEY: gettext_lazy("assistance money paid ÷ arrived, at most 1"),
    LineFormula.TASKS: gettext_lazy("tasks of the year closed ÷ tasks due by then"),
    LineFormula.RECTIFICATION: gettext_lazy("findings rectified ÷ findings due by then"),
    LineFormula.BY_HAND: gettext_lazy("points by hand, with a reason"),
    LineFormula.PUBLICITY: gettext_lazy("points by hand, with a reason"),
    LineFormula.NONE: gettext_lazy("left out until it is available"),
}
IN_MONEY = (LineFormula.INVESTMENT, LineFormula.MONEY)


@dataclass(frozen=True)
class ShownLine:
    """A line of a unit's score as a page shows it: texts, empty or a dash where there is nothing.
    ``address`` is the list that proves it, or the page of the points by hand."""

    line: LineScore
    kind: str
    formula: str
    weight: str
    parts: str
    expected: str
    attainment: str
    points: str
    note: str
    address: str

    @property
    def is_by_hand(self) -> bool:
        return self.line.formula in FORMULAS_BY_HAND

    @property
    def may_be_falsified(self) -> bool:
        return self.line.kind != LineKind.DEDUCTION and not self.line.is_falsified


def shown_lines(score: UnitScore, month: Period, points: dict[int, int]) -> list[ShownLine]:
    """``points``: the keys of the unit's points by hand, by line."""
    return [
        _shown(line, _address(line, score.unit_id, month, points.get(line.line_id)))
        for line in score.lines
    ]


def _address(line: LineScore, unit: int, month: Period, points: int | None) -> str:
    if line.formula in MeasureKind.values:
        return measure_address(MeasureKind(line.formula), unit, month)
    return reverse("points", args=[points]) if points else ""


def _shown(line: LineScore, address: str) -> ShownLine:
    is_given = address and line.formula in FORMULAS_BY_HAND
    return ShownLine(
        line,
        str(LineKind(line.kind).label),
        str(FORMULAS[LineFormula(line.formula)]),
        number_text(line.weight),
        _("basis and evidence") if is_given else _parts(line),
        format_share(line.expected) if line.expected else "",
        format_share(line.attainment) if line.attainment is not None else DASH,
        points_text(line.points),
        note_of(line),
        address,
    )


def _parts(line: LineScore) -> str:
    """4,000.00 ÷ 12,000.00 万元, or 3 ÷ 4."""
    if line.done is None or line.whole is None:
        return ""
    if line.formula in IN_MONEY:
        done, whole = (format_amount(_decimal(one)) for one in (line.done, line.whole))
        return f"{done} ÷ {whole} 万元"
    return f"{number_text(line.done)} ÷ {number_text(line.whole)}"


def note_of(line: LineScore) -> str:
    """Why a line has no points, or no more: falsification, a lack, the reason of points by hand."""
    if line.is_falsified:
        return _("falsified: 0 points")
    return _(": ").join(filter(None, [_lack_text(line), line.reason]))


def _lack_text(line: LineScore) -> str:
    is_open = line.lack == Lack.NOT_SCORED and line.kind != LineKind.BASE  # nothing to give
    if not line.lack or is_open:
        return ""
    if line.lack == Lack.NOTHING_DUE:
        return str(NOTHING_DUE[MeasureKind(line.formula)])
    return str(Lack(line.lack).label)


def left_out_text(score: UnitScore) -> str:
    """The base lines that do not apply to the unit, by name."""
    return _("、").join(line.name for line in score.left_out)


def score_text(score: UnitScore) -> str:
    """85.83 较好; 不适用 where no line applies."""
    if score.score is None:
        return _("not applicable")
    return f"{points_text(score.score)} {grade_text(score)}"


def share_text(score: UnitScore) -> str:
    """20%: the share of the weight that is scored."""
    return f"{number_text(round_half_up(score.scored_share * 100, 2))}%"


def rescaled_text(score: UnitScore) -> str:
    """按已计分的20%权重折算; empty for a score of the whole weight, or without one."""
    if score.score is None or score.scored_share == 1:
        return ""
    return _("rescaled from %(share)s of the weight, as far as scored") % {
        "share": share_text(score)
    }


def grade_text(score: UnitScore) -> str:
    return str(Grade(score.grade).label) if score.grade else DASH


def points_text(points: Fraction | None, places: int = 2) -> str:
    """Rounded once, for display; “—” for None."""
    return DASH if points is None else f"{round_half_up(points, places)}"


def number_text(value: Fraction | Decimal) -> str:
    """Without trailing zeros."""
    return f"{_decimal(Fraction(value)).normalize():f}"


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
