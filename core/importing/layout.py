"""Where the table lies in a sheet: heads, unit line, group rows and total rows, by their words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.importing.cells import shown
from core.importing.columns import Column, Found, Head
from core.importing.words import UNIT_LINE, plain
from core.importing.workbook import Sheet, Unreadable, Value

ROWS_TO_HEADS = 30
HEAD_ROWS = 3
NAMED_GROUP = re.compile(r"\(\?P<\w+>")
TOTAL = re.compile(r"(合计|总计|共计|总和|小计)(?:\((\d{1,9})(?:个|项|条|户|笔)\))?:?")
GROUP = re.compile(r"(.+?)\((?:共)?(\d{1,9})(?:个|项|条|户|笔)\)")


@dataclass
class Table:
    """The heads found, the words above them, and the numbers (from 1) of the rows below."""

    sheet: Sheet
    found: list[Found]
    head_row: int
    first_row: int
    above: list[str] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)

    def words_over(self, index: int) -> str:
        """The head of any column, declared or not; empty without one."""
        return next((head.words for head in self.heads if head.index == index), "")

    def column(self, name: str) -> Found | None:
        return next((f for f in self.found if f.column.name == name), None)

    def columns(self, name: str) -> list[Found]:
        return [f for f in self.found if f.column.name == name]

    def unit_lines(self) -> list[str]:
        """The units that stand above the heads, each once; more than one contradict each other."""
        lines = (unit for words in self.above for unit in UNIT_LINE.findall(plain(words)))
        return list(dict.fromkeys(lines))

    def has_records(self, identity: Sequence[str]) -> bool:
        known = [f.head.index for f in self.found if f.column.name in identity]
        money = [f.head.index for f in self.found if f.column.money]
        rows = self.sheet.rows[self.first_row - 1 :]
        return any(kind_of(row, known, money).is_record for row in rows)


def find_tables(sheets: Sequence[Sheet], columns: Sequence[Column]) -> list[Table]:
    """The table of each sheet whose heads match the most declared columns, at least two; the
    best first."""
    any_head = re.compile("|".join(NAMED_GROUP.sub("(?:", column.heads) for column in columns))
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
    return max(tables, key=lambda table: len(table.found), default=None)


def table_at(
    sheet: Sheet, first: int, depth: int, columns: Sequence[Column], any_head: re.Pattern
) -> Table | None:
    """``any_head`` matches the head of any column: most rows of a long sheet hold none."""
    rows = sheet.rows[first : first + depth]
    if len(rows) < depth or any(isinstance(v, Decimal | date) for row in rows for v in row):
        return None
    heads = read_heads(rows, first)
    found = [
        Found(column, head, match.groupdict())
        for head in heads
        if any_head.fullmatch(head.plain) or any_head.fullmatch(head.joined)
        for column in columns
        if (match := column.match(head))
    ]
    if len(found) < 2:
        return None
    above = [shown(value) for row in sheet.rows[:first] for value in row if value is not None]
    return Table(sheet, found, first + depth, first + depth + 1, above, heads)


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


@dataclass(frozen=True)
class Kind:
    """What a row below the heads is: a record, a sum with its words, or neither."""

    is_record: bool = False
    sum_words: str = ""


def kind_of(row: Sequence[Value], identity: Sequence[int], money: Sequence[int]) -> Kind:
    """A row with its key is a record. Without, it is a sum by its words (合计, 磷化工(14个)) or
    where one text stands before amounts; one text alone is a note; all else is a record that
    lacks its key."""
    texts = {i: w for i, v in enumerate(row) if i not in money and (w := shown(v))}
    words = next((w for w in texts.values() if TOTAL.fullmatch(plain(w))), "")
    if words and all(texts.get(i, words) == words for i in identity):
        return Kind(sum_words=words)
    if any(isinstance(row[i], Unreadable) for i in identity if i < len(row)):
        return Kind(is_record=True)
    amounts = any(shown(row[i]) for i in money if i < len(row))
    if len(texts) > 1 or (not texts and amounts):
        return Kind(is_record=True)
    [(index, words)] = texts.items() or {0: ""}.items()
    if index in identity and not (amounts and GROUP.fullmatch(plain(words))):
        return Kind(is_record=bool(words))
    is_sum = bool(words) and (amounts or bool(GROUP.fullmatch(plain(words))))
    return Kind(sum_words=words if is_sum else "")
