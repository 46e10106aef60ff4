"""The rows of a table, cell by cell, with what cannot be read noted where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from core.importing.asking import LONGEST
from core.importing.cells import SAME, CellError, shown
from core.importing.columns import Found
from core.importing.kinds import Kind
from core.importing.layout import Table
from core.importing.result import MOST_ERRORS
from core.importing.rows import Row
from core.importing.sheets import counterparts, fill_merged
from core.importing.sums import Part, SumRow, check_sums
from core.importing.words import plain
from core.importing.workbook import Value

if TYPE_CHECKING:
    from core.importing.importer import Importer

OF_CELL = "value"  # the kind of choice
AS_ABOVE = object()  # 同上, 〃: what the row above says


@dataclass
class ColumnReader:
    """Reads a column; a value that was read in it before is not read again. ``counterpart`` is
    the column of the importer's table that says the same. ``is_key``: it names the record."""

    found: Found
    counterpart: Found
    is_key: bool
    read_before: dict[tuple[type, Value], Any] = field(default_factory=dict)

    def value_in(self, cells: Sequence[Value]) -> Value:
        index = self.found.head.index
        return cells[index] if index < len(cells) else None

    def read(self, value: Value) -> Any:
        key = (type(value), value)  # 1 is no True
        if key not in self.read_before:
            self.read_before[key] = self._read(value)
        return self.read_before[key]

    def _read(self, value: Value) -> Any:
        column = self.found.column
        if isinstance(value, str) and plain(value) in SAME:
            return self._as_above()
        read = None if value is None else column.read(value, self.found.unit)
        if read is None and column.filled:
            raise CellError(_("%(title)s is missing.") % {"title": column.title})
        return read

    def _as_above(self) -> Any:
        """An amount or a key stands for itself."""
        if self.is_key or self.found.column.money:
            message = _("%(title)s is never as in the row above: write it out.")
            raise CellError(message % {"title": self.found.column.title})
        return AS_ABOVE


class TableReader:
    """Reads one table for an importer; its rows stand in the order of the importer's own."""

    def __init__(self, importer: "Importer", table: Table, name: str):
        self.importer, self.table, self.name = importer, table, name
        self.columns = [
            ColumnReader(own, theirs, own.column.name in importer.identity)
            for own, theirs in counterparts(importer.table, table)
        ]
        indexes = {one.counterpart.head.index: one.found.head.index for one in self.columns}
        self.own_places = {} if table is importer.table else indexes
        self.width = max(indexes, default=0) + 1
        self.money = [one for one in self.columns if one.found.column.money]
        self.above: Row | None = None
        self.spread = fill_merged(table, importer.identity)

    def rows(self) -> Iterator[Row]:
        """The records, and at the end what is wrong with the sums over them."""
        lines: list[SumRow | Row] = []
        kinds = self.table.kinds(self.importer.identity)
        first = self.table.first_row
        for number, cells in enumerate(self.table.sheet.rows[first - 1 :], first):
            if all(value is None for value in cells):
                continue
            if self.importer.result.has_too_many:
                return
            kind = kinds(cells)
            if kind.sum_words:
                lines.append(self.read_sum(number, cells, kind))
            elif kind.is_record:
                self.above = self.read_row(number, cells)
                lines.append(self.above)
                yield self.above
        if any(isinstance(line, SumRow) for line in lines):
            self.check(lines)

    def check(self, lines: Sequence[SumRow | Row]) -> None:
        parts = [self.part(line) if isinstance(line, Row) else line for line in lines]
        problems = check_sums(parts, [one.found for one in self.money])
        named = (replace(one, sheet=self.name) for one in islice(problems, MOST_ERRORS + 1))
        self.importer.result.errors.extend(named)

    def part(self, row: Row) -> Part:
        amounts: dict[int, Decimal | None] = {}
        for one in self.money:
            key = one.counterpart.key
            unread = key in row.unread
            amounts[one.found.head.index] = None if unread else row.values.get(key) or Decimal(0)
        return Part(row.number, amounts)

    def read_row(self, number: int, cells: Sequence[Value]) -> Row:
        row = Row(self.importer, number, self.in_order(cells), self.name)
        row.own_places = self.own_places
        for one in self.columns:
            value = one.value_in(cells)
            try:
                self.refuse_spread(number, one)
                read = one.read(value)
                row.values[one.counterpart.key] = self.as_above(one) if read is AS_ABOVE else read
            except CellError as error:
                row.unread.add(one.counterpart.key)
                self.fail(row, one, value, error)
        return row

    def refuse_spread(self, number: int, one: ColumnReader) -> None:
        if self.spread and (number, one.found.head.index) in self.spread:
            raise CellError(
                _("One amount stands for several rows (merged cells): give each its own.")
            )

    def as_above(self, one: ColumnReader) -> Any:
        if self.above is None:
            raise CellError(_("There is no row above that this could be the same as."))
        if one.counterpart.key in self.above.unread:
            raise CellError(_("What stands in the row above cannot be read."))
        return self.above.values.get(one.counterpart.key)

    def fail(self, row: Row, one: ColumnReader, value: Value, error: CellError) -> None:
        """Note the error, and what may be chosen for words that the column does not know."""
        head, words = one.found.head, shown(value)
        row.fail_at(head.words, words, str(error), head.index)
        asks, name = one.found.column.asks, one.found.column.name
        is_asked = isinstance(value, str) and len(words) <= LONGEST and plain(words) not in SAME
        if asks and words and is_asked:
            self.importer.note_unknown(OF_CELL, words, head.words, lambda: asks(words), name=name)

    def in_order(self, cells: Sequence[Value]) -> Sequence[Value]:
        if self.table is self.importer.table:
            return cells
        ordered: list[Value] = [None] * self.width
        for one in self.columns:
            ordered[one.counterpart.head.index] = one.value_in(cells)
        return ordered

    def read_sum(self, number: int, cells: Sequence[Value], kind: Kind) -> SumRow:
        amounts = {}
        row = Row(self.importer, number, cells, self.name)
        for one in self.money:
            value = one.value_in(cells)
            try:
                if (amount := one.found.column.read(value, one.found.unit)) is not None:
                    amounts[one.found.head.index] = amount
            except CellError as error:
                row.fail_at(one.found.head.words, shown(value), str(error), one.found.head.index)
        place = next(i for i, value in enumerate(cells) if shown(value) == kind.sum_words)
        head = self.table.words_over(place)
        return SumRow(number, kind.sum_words, head, place, amounts, kind.count)
