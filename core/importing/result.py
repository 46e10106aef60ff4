"""What an import did, or what keeps it from being done."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace

from django.utils.translation import gettext as _

MOST_ERRORS = 10_000
LONGEST_VALUE = 60


@dataclass(frozen=True)
class Problem:
    """``row`` is the number in the sheet, from 1; None and an empty column: the whole workbook.
    In a closed result ``column`` and ``value`` have at most 60 characters. ``sheet`` is named
    where several are read. ``index``: of the column, from 0; ``place``: sheet, row and column as
    Excel shows them, once the result is closed (台账!J6)."""

    row: int | None
    column: str
    value: str
    message: str
    sheet: str = ""
    index: int | None = field(default=None, compare=False)
    place: str = field(default="", compare=False)


@dataclass(frozen=True)
class Conflict:
    """The sheet says ``value``; what a person typed, ``kept``, stays."""

    row: int
    column: str
    value: str
    kept: str
    sheet: str = ""


@dataclass
class Result:
    """``created``, ``updated`` and ``unchanged`` count rows of the sheet; ``skipped`` counts
    entries that a person typed and that were kept. Nothing is written where ``errors`` stand."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    errors: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.errors

    @property
    def has_too_many(self) -> bool:
        return len(self.errors) > MOST_ERRORS

    def close(self, sheets: Sequence[str] = ()) -> None:
        """Bring the errors into the order of sheets and rows, the first of them; nothing was
        done where there are any."""
        order = {name: number for number, name in enumerate(sheets, 1)}
        self.errors.sort(key=lambda problem: (order.get(problem.sheet, 0), problem.row or 0))
        shown = [finished(problem, sheets) for problem in self.errors[:MOST_ERRORS]]
        if self.has_too_many:
            message = _("There are more errors: only the first %(count)s are shown.")
            shown.append(Problem(None, "", "", message % {"count": MOST_ERRORS}))
        self.errors = shown
        if shown:
            self.created = self.updated = self.unchanged = self.skipped = 0

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def finished(problem: Problem, sheets: Sequence[str]) -> Problem:
    column, value = (
        words if len(words) <= LONGEST_VALUE else words[: LONGEST_VALUE - 1] + "…"
        for words in (problem.column, problem.value)
    )
    return replace(problem, column=column, value=value, place=place_of(problem, sheets))


def place_of(problem: Problem, sheets: Sequence[str]) -> str:
    if problem.row is None:
        return problem.sheet
    sheet = problem.sheet or (sheets[0] if len(sheets) == 1 else "")
    cell = f"{letter(problem.index)}{problem.row}" if problem.index is not None else ""
    return "!".join(filter(None, [sheet, cell or str(problem.row)]))


def letter(index: int) -> str:
    """The column's letter as Excel shows it, of its number from 0: A, Z, AA."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
