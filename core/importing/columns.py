"""The columns that a sheet may have. They are found by the words of their heads, at any place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from core.importing import cells
from core.importing.cells import Reader, shown
from core.importing.words import Suggest, plain_head, suggest_labels, unit_in_head
from core.importing.workbook import Value

LONGEST_HEAD = 100  # no column's head is as long: what goes on is a note


@dataclass(frozen=True)
class Column:
    """A declared column.

    ``heads``, ``also``: regular expressions over the plain words of a head (no unit, one kind of
    dash); ``also`` counts where no head matches ``heads``. Named groups (year, month) go to the
    importer. ``title``: its name in messages and exports. ``required``: the sheet must have it, or
    one of the columns ``or_else``; ``filled``: every row needs a value. ``money``: an amount, whose
    unit must be known and whose sums are checked. ``single``: a value of one row alone, as an
    amount is: refused where merged cells give it to several. ``many``: may occur several times, as
    one for each month; ``names``: several names in one cell, separated by 、. ``suggest``: choices
    for words that the reader refuses. ``is_technical``: the preview leaves it out.
    """

    name: str
    title: str
    heads: str
    read: Reader
    required: bool = False
    filled: bool = False
    money: bool = False
    single: bool = False
    many: bool = False
    names: bool = False
    also: str = ""
    suggest: Suggest | None = None
    or_else: tuple[str, ...] = ()
    is_technical: bool = False

    @cached_property
    def pattern(self) -> re.Pattern:
        return re.compile(self.heads)

    @cached_property
    def second_pattern(self) -> re.Pattern | None:
        return re.compile(self.also) if self.also else None

    @property
    def every_head(self) -> str:
        return f"{self.heads}|{self.also}" if self.also else self.heads


def required_column(name: str, title: str, heads: str, read: Reader, **options: Any) -> Column:
    """A column that the sheet must have, with a value in every row."""
    return Column(name, title, heads, read, required=True, filled=True, **options)


def choice_column(
    name: str,
    title: str,
    heads: str,
    labels: Mapping[str, Any],
    synonyms: Mapping[str, Any] | None = None,
    **options: Any,
) -> Column:
    """A column of labels, which are also the choices for words that are none of them."""
    read = cells.choice(labels, synonyms)
    return Column(name, title, heads, read, suggest=suggest_labels(labels), **options)


@dataclass(frozen=True)
class Head:
    """The words over a column, from the top row down; ``words`` are the lowest."""

    index: int
    row: int
    parts: tuple[str, ...]

    @property
    def words(self) -> str:
        return self.parts[-1]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The lowest words, and those with the words above: 计划投资, 2024年计划投资."""
        parts = [plain_head(part[:LONGEST_HEAD]) for part in self.parts]
        return tuple("".join(parts[start:]) for start in range(len(parts) - 1, -1, -1))

    def match(self, pattern: re.Pattern) -> re.Match | None:
        return next((match for name in self.names if (match := pattern.fullmatch(name))), None)

    @property
    def unit(self) -> str:
        return unit_in_head(self.parts[-1])

    @property
    def unit_above(self) -> str:
        """The unit in the head of a group of columns."""
        return next((u for part in reversed(self.parts[:-1]) if (u := unit_in_head(part))), "")


@dataclass
class Found:
    """A declared column in this sheet, with the unit of its money (empty: not known)."""

    column: Column
    head: Head
    groups: dict[str, str | None] = field(default_factory=dict)
    unit: str = ""

    @cached_property
    def key(self) -> str | int:
        """The key of its value in a row: the column's name, or its index if it may repeat."""
        return self.head.index if self.column.many else self.column.name


def find_columns(heads: Sequence[Head], columns: Sequence[Column]) -> list[Found]:
    """Synonyms (``also``) count for columns that no other head matches."""
    first = [found for head in heads for found in closest(head, columns)]
    own, taken = {f.column.name for f in first}, {f.head.index for f in first}
    second = [
        Found(column, head, match.groupdict())
        for column in columns
        if column.name not in own and column.second_pattern
        for head in heads
        if head.index not in taken and (match := head.match(column.second_pattern))
    ]
    return sorted(first + second, key=lambda found: found.head.index)


def closest(head: Head, columns: Sequence[Column]) -> list[Found]:
    """A match that includes the words above takes precedence: 计划时间, 开工时间 is 计划开工."""
    matches = [(column, match) for column in columns if (match := head.match(column.pattern))]
    longest = max((len(match.string) for _column, match in matches), default=0)
    return [
        Found(column, head, match.groupdict())
        for column, match in matches
        if len(match.string) == longest
    ]


def read_heads(rows: Sequence[Sequence[Value]], first: int) -> list[Head]:
    """One head a column. The head of a group is in its first column only and counts for the
    columns on its right, as far as these have a lower head and no upper one."""
    heads = []
    upper = [""] * len(rows)
    for index in range(max(len(row) for row in rows)):
        lowest = None
        for level, row in enumerate(rows):
            if words := shown(row[index]) if index < len(row) else "":
                upper[level:] = [words] + [""] * (len(rows) - level - 1)
                lowest = level
        if lowest is not None:
            parts = [upper[level] for level in range(lowest + 1) if upper[level]]
            heads.append(Head(index, first + lowest + 1, tuple(parts)))
    return heads
