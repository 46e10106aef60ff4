"""A record of a sheet while it is imported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.importing.cells import CellError, found_among, shown, split_names
from core.importing.columns import Found
from core.importing.result import Conflict, Problem
from core.importing.words import plain
from core.importing.workbook import Value

if TYPE_CHECKING:
    from core.importing.importer import Importer


@dataclass
class Unknown:
    """Words that name no record of this kind, the rows in which they stand, and the names most
    like them: whoever imports may say which is meant. Of words in cells, the column's ``name``.
    ``is_new``: unless something else is chosen, they are added to a list that staff edit."""

    kind: str
    words: str
    column: str
    near: list[str]
    rows: int = 0
    name: str = ""
    is_new: bool = False


@dataclass
class Change:
    """What a field holds and what it is to hold, in words."""

    field: str
    before: str
    after: str


@dataclass
class Outcome:
    """What becomes of a row, for the preview: ``done`` is created, updated or unchanged; of a
    row that is updated, each change."""

    number: int
    name: str
    done: str
    sheet: str = ""
    changes: Sequence[Change] = ()
    row: "Row | None" = field(default=None, compare=False, repr=False)


class Row:
    """A record of the sheet: values by the names of the columns, None where the cell is empty.

    ``cells`` stand in the order of the importer's table; ``own_places`` holds where they stand in
    the row's own sheet, where that differs; ``sheet`` is named where several are read.
    ``is_created`` and ``is_changed`` are set while it is saved.
    """

    def __init__(self, importer: "Importer", number: int, cells: Sequence[Value], sheet: str = ""):
        self.importer, self.number, self.cells, self.sheet = importer, number, cells, sheet
        self.values: dict[str | int, Any] = {}
        self.unread: set[str | int] = set()
        self.own_places: Mapping[int, int] = {}
        self.is_created = self.is_changed = False
        self.changes: list[Change] = []

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def at(self, found: Found) -> Any:
        return self.values.get(found.key)

    def raw(self, found: Found) -> str:
        index = found.head.index
        return shown(self.cells[index]) if index < len(self.cells) else ""

    def name(self) -> str:
        """The words by which the row is known, for people: its number and its name."""
        table = self.importer.table
        words = [self.raw(f) for n in self.importer.identity if (f := table.column(n))]
        return " ".join(word for word in words if word)

    def fail(self, column: str | Found, message: str) -> None:
        """The row cannot be imported because of this cell."""
        found = self.importer.table.column(column) if isinstance(column, str) else column
        title = self.importer.title_of(column) if isinstance(column, str) else ""
        words, value = (found.head.words, self.raw(found)) if found else (title, "")
        self.fail_at(words, value, message, self.index_of(found) if found else None)

    def fail_at(self, words: str, value: str, message: str, index: int | None) -> None:
        """``index``: of the column in the row's own sheet."""
        problem = Problem(self.number, words, value, message, self.sheet, index)
        self.importer.result.errors.append(problem)

    def index_of(self, found: Found) -> int:
        return self.own_places.get(found.head.index, found.head.index)

    def resolve(
        self,
        name: str,
        known: Mapping[str, Any],
        message: Any,
        ends: Sequence[str] = (),
        kind: str = "",
    ) -> None:
        """Put the record of that name in place of the words, or fail with the nearest names.
        ``ends``: of the names, one may be left out. ``kind``: of what may be chosen instead."""
        found = self.importer.table.column(name)
        if found is None or self.at(found) is None:
            return
        words, guess = self.at(found), self.importer.guesses.nearest
        parts = split_names(words) if found.column.names else [words]
        records = []
        for part in parts:
            try:
                records.append(found_among(known, part, message, guess, ends))
            except CellError as error:
                self.fail(found, str(error))
                if kind:
                    self.ask(kind, part, found, known)
        self.values[found.key] = records if found.column.names else next(iter(records), None)

    def ask(self, kind: str, words: str, found: Found, known: Mapping[str, Any]) -> None:
        """Note what may be chosen for the name of a record that nobody knows."""

        def near() -> list[str]:
            names = self.importer.guesses.nearest(plain(words), known)
            return [str(known[name]) for name in names]

        self.importer.note_unknown(kind, words, found.head.words, near)

    def keep(self, column: str | Found, kept: str) -> None:
        """What a person typed stays; the sheet's other value is shown beside it."""
        found = self.importer.table.column(column) if isinstance(column, str) else column
        if found:
            conflict = Conflict(self.number, found.head.words, self.raw(found), kept, self.sheet)
            self.importer.result.conflicts.append(conflict)
