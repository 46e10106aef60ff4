"""Finds the table of each sheet, and its columns, by the words of the heads; chooses the sheets to
import: all that have the same table, as one."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from core.days import FIRST_YEAR, LAST_YEAR
from core.importing.cells import shown
from core.importing.columns import Column, Found, Head, find_columns, read_heads
from core.importing.rowkinds import Kind, kind_of
from core.importing.words import YEAR, YEAR_MONTH, YEARS, plain
from core.importing.workbook import Sheet, Value, WorkbookError
from core.periods import Period

Key = tuple[str, tuple[str | None, ...]]  # of a column: its name and the groups of its head

ROWS_TO_HEADS = 30
HEAD_ROWS = 3
NAMED_GROUP = re.compile(r"\(\?P<\w+>")
NUMBERS = re.compile("序号|编号|序|号|No\\.?", re.IGNORECASE)


def known_year(year: int) -> int:
    """Raises WorkbookError for a year outside 1990–2100."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        words = _(
            "The title names the year %(year)s: a year from %(first)s to %(last)s is expected."
        )
        raise WorkbookError(words % {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR})
    return year


@dataclass(frozen=True)
class Cell:
    """``row`` from 1, ``index`` of the column from 0."""

    row: int
    index: int
    words: str


@dataclass
class Table:
    """The heads found, the number of rows above them, and the numbers (from 1) of their last row
    and of the first row below."""

    sheet: Sheet
    found: list[Found]
    rows_above: int
    head_row: int
    first_row: int
    heads: list[Head] = field(default_factory=list)

    @property
    def distinct_columns(self) -> int:
        """The number of declared columns it has; each of a repeated column counts."""
        return len({(f.column.name, f.head.index * f.column.many) for f in self.found})

    @property
    def depth(self) -> int:
        """The number of rows below the heads."""
        return max(len(self.sheet.rows) - self.first_row + 1, 0)

    def words_over(self, index: int) -> str:
        """The head of any column, declared or not; empty without one."""
        return next((head.words for head in self.heads if head.index == index), "")

    @cached_property
    def by_name(self) -> dict[str, Found]:
        return {found.column.name: found for found in reversed(self.found)}

    def column(self, name: str) -> Found | None:
        return self.by_name.get(name)

    def columns(self, name: str) -> list[Found]:
        return [f for f in self.found if f.column.name == name]

    def lacks(self, column: Column) -> bool:
        """A required column and its alternatives are missing."""
        names = (column.name, *column.or_else)
        return column.required and not any(name in self.by_name for name in names)

    def unread(self, computed: str) -> tuple[list[Head], list[Head]]:
        """The heads without a declared column: those that match ``computed``, and the rest."""
        taken = {found.head.index for found in self.found}
        others = [h for h in self.heads if h.index not in taken]
        others = [h for h in others if not NUMBERS.fullmatch(h.names[0])]
        pattern = re.compile(computed) if computed else None
        matching = [head for head in others if pattern and head.match(pattern)]
        return matching, [head for head in others if head not in matching]

    @cached_property
    def above(self) -> list[Cell]:
        """The words above the heads, with their places."""
        rows = enumerate(self.sheet.rows[: self.rows_above], 1)
        return [Cell(n, i, shown(v)) for n, row in rows for i, v in enumerate(row) if v is not None]

    @property
    def dates_above(self) -> list[tuple[int, int]]:
        """Year and month of each line above (截至2024年6月底); 0 where it has the year alone."""
        lines = [plain(cell.words) for cell in self.above]
        found = [YEAR_MONTH.search(line) or YEAR.search(line) for line in lines]
        return [(int(m[1]), int(m[2]) if m.re is YEAR_MONTH else 0) for m in found if m]

    def year_month(self) -> tuple[int, int] | None:
        """The first month above; a month of 0 where there is only a year."""
        dates = self.dates_above
        return next((one for one in dates if one[1]), next(iter(dates), None))

    def year_in_title(self) -> int | None:
        """Raises WorkbookError for a year that is a slip of the pen."""
        year = next((year for year, _month in self.dates_above if year), None)
        return year and known_year(year)

    def years_in_title(self) -> list[int]:
        """All that the lines above name, those of months where no year stands alone. Raises
        WorkbookError as ``year_in_title``."""
        lines = [plain(cell.words) for cell in self.above]
        alone = {year for line in lines for year in YEARS.findall(YEAR_MONTH.sub("", line))}
        found = alone or {year for line in lines for year, _month in YEAR_MONTH.findall(line)}
        return [known_year(year) for year in sorted(map(int, found))]

    def month_in_title(self) -> date | None:
        """The first day of the month. Raises WorkbookError as ``year_in_title``."""
        found = next((one for one in self.dates_above if one[0] and 1 <= one[1] <= 12), None)
        return found and date(known_year(found[0]), found[1], 1)

    def has_records(self, identity: Sequence[str]) -> bool:
        rows = self.sheet.rows[self.first_row - 1 :]
        kinds = self.kinds(identity)
        return any(kinds(row).is_record for row in rows)

    def headless_amounts(self, identity: Sequence[str]) -> list[int]:
        """The indexes of the columns without a head in which half of the records have a number
        that is not the number of the record."""
        kinds = self.kinds(identity)
        records = [row for row in self.sheet.rows[self.first_row - 1 :] if kinds(row).is_record]
        named = {head.index for head in self.heads}
        counts = Counter(
            index
            for row in records
            for index, value in enumerate(row)
            if index not in named
            and isinstance(value, Decimal)
            and not _may_be_number(value, records)
        )
        return sorted(index for index, count in counts.items() if count * 2 >= len(records))

    def kinds(self, identity: Sequence[str]) -> Callable[[Sequence[Value]], Kind]:
        """The classifier of the rows below the heads."""
        keys = [f.head.index for f in self.found if f.column.name in identity]
        money = [f.head.index for f in self.found if f.column.money]
        taken = {found.head.index for found in self.found}
        numbers = [h.index for h in self.heads if NUMBERS.fullmatch(h.names[0])]
        number = next((index for index in numbers if index not in taken), None)
        above = self.sheet.rows[: self.first_row - 1]
        words = {(i, plain(w)) for row in above for i, v in enumerate(row) if (w := shown(v))}
        unread = {head.index for head in self.heads} - taken - {number}
        return lambda row: kind_of(row, keys, money, words, number, unread)


