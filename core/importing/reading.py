"""Reads the rows of a table cell by cell; cells that cannot be read become errors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from core.importing.cells import SAME, CellError, shown
from core.importing.columns import Found
from core.importing.layout import Table, counterparts, fill_merged
from core.importing.rowkinds import Kind
from core.importing.rows import LONGEST_VALUE, MOST_ERRORS, Problem, Row
from core.importing.sums import Part, SumRow, check_sums, totals_of
from core.importing.words import LONGEST_CHOICE, plain
from core.importing.workbook import FormattedNumber, Value

CELL_CHOICE = "value"  # the kind of choice for words in cells
NAN = Decimal("NaN")
AS_ABOVE = object()  # 同上, 〃: the value of the row above


@dataclass
class ColumnReader:
    """Reads a column, equal cells once. ``key`` is that of the same column in the import's first
    table; ``is_key``: the column identifies the record."""

    found: Found
    key: str | int
    is_key: bool
    cache: dict[tuple[type, Value], Any] = field(default_factory=dict)

    @property
    def index(self) -> int:
        return self.found.head.index

    def value_in(self, cells: Sequence[Value]) -> Value:
        return cells[self.index] if self.index < len(cells) else None

    def read(self, value: Value) -> Any:
        if isinstance(value, FormattedNumber):
            return self._read(value)
        key = (type(value), value)  # True == 1
        if key not in self.cache:
            self.cache[key] = self._read(value)
        return self.cache[key]

    def _read(self, value: Value) -> Any:
        column = self.found.column
        if isinstance(value, str) and plain(value) in SAME:
            return self._as_above()
        read = None if value is None else column.read(value, self.found.unit)
        if read is None and column.filled:
            raise CellError(_("%(title)s is missing.") % {"title": column.title})
        return read

    def _as_above(self) -> Any:
        if self.is_key or self.found.column.money:
            message = _("%(title)s is never as in the row above: write it out.")
            raise CellError(message % {"title": self.found.column.title})
        return AS_ABOVE


class TableReader:
    """Reads one table of an import; ``sheet``: the name of its sheet, where several are read."""

    def __init__(self, importer: Any, table: Table, sheet: str):
        self.importer, self.table, self.sheet = importer, table, sheet
        self.columns = [
            ColumnReader(own, first.key, own.column.name in importer.identity)
            for own, first in counterparts(importer.table, table)
        ]
        self.places = {one.key: one.index for one in self.columns}
        self.money = [one for one in self.columns if one.found.column.money]
        self.above: Row | None = None
        self.spread = fill_merged(table, importer.identity)

    def rows(self) -> Iterator[Row]:
        """The records; after the last, its sums are checked."""
        lines: list[SumRow | Row] = []
        kind_of = self.table.kinds(self.importer.identity)
        first = self.table.first_row
        for number, cells in enumerate(self.table.sheet.rows[first - 1 :], first):
            if all(value is None for value in cells):
                continue
            if self.importer.result.has_too_many:
                return
            kind = kind_of(cells)
            if not kind.is_record:
                self.skip(number, cells, kind)
            if kind.sum_words:
                lines.append(self.read_sum(number, cells, kind))
            elif kind.is_record:
                self.above = self.read_row(number, cells)
                lines.append(self.above)
                yield self.above
        self.check_sums(lines)

    def skip(self, number: int, cells: Sequence[Value], kind: Kind) -> None:
        """A sum or a note is no record; the preview lists it."""
        words = kind.sum_words or next(filter(None, map(shown, cells)), "")
        place = f"{self.sheet} {number}".strip()
        self.importer.skipped_rows.append(f"{place} {words[:LONGEST_VALUE]}".strip())

    def check_sums(self, lines: Sequence[SumRow | Row]) -> None:
        parts = [self.part(line) if isinstance(line, Row) else line for line in lines]
        money = [one.found for one in self.money]
        problems = check_sums(parts, money)
        named = (replace(one, sheet=self.sheet) for one in islice(problems, MOST_ERRORS + 1))
        self.importer.result.errors.extend(named)
        self.importer.totals.extend(totals_of(parts, money, self.sheet))

    def part(self, row: Row) -> Part:
        return Part(
            {
                one.index: NAN if one.key in row.unread else row.values.get(one.key) or Decimal(0)
                for one in self.money
            }
        )

    def read_row(self, number: int, cells: Sequence[Value]) -> Row:
        row = Row(self.importer, number, cells, self.sheet, self.places)
        for one in self.columns:
            value = one.value_in(cells)
            try:
                self.refuse_spread(number, one)
                read = one.read(value)
                row.values[one.key] = self.value_above(one) if read is AS_ABOVE else read
            except CellError as error:
                row.unread.add(one.key)
                row.fail_at(one.found.head.words, shown(value), str(error), one.index)
                self.suggest(one, value)
        return row

    def refuse_spread(self, number: int, one: ColumnReader) -> None:
        if self.spread and (number, one.index) in self.spread:
            raise CellError(
                _("One value stands for several rows (merged cells): give each its own.")
            )

    def value_above(self, one: ColumnReader) -> Any:
        if self.above is None:
            raise CellError(_("There is no row above that this could be the same as."))
        if one.key in self.above.unread:
            raise CellError(_("What stands in the row above cannot be read."))
        return self.above.values.get(one.key)

    def suggest(self, one: ColumnReader, value: Value) -> None:
        """Offer choices for words that the column cannot read."""
        column, words = one.found.column, shown(value)
        is_offered = 0 < len(words) <= LONGEST_CHOICE and plain(words) not in SAME
        if (suggest := column.suggest) and isinstance(value, str) and is_offered:
            self.importer.add_unknown(
                CELL_CHOICE, words, one.found.head.words, lambda: suggest(words), name=column.name
            )

    def read_sum(self, number: int, cells: Sequence[Value], kind: Kind) -> SumRow:
        amounts = {}
        for one in self.money:
            value = one.value_in(cells)
            try:
                if (amount := one.found.column.read(value, one.found.unit)) is not None:
                    amounts[one.index] = amount
            except CellError as error:
                title, sheet = one.found.head.words, self.sheet
                problem = Problem(number, title, shown(value), str(error), sheet, one.index)
                self.importer.result.errors.append(problem)
        place = next(i for i, value in enumerate(cells) if shown(value) == kind.sum_words)
        head = self.table.words_over(place)
        return SumRow(number, kind.sum_words, head, place, amounts, kind.count)
