"""Scores in words: how a line is computed, from what, and the list that proves it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import DASH, format_amount, format_share, round_half_up
from core.periods import Period
from supervision.choices import FORMULAS_BY_HAND, Grade, Lack, LineFormula, LineKind, MeasureKind
from supervision.figures.measures import measure_address
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
    ``address`` is the list that proves it."""

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


def shown_lines(score: UnitScore, month: Period) -> list[ShownLine]:
    return [_shown(line, score.unit_id, month) for line in score.lines]


def _shown(line: LineScore, unit: int, month: Period) -> ShownLine:
    is_measured = line.formula in MeasureKind.values
    address = measure_address(MeasureKind(line.formula), unit, month) if is_measured else ""
    return ShownLine(
        line,
        str(LineKind(line.kind).label),
        str(FORMULAS[LineFormula(line.formula)]),
        number_text(line.weight),
        _parts(line),
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
    is_open = line.lack == Lack.NOT_SCORED and line.kind != LineKind.BASE  # nothing to give
    lack = str(Lack(line.lack).label) if line.lack and not is_open else ""
    return _(": ").join(filter(None, [lack, line.reason]))


def left_out_text(score: UnitScore) -> str:
    """The base lines that do not apply to the unit, by name."""
    return _("、").join(line.name for line in score.left_out)


def score_text(score: UnitScore) -> str:
    """85.83 较好; 不适用 where no line applies."""
    if score.score is None:
        return _("not applicable")
    return f"{points_text(score.score)} {grade_text(score)}"


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