def _may_be_number(value: Decimal, records: Sequence) -> bool:
    """Whether the value can be the running number of one of the records."""
    return value == value.to_integral_value() and 0 < value <= len(records)


# Finding tables


def find_tables(sheets: Sequence[Sheet], columns: Sequence[Column]) -> list[Table]:
    """The best table of each sheet that has one, the best first."""
    heads = "|".join(NAMED_GROUP.sub("(?:", column.every_head) for column in columns)
    any_head = re.compile(heads)
    tables = [t for sheet in sheets if (t := best_table(sheet, columns, any_head))]
    return sorted(tables, key=lambda table: -len(table.found))


def best_table(sheet: Sheet, columns: Sequence[Column], any_head: re.Pattern) -> Table | None:
    tables = [
        table
        for depth in range(1, HEAD_ROWS + 1)
        for first in range(min(len(sheet.rows), ROWS_TO_HEADS))
        if (table := table_at(sheet, first, depth, columns, any_head))
    ]
    # The first of the best has the fewest head rows, without the titles above.
    return max(tables, key=lambda table: (table.distinct_columns, len(table.found)), default=None)


def table_at(
    sheet: Sheet, first: int, depth: int, columns: Sequence[Column], any_head: re.Pattern
) -> Table | None:
    """``any_head`` matches the head of any column: most rows of a long sheet have none."""
    rows = sheet.rows[first : first + depth]
    if len(rows) < depth or any(isinstance(v, Decimal | date) for row in rows for v in row):
        return None
    heads = read_heads(rows, first)
    found = find_columns([head for head in heads if head.match(any_head)], columns)
    if len(found) < 2:
        return None
    return Table(sheet, found, first, first + depth, first + depth + 1, heads)


