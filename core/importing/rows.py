"""The rows of a sheet while they are imported, and the result of the import: counts, errors
and conflicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from xlsxwriter.utility import xl_col_to_name

from core.importing import cells
from core.importing.cells import CellError, shown
from core.importing.columns import Column, Found
from core.importing.names import found_among, names_like, split_names
from core.importing.words import plain
from core.importing.workbook import Value
from core.money import plain_amount

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
    """The sheet has ``value``; ``kept``, which a person typed, stays, unless the sheet was chosen
    for this row (``is_chosen``). ``key`` names a row for which it can be."""

    row: int
    column: str
    value: str
    kept: str
    sheet: str = ""
    key: str = ""
    is_chosen: bool = False


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

    @property
    def needs_choice(self) -> bool:
        return bool(self.near or not self.name)


QUESTION = gettext_lazy("%(column)s “%(words)s” (rows: %(count)s)")


@dataclass
class Change:
    """A field's value before and after, as text."""

    field: str
    before: str
    after: str


@dataclass
class Result:
    """``created``, ``updated`` and ``unchanged`` count rows of the sheet; ``skipped`` counts
    typed entries that were kept. Nothing is written if there are ``errors``; ``warnings`` hinder
    nothing. ``notes`` say what else the import does; with ``needs_confirmation`` whoever imports
    confirms them."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    errors: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    needs_confirmation: bool = False

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
        self.warnings = [finished(problem, sheets) for problem in self.warnings[:MOST_ERRORS]]
        if self.has_too_many:
            message = _("There are more errors: only the first %(count)s are shown.")
            shown.append(Problem(None, "", "", message % {"count": MOST_ERRORS}))
        self.errors = shown
        if shown:
            self.created = self.updated = self.unchanged = self.skipped = 0


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


class Row:
    """Values by the keys of the columns, None where the cell is empty; ``unread`` are the keys of
    cells with errors. ``is_created`` and ``is_changed`` are set while it is saved. ``sheet`` is the
    name of its sheet where several are read, ``places`` the index of each column there, by its
    key."""

    def __init__(
        self,
        importer: Any,
        number: int,
        cells: Sequence[Value],
        sheet: str,
        places: Mapping[str | int, int],
    ):
        self.importer, self.number, self.cells = importer, number, cells
        self.sheet, self.places = sheet, places
        self.values: dict[str | int, Any] = {}
        self.unread: set[str | int] = set()
        self.is_created = self.is_changed = False
        self.changes: list[Change] = []

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def at(self, found: Found) -> Any:
        return self.values.get(found.key)

    @property
    def done(self) -> str:
        """The effect of the row: created, updated or unchanged."""
        return "created" if self.is_created else "updated" if self.is_changed else "unchanged"

    def place(self, found: Found) -> int:
        """The index of the column in the row's own sheet."""
        return self.places.get(found.key, found.head.index)

    def raw(self, found: Found) -> str:
        index = self.place(found)
        return shown(self.cells[index]) if index < len(self.cells) else ""

    def name(self) -> str:
        """The identifying words, for people: number and name."""
        found = [self.importer.table.column(name) for name in self.importer.identity]
        words = [self.raw(one) for one in found if one]
        return " ".join(word for word in words if word)

    def fail(self, column: str | Found, message: str) -> None:
        """The row cannot be imported because of this cell."""
        self.importer.result.errors.append(self.problem(column, message))

    def warn(self, column: str | Found, message: str) -> None:
        """The row is imported; the preview shows the sentence about the cell."""
        self.importer.result.warnings.append(self.problem(column, message))

    def problem(self, column: str | Found, message: str) -> Problem:
        if isinstance(column, str):
            found, title = self.importer.table.column(column), self.importer.title_of(column)
        else:
            found, title = column, ""
        words, value = (found.head.words, self.raw(found)) if found else (title, "")
        place = self.place(found) if found else None
        return Problem(self.number, words, value, message, self.sheet, place)

    def fail_at(self, words: str, value: str, message: str, index: int | None) -> None:
        """``index``: of the column in the row's own sheet."""
        problem = Problem(self.number, words, value, message, self.sheet, index)
        self.importer.result.errors.append(problem)

    def resolve(
        self,
        name: str,
        known: Mapping[str, Any],
        message: Any,
        ends: Sequence[str] = (),
        kind: str = "",
    ) -> None:
        """Replace the words by the record of that name, or fail with the nearest names. One of the
        ``ends`` of names may be omitted. ``kind``: the kind of choice that is offered."""
        found = self.importer.table.column(name)
        if found is None or self.at(found) is None:
            return
        words, guess = self.at(found), self.importer.guesses.nearest
        has_several = found.column.names and plain(words) not in known
        parts = split_names(words) if has_several else [words]
        records = []
        for part in parts:
            try:
                records.append(found_among(known, part, message, guess, ends))
            except CellError as error:
                self.fail(found, str(error))
                if kind:
                    near = partial(names_like, part, known, guess)
                    self.importer.add_unknown(kind, part, found.head.words, near)
        self.values[found.key] = records if found.column.names else next(iter(records), None)

    def keep(self, column: str | Found, kept: str, **choice: Any) -> None:
        """A typed value stays; the sheet's other value is shown beside it."""
        found = self.importer.table.column(column) if isinstance(column, str) else column
        if found:
            words = (found.head.words, self.raw(found), kept, self.sheet)
            self.importer.result.conflicts.append(Conflict(self.number, *words, **choice))

    def replaces(self, column: str, kept: str) -> bool:
        """Adds the conflict with the stored value to the preview; returns whether the uploader
        chose the sheet's value."""
        key = f"{self.sheet}!{self.number}"
        is_chosen = key in self.importer.chosen
        self.keep(column, kept, key=key, is_chosen=is_chosen)
        return is_chosen


def value_text(value: Any, column: Column | None) -> str:
    """As the county's sheets write it: money in 万元, months, 是 and 否."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        is_money = column is None or column.money
        return plain_amount(value) if is_money else f"{value.normalize():f}"
    if isinstance(value, date):
        is_day = value.day != 1 or column and column.read in (cells.day, cells.deadline)
        return f"{value:%Y-%m-%d}" if is_day else f"{value:%Y-%m}"
    return str(getattr(value, "label", value))


def as_text(field: Any, value: Any, column: Column | None) -> str:
    """A field's value, for the changes of a row; ``column``: the importer's, if there is one."""
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return value_text(value, column)
