"""What people added to scores, in the next version of the scorecard (docs/rules.md#scorecards)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from supervision.choices import LineKind
from supervision.models import (
    Falsification,
    ManualScore,
    ManualScoreAttachment,
    Scorecard,
    ScoreLine,
)


def carry_over(former: Scorecard, card: Scorecard) -> list[ManualScore]:
    """Stores points by hand with their evidence, and falsifications, in the lines of the same name.
    Returns the points that do not fit. Raises ValidationError for a falsification without a line.
    """
    lines = {line.name: line for line in card.lines.all()}
    left: list[ManualScore] = []
    for one in ManualScore.objects.of_card(former).select_related("line", "unit"):
        line = lines.get(one.line.name)
        if line and line.is_by_hand and (one.value or 0) <= line.weight:
            former_key = one.pk
            _copy(one, line)
            ManualScoreAttachment.objects.filter(score=former_key).update(score=one)
        else:
            left.append(one)
    _carry_falsifications(former, lines)
    return left


def _carry_falsifications(former: Scorecard, lines: dict[str, ScoreLine]) -> None:
    """Raises ValidationError with unit and line of those that have no line to go on in."""
    rows = Falsification.objects.of_card(former).select_related("line", "unit")
    fitting = {name for name, line in lines.items() if line.kind != LineKind.DEDUCTION}
    if lost := [one for one in rows if one.line.name not in fitting]:
        words = _(
            "A falsification is recorded in the version before, and this version lacks its line: "
            "%(names)s. Add a line of this name that is no deduction, or take back the "
            "falsification, as long as it is not confirmed."
        )
        names = _(", ").join(f"{one.unit}（{one.line.name}）" for one in lost)
        raise ValidationError(words % {"names": names})
    for one in rows:
        _copy(one, lines[one.line.name])


def _copy(row: Any, line: ScoreLine) -> None:
    row.pk, row.line, row.version = None, line, 1
    row.save(force_insert=True)
