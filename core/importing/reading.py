"""The rows of a table, cell by cell, with what cannot be read noted where it stands."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from core.importing.cells import CellError, shown
from core.importing.columns import Found
from core.importing.layout import Table
from core.importing.result import MOST_ERRORS
from core.importing.rows import Row
from core.importing.sheets import fill_merged, places_in
from core.importing.sums import Part, SumRow, check_sums
from core.importing.workbook import Value

if TYPE_CHECKING:
    from core.importing.importer import Importer


class TableReader:
    """Reads one table for an importer; its rows stand in the order of the importer's own."""

    def __init__(self, importer: "Importer", table: Table, name: str):
        self.importer, self.table, self.name = importer, table, name
        self.places = places_in(importer.table, table)
        self.width = max(self.places.values(), default=0) + 1
        self.money = [found for found in table.found if found.column.money]
        self.read_before: dict[tuple[int, str], Any] = {}
        self.spread = fill_merged(table, importer.identity)

    def rows(self) -> list[Row]:
        rows: list[Row] = []
        lines: list[SumRow | Part] = []
        kinds = self.table.kinds(self.importer.identity)
        first = self.table.first_row
        for number, cells in enumerate(self.table.sheet.rows[first - 1 :], first):
            if all(value is None for value in cells):
                continue
            if self.importer.result.has_too_many:
                return rows
            kind = kinds(cells)
            if kind.sum_words:
                lines.append(self.read_sum(number, cells, kind.sum_words))
            elif kind.is_record:
                rows.append(self.read_row(number, cells))
                lines.append(self.part(rows[-1]))
        self.check(lines)
        return rows

    def check(self, lines: Sequence[SumRow | Part]) -> None:
        problems = islice(check_sums(lines, self.money), MOST_ERRORS + 1)
        named = (replace(problem, sheet=self.name) for problem in problems)
        self.importer.result.errors.extend(named)

    def part(self, row: Row) -> Part:
        amounts: dict[int, Decimal | None] = {}
        for found in self.money:
            place = self.places[found.head.index]
            unread = place in row.unread
            amounts[found.head.index] = None if unread else row.values.get(place) or Decimal(0)
        return Part(row.number, amounts)

    def read_row(self, number: int, cells: Sequence[Value]) -> Row:
        row = Row(self.importer, number, self.in_order(cells), self.name)
        for found in self.table.found:
            index = found.head.index
            value = cells[index] if index < len(cells) else None
            place = self.places[index]
            try:
                if (number, index) in self.spread:
                    raise CellError(
                        _("One amount stands for several rows (merged cells): give each its own.")
                    )
                row.values[place] = self.read_cell(found, value)
            except CellError as error:
                row.unread.add(place)
                row.fail_at(found.head.words, shown(value), str(error))
        return row

    def read_cell(self, found: Found, value: Value) -> Any:
        """A text that was read before in this column is not read again."""
        key = (found.head.index, value) if isinstance(value, str) else None
        if key in self.read_before:
            return self.read_before[key]
        read = None if value is None else found.column.read(value, found.unit)
        if read is None and found.column.filled:
            raise CellError(_("%(title)s is missing.") % {"title": found.column.title})
        if key:
            self.read_before[key] = read
        return read

    def in_order(self, cells: Sequence[Value]) -> Sequence[Value]:
        if self.table is self.importer.table:
            return cells
        ordered: list[Value] = [None] * self.width
        for own, place in self.places.items():
            ordered[place] = cells[own] if own < len(cells) else None
        return ordered

    def read_sum(self, number: int, cells: Sequence[Value], words: str) -> SumRow:
        amounts = {}
        row = Row(self.importer, number, cells, self.name)
        for found in self.money:
            value = cells[found.head.index] if found.head.index < len(cells) else None
            try:
                if (amount := found.column.read(value, found.unit)) is not None:
                    amounts[found.head.index] = amount
            except CellError as error:
                row.fail_at(found.head.words, shown(value), str(error))
        place = next(i for i, value in enumerate(cells) if shown(value) == words)
        return SumRow(number, words, self.table.words_over(place), amounts)
