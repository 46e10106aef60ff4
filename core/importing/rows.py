"""A record of a sheet while it is imported, and what all rows of an import share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.importing.cells import CellError, found_among, shown, split_names
from core.importing.columns import Column, Found
from core.importing.layout import Table
from core.importing.result import Change, Conflict, Problem, Result, Unknown
from core.importing.words import Guesses, plain
from core.importing.workbook import Value


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
