"""Which columns a sheet may have. A head is found by its words, wherever its column stands."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from core.importing.asking import Asks
from core.importing.cells import Reader
from core.importing.words import plain_head, unit_in_head

LONGEST_HEAD = 100  # no column's head is as long: what goes on is a note


@dataclass(frozen=True)
class Column:
    """``heads`` are regular expressions over the plain words of a head (no unit, one kind of
    dash); their named groups (year, month) go to the importer. ``title`` names the column in a
    sentence about its absence. ``required``: the sheet must have it; ``filled``: each row a
    value; ``money``: an amount, whose unit must be known and whose sums are checked;
    ``many``: any number of columns, as one for each month; ``names``: several names in one cell,
    parted by 、. ``also``: heads that count where the sheet has no column of ``heads``. ``asks``:
    which of our words may be meant by words that it cannot read. ``or_else``: columns, one of
    which will do where a required one is missing."""

    name: str
    title: str
    heads: str
    read: Reader
    required: bool = False
    filled: bool = False
    money: bool = False
    many: bool = False
    names: bool = False
    also: str = ""
    asks: Asks | None = None
    or_else: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern:
        return re.compile(self.heads)

    @cached_property
    def second(self) -> re.Pattern | None:
        return re.compile(self.also) if self.also else None

    @property
    def every_head(self) -> str:
        return f"{self.heads}|{self.also}" if self.also else self.heads

    def match(self, head: "Head") -> re.Match | None:
        return head.match(self.pattern)

    def match_second(self, head: "Head") -> re.Match | None:
        return head.match(self.second) if self.second else None


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
    def plain(self) -> str:
        return self.names[0]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The lowest words, and those with what stands above them: 计划投资, 2024年计划投资."""
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
        """Under which a row holds its value: the column's name; where it may stand often, its
        place."""
        return self.head.index if self.column.many else self.column.name
