"""The rows of a sheet while they are imported, and the result of the import: counts, errors
and conflicts."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from core.importing.cells import CellError, found_among, shown, split_names
from core.importing.columns import Column, Found
from core.importing.layout import Table
from core.importing.words import Guesses, plain
from core.importing.workbook import Value

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


@dataclass
class Context:
    """What the rows of an import share: the columns, the table that was found first (it names the
    columns of all sheets), and what is collected: the result and the unknown words."""

    columns: Sequence[Column]
    identity: Sequence[str]
    table: Table
    result: Result = field(default_factory=Result)
    unknown: dict[tuple[str, str, str], Unknown] = field(default_factory=dict)
    guesses: Guesses = field(default_factory=Guesses)

    def title_of(self, name: str) -> str:
        return next((column.title for column in self.columns if column.name == name), "")

    def fail_head(self, row: int, words: str, message: str) -> None:
        heads = self.table.heads
        index = next((head.index for head in heads if (head.row, head.words) == (row, words)), None)
        self.result.errors.append(Problem(row, words, words, message, index=index))

    def add_unknown(
        self, kind: str, words: str, column: str, suggest: Callable[[], Sequence[str]], **more: Any
    ) -> None:
        """``suggest`` is called once for the same words."""
        key = kind, more.get("name", ""), plain(words)
        if key not in self.unknown:
            self.unknown[key] = Unknown(kind, words, column, list(suggest()), **more)
        self.unknown[key].rows += 1


@dataclass(frozen=True)
class Source:
    """The sheet of a row (empty name: the only one), and where each column is, by its key."""

    sheet: str = ""
    places: Mapping[str | int, int] = field(default_factory=dict)


class Row:
    """Values by the keys of the columns, None where the cell is empty; ``unread`` are the keys of
    cells with errors. ``is_created`` and ``is_changed`` are set while it is saved."""

    def __init__(self, context: Context, source: Source, number: int, cells: Sequence[Value]):
        self.context, self.source, self.number, self.cells = context, source, number, cells
        self.values: dict[str | int, Any] = {}
        self.unread: set[str | int] = set()
        self.is_created = self.is_changed = False
        self.changes: list[Change] = []

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def at(self, found: Found) -> Any:
        return self.values.get(found.key)

    @property
    def sheet(self) -> str:
        return self.source.sheet

    @property
    def done(self) -> str:
        """The effect of the row: created, updated or unchanged."""
        return "created" if self.is_created else "updated" if self.is_changed else "unchanged"

    def place(self, found: Found) -> int:
        """The index of the column in the row's own sheet."""
        return self.source.places.get(found.key, found.head.index)

    def raw(self, found: Found) -> str:
        index = self.place(found)
        return shown(self.cells[index]) if index < len(self.cells) else ""

    def name(self) -> str:
        """The identifying words, for people: number and name."""
        found = [self.context.table.column(name) for name in self.context.identity]
        words = [self.raw(one) for one in found if one]
        return " ".join(word for word in words if word)

    def fail(self, column: str | Found, message: str) -> None:
        """The row cannot be imported because of this cell."""
        if isinstance(column, str):
            found, title = self.context.table.column(column), self.context.title_of(column)
        else:
            found, title = column, ""
        if found:
            self.fail_at(found.head.words, self.raw(found), message, self.place(found))
        else:
            self.fail_at(title, "", message, None)

    def fail_at(self, words: str, value: str, message: str, index: int | None) -> None:
        """``index``: of the column in the row's own sheet."""
        problem = Problem(self.number, words, value, message, self.sheet, index)
        self.context.result.errors.append(problem)

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
        found = self.context.table.column(name)
        if found is None or self.at(found) is None:
            return
        words, guess = self.at(found), self.context.guesses.nearest
        parts = split_names(words) if found.column.names else [words]
        records = []
        for part in parts:
            try:
                records.append(found_among(known, part, message, guess, ends))
            except CellError as error:
                self.fail(found, str(error))
                if kind:
                    self.add_unknown(kind, part, found, known)
        self.values[found.key] = records if found.column.names else next(iter(records), None)

    def add_unknown(self, kind: str, words: str, found: Found, known: Mapping[str, Any]) -> None:
        """Offer the nearest records for a name that matches none."""

        def suggest() -> list[str]:
            names = self.context.guesses.nearest(plain(words), known)
            return [str(known[name]) for name in names]

        self.context.add_unknown(kind, words, found.head.words, suggest)

    def keep(self, column: str | Found, kept: str) -> None:
        """A typed value stays; the sheet's other value is shown beside it."""
        found = self.context.table.column(column) if isinstance(column, str) else column
        if found:
            conflict = Conflict(self.number, found.head.words, self.raw(found), kept, self.sheet)
            self.context.result.conflicts.append(conflict)
