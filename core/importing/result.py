"""The result of an import: counts, errors, conflicts, and the outcome of each row."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

MOST_ERRORS = 10_000
LONGEST_VALUE = 60


@dataclass(frozen=True)
class Problem:
    """An error. ``row`` is the number in the sheet, from 1; None and an empty column: the whole
    workbook. ``sheet`` is set where several are read; ``index`` is the column's, from 0. A
    finished result has at most 60 characters of ``column`` and ``value``, and ``place``: sheet,
    column and row as Excel shows them (台账!J6)."""

    row: int | None
    column: str
    value: str
    message: str
    sheet: str = ""
    index: int | None = field(default=None, compare=False)
    place: str = field(default="", compare=False)


@dataclass(frozen=True)
class Conflict:
    """The sheet has ``value``; ``kept``, which a person typed, stays."""

    row: int
    column: str
    value: str
    kept: str
    sheet: str = ""


@dataclass
class Unknown:
    """Words that match no record or label, the rows that have them, and the nearest ones (``near``)
    to choose from; ``name`` is the column's, for words in cells. ``is_new``: they are added to a
    catalogue unless something is chosen."""

    kind: str
    words: str
    column: str
    near: list[str]
    rows: int = 0
    name: str = ""
    is_new: bool = False


@dataclass
class Change:
    """A field's value before and after, as text."""

    field: str
    before: str
    after: str


@dataclass
class Outcome:
    """The effect of a row: ``done`` is created, updated or unchanged, with the changes of an
    updated row. ``row`` is the row itself."""

    number: int
    name: str
    done: str
    sheet: str = ""
    changes: Sequence[Change] = ()
    row: Any = field(default=None, compare=False, repr=False)


@dataclass
class Result:
    """``created``, ``updated`` and ``unchanged`` count rows of the sheet; ``skipped`` counts
    typed entries that were kept. Nothing is written if there are ``errors``."""

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

    def finish(self, sheets: Sequence[str] = ()) -> None:
        """Sort the errors by sheet and row, cut their number, set counts to 0 if there are any."""
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
    cell = f"{xl_col_to_name(problem.index)}{problem.row}" if problem.index is not None else ""
    return "!".join(filter(None, [sheet, cell or str(problem.row)]))
