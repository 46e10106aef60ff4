"""The content of an order about its findings: of a draft as they are recorded, of a signed one as
it was signed (docs/rules.md#supervision-orders)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from supervision.models import Finding, Order


@dataclass(frozen=True)
class LetterRow:
    """A finding in an order; ``finding`` is its key."""

    finding: int
    number: str
    text: str
    measures: str
    unit: str
    person: str
    due_on: date | None
    closing_standard: str
    colour: str

    @classmethod
    def of(cls, one: Finding) -> "LetterRow":
        return cls(
            finding=one.pk,
            number=one.number,
            text=one.text,
            measures=one.measures,
            unit=str(one.unit),
            person=one.person,
            due_on=one.due_on,
            closing_standard=one.closing_standard,
            colour=one.colour,
        )

    @classmethod
    def stored(cls, values: dict[str, Any]) -> "LetterRow":
        """Of a row of ``content``, in which the day is text."""
        due_on = values["due_on"]
        return cls(**{**values, "due_on": date.fromisoformat(due_on) if due_on else None})


@dataclass(frozen=True)
class Letter:
    unit: str
    colour: str
    basis: str
    demands: str
    rows: list[LetterRow]


def letter_of(order: Order, findings: Iterable[Finding]) -> Letter:
    """Of a signed order what was signed; else of the ``findings``, in their order."""
    if found := order.content:
        return Letter(**{**found, "rows": [LetterRow.stored(one) for one in found["rows"]]})
    rows = [LetterRow.of(one) for one in findings]
    return Letter(str(order.unit), order.colour, order.basis, order.demands, rows)


def content_of(order: Order, findings: Iterable[Finding]) -> dict[str, Any]:
    """What is stored when the order is signed, as JSON."""
    found = asdict(letter_of(order, findings))
    for row in found["rows"]:
        row["due_on"] = row["due_on"].isoformat() if row["due_on"] else ""
    return found
