"""Where the table lies in a sheet, and which column is which, by the words of the heads."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from core.importing.cells import shown
from core.importing.columns import Column, Found, Head
from core.importing.kinds import Kind, kind_of
from core.importing.words import UNIT_LINE, YEAR, YEAR_MONTH, plain
from core.importing.workbook import Sheet, Value

ROWS_TO_HEADS = 30
HEAD_ROWS = 3
NAMED_GROUP = re.compile(r"\(\?P<\w+>")
NUMBERS = re.compile("序号|编号|序|号|No\\.?", re.IGNORECASE)


@dataclass
class Table:
    """The heads found, the words above them, and the numbers (from 1) of the rows below."""

    sheet: Sheet
    found: list[Found]
    head_row: int
    first_row: int
    above: list[str] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)

    @property
    def told_apart(self) -> int:
        """How many declared columns it has; of those that may stand often, each counts."""
        return len({(f.column.name, f.head.index * f.column.many) for f in self.found})

    @property
    def depth(self) -> int:
        """How many rows stand below the heads."""
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
        """A required column is missing, and what would do in its place."""
        instead = (column.name, *column.or_else)
        return column.required and not any(name in self.by_name for name in instead)

    def unread(self, computed: re.Pattern | None) -> tuple[list[str], list[str]]:
        """The heads that no column takes: those that say what is computed, and the rest."""
        taken = {found.head.index for found in self.found}
        others = [h for h in self.heads if h.index not in taken and not NUMBERS.fullmatch(h.plain)]
        is_computed = [bool(computed and head.match(computed)) for head in others]
        pairs = list(zip(others, is_computed, strict=True))
        return [h.words for h, yes in pairs if yes], [h.words for h, yes in pairs if not yes]

    def year_month(self) -> tuple[int, int] | None:
        """Of the words above: 截至2024年6月底; a month of 0 where they say the year alone."""
        for pattern in (YEAR_MONTH, YEAR):
            for words in self.above:
                if match := pattern.search(plain(words)):
                    return int(match[1]), int(match[2]) if pattern is YEAR_MONTH else 0
        return None

    def unit_lines(self) -> list[str]:
        """The units that stand above the heads, each once; more than one contradict each other."""
        lines = (unit for words in self.above for unit in UNIT_LINE.findall(plain(words)))
        return list(dict.fromkeys(lines))

    def has_records(self, identity: Sequence[str]) -> bool:
        rows = self.sheet.rows[self.first_row - 1 :]
        kinds = self.kinds(identity)
        return any(kinds(row).is_record for row in rows)

    def kinds(self, identity: Sequence[str]) -> Callable[[Sequence[Value]], Kind]:
        """What a row below the heads is."""
        known = [f.head.index for f in self.found if f.column.name in identity]
        money = [f.head.index for f in self.found if f.column.money]
        taken = {found.head.index for found in self.found}
        numbers = [h.index for h in self.heads if NUMBERS.fullmatch(h.plain)]
        number = next((index for index in numbers if index not in taken), None)
        above = self.sheet.rows[: self.first_row - 1]
        said = {(i, plain(w)) for row in above for i, v in enumerate(row) if (w := shown(v))}
        unread = {head.index for head in self.heads} - taken - {number}
        return lambda row: kind_of(row, known, money, said, number, unread)


def find_tables(sheets: Sequence[Sheet], columns: Sequence[Column]) -> list[Table]:
    """The table of each sheet whose heads match the most declared columns, at least two; the
    best first."""
    any_head = re.compile("|".join(NAMED_GROUP.sub("(?:", column.every_head) for column in columns))
    tables = [t for sheet in sheets if (t := best_table(sheet, columns, any_head))]
    return sorted(tables, key=lambda table: -len(table.found))


def best_table(sheet: Sheet, columns: Sequence[Column], any_head: re.Pattern) -> Table | None:
    tables = [
        table
        for depth in range(1, HEAD_ROWS + 1)
        for first in range(min(len(sheet.rows), ROWS_TO_HEADS))
        if (table := table_at(sheet, first, depth, columns, any_head))
    ]
    # The first of the best has the fewest head rows: titles above stay out of the heads.
    return max(tables, key=lambda table: (table.told_apart, len(table.found)), default=None)


def table_at(
    sheet: Sheet, first: int, depth: int, columns: Sequence[Column], any_head: re.Pattern
) -> Table | None:
    """``any_head`` matches the head of any column: most rows of a long sheet hold none."""
    rows = sheet.rows[first : first + depth]
    if len(rows) < depth or any(isinstance(v, Decimal | date) for row in rows for v in row):
        return None
    heads = read_heads(rows, first)
    found = find_columns([head for head in heads if head.match(any_head)], columns)
    if len(found) < 2:
        return None
    above = [shown(value) for row in sheet.rows[:first] for value in row if value is not None]
    return Table(sheet, found, first + depth, first + depth + 1, above, heads)


def find_columns(heads: Sequence[Head], columns: Sequence[Column]) -> list[Found]:
    """A synonym counts where no head says the column's own words."""
    first = [found for head in heads for found in closest(head, columns)]
    own, taken = {f.column.name for f in first}, {f.head.index for f in first}
    second = [
        Found(column, head, match.groupdict())
        for column in columns
        if column.name not in own
        for head in heads
        if head.index not in taken and (match := column.match_second(head))
    ]
    return sorted(first + second, key=lambda found: found.head.index)


def closest(head: Head, columns: Sequence[Column]) -> list[Found]:
    """What the words above a head say too counts most: 计划时间, 开工时间 is the planned start."""
    matches = [(column, match) for column in columns if (match := column.match(head))]
    longest = max((len(match.string) for _column, match in matches), default=0)
    return [
        Found(column, head, match.groupdict())
        for column, match in matches
        if len(match.string) == longest
    ]


def read_heads(rows: Sequence[Sequence[Value]], first: int) -> list[Head]:
    """One head a column. The head of a group stands in its first column alone and counts for
    the columns on its right, as far as these have a lower head and no upper one."""
    heads = []
    upper = [""] * len(rows)
    for index in range(max(len(row) for row in rows)):
        parts, lowest = [], 0
        for level, row in enumerate(rows):
            words = shown(row[index]) if index < len(row) else ""
            if words:
                upper[level:] = [words] + [""] * (len(rows) - level - 1)
                lowest = level
        own = [bool(index < len(row) and shown(row[index])) for row in rows]
        if any(own):
            parts = [upper[level] for level in range(lowest + 1) if upper[level]]
            heads.append(Head(index, first + lowest + 1, tuple(parts)))
    return heads