def choose_tables(
    sheets: Sequence[Sheet], columns: Sequence[Column], identity: Sequence[str]
) -> tuple[list[Table], list[str]]:
    """The tables in the order of their sheets, and the names of the sheets left out. Raises
    WorkbookError if there is none, or two are inconsistent."""
    tables = find_tables(sheets, columns)
    if not tables:
        heads = "、".join(column.title for column in columns if column.required)
        raise WorkbookError(
            _("No row of heads was found: expected are %(heads)s.") % {"heads": heads}
        )
    complete = [table for table in tables if is_complete(table, columns, identity)]
    # Without a complete one, the errors of the best are shown.
    chosen = complete or tables[:1]
    chosen.sort(key=lambda table: sheets.index(table.sheet))
    for table in chosen[1:]:
        refuse_inconsistent(chosen[0], table)
    names = [table.sheet.name for table in chosen]
    return chosen, [sheet.name for sheet in sheets if sheet.rows and sheet.name not in names]


def is_complete(table: Table, columns: Sequence[Column], identity: Sequence[str]) -> bool:
    return not any(map(table.lacks, columns)) and table.has_records(identity)


def refuse_inconsistent(first: Table, other: Table) -> None:
    names = {"first": first.sheet.name, "other": other.sheet.name}
    if one_sided := set(keyed(first)) ^ set(keyed(other)):
        both = {**keyed(first), **keyed(other)}
        words = "、".join(found.head.words for key, found in both.items() if key in one_sided)
        message = _(
            "The sheets “%(first)s” and “%(other)s” do not have the same columns; one alone has: "
            "%(columns)s. Make them alike, or leave only one."
        )
        raise WorkbookError(message % {**names, "columns": words})
    months = first.year_month(), other.year_month()
    if all(months) and months[0] != months[1]:
        message = _(
            "The sheet “%(first)s” is of %(month)s, the sheet “%(other)s” of %(another)s: import "
            "them one by one."
        )
        month, another = (month_words(*month) for month in months if month)
        raise WorkbookError(message % {**names, "month": month, "another": another})


def keyed(table: Table) -> dict[Key, Found]:
    """The columns by name and the groups of their heads (year, month)."""
    return {(found.column.name, tuple(found.groups.values())): found for found in table.found}


def month_words(year: int, month: int) -> str:
    if 1 <= month <= 12 and year:
        return Period.month(year, month).label()
    return f"{year}{'年' if not month else f'年{month}月'}"


def counterparts(first: Table, table: Table) -> list[tuple[Found, Found]]:
    """Each column of the table with the same column of the first table."""
    if table is first:
        return [(found, found) for found in table.found]
    own = keyed(first)
    return [(found, own[key]) for key, found in keyed(table).items() if key in own]


def fill_merged(table: Table, identity: Sequence[str]) -> set[tuple[int, int]]:
    """Copies words of merged cells into each of their rows, except amounts, other values of one
    row and keys. Returns the cells (row, column) of amounts and such values that are merged over
    several rows."""
    rows, spread = table.sheet.rows, set()
    by_index = {found.head.index: found.column for found in table.found}
    for top, left, bottom, _right in table.sheet.merged:
        column = by_index.get(left)
        if column is None or top < table.first_row or bottom == top or top > len(rows):
            continue
        value = rows[top - 1][left] if left < len(rows[top - 1]) else None
        if value is None or column.name in identity:
            continue
        if column.money or column.single:
            spread.add((top, left))
            continue
        for row in rows[top:bottom]:
            row += [None] * (left + 1 - len(row))
            row[left] = value
    return spread
