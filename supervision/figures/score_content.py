"""Scores as JSON, each number as an exact fraction in words (“175/2”)."""

from dataclasses import fields
from fractions import Fraction
from typing import Any

from core.periods import Period
from supervision.figures.scores import LineScore, UnitScore
from supervision.models import Evaluation


def content_of(scores: list[UnitScore], month: Period) -> dict[str, Any]:
    """What an evaluation stores of the scores at the month's end."""
    units = [{**_json(one), "lines": [_json(line) for line in one.lines]} for one in scores]
    return {"month": str(month), "units": units}


def scores_of(evaluation: Evaluation) -> list[UnitScore]:
    """The scores that the evaluation stores."""
    return [_unit(stored) for stored in evaluation.content.get("units", [])]


def score_of(evaluation: Evaluation | None, unit: int) -> UnitScore | None:
    """The unit's part of an evaluation; None where it has none."""
    if evaluation is None:
        return None
    return next((one for one in scores_of(evaluation) if one.unit_id == unit), None)


def _json(one: Any) -> dict[str, Any]:
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    return {name: str(v) if isinstance(v, Fraction) else v for name, v in values.items()}


NUMBERS = {
    "weight", "attainment", "done", "whole", "expected", "base", "bonus", "deduction", "falsified",
    "score",
}  # fmt: skip


def _read(stored: dict[str, Any]) -> dict[str, Any]:
    return {
        name: Fraction(value) if name in NUMBERS and value is not None else value
        for name, value in stored.items()
    }


def _unit(stored: dict[str, Any]) -> UnitScore:
    lines = [LineScore(**_read(line)) for line in stored["lines"]]
    return UnitScore(**_read({**stored, "lines": lines}))
