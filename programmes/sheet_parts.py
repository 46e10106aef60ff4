"""Registry of the parts of a feedback sheet: each is a sheet of the workbook with the open items of
a unit. Higher apps add theirs; what comes back is read by an importer of their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

TEXT, NUMBER, YES = "text", "number", "yes"


@dataclass(frozen=True)
class PartColumn:
    """``width`` in characters. The unit fills in a column with a ``kind``: a text of at most
    ``longest`` characters, a number or 是; all others are locked."""

    title: str
    width: int
    kind: str = ""
    longest: int = 0
    is_hidden: bool = False


@dataclass(frozen=True)
class PartRow:
    """``words``: of the locked columns, in their order. ``notes``: by the title of a column that
    the unit cannot fill in for this row, what is written there."""

    words: list[str]
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetPart:
    """``columns`` and ``rows`` take the FeedbackSheet and whether it is for a helper. A part
    without rows is left out."""

    title: str
    columns: Callable[[Any, bool], Sequence[PartColumn]]
    rows: Callable[[Any, bool], list[PartRow]]


# Of higher apps, in the order of the sheets.
more_parts: list[SheetPart] = []
