"""Group rows, subtotals and totals: checked against the rows they sum, never imported."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _

from core.importing.columns import Found
from core.importing.kinds import PART_TOTAL, TOTAL
from core.importing.result import LONGEST_VALUE, Problem
from core.importing.words import plain
from core.money import plain_amount

MOST_SPANS, MOST_TRIES = 80, 5_000


@dataclass(frozen=True)
class SumRow:
    """A sum as it stands in the sheet; ``amounts`` in yuan by the index of the column."""

    number: int
    words: str
    word_column: str
    word_index: int
    amounts: dict[int, Decimal]
    count: int | None = None

    @property
    def is_total(self) -> bool:
        match = TOTAL.fullmatch(plain(self.words))
        return bool(match) and match[1] != "小计"  # type: ignore[index]

    @property
    def sums_what_follows(self) -> bool:
        return not any(kind.fullmatch(plain(self.words)) for kind in (TOTAL, PART_TOTAL))


@dataclass
class Part:
    """Amounts of a record, by the index of the column; None: the cell could not be read."""

    number: int
    amounts: dict[int, Decimal | None] = field(default_factory=dict)


class Added:
    """Records added up, by the index of the column; None: one of them could not be read."""

    def __init__(self) -> None:
        self.count = 0
        self.amounts: dict[int, Decimal | None] = {}

    def add(self, part: Part) -> None:
        self.count += 1
        self._add(part.amounts)

    def plus(self, other: "Added") -> "Added":
        both = Added()
        both.count = self.count + other.count
        both._add(self.amounts)
        both._add(other.amounts)
        return both

    def _add(self, amounts: Mapping[int, Decimal | None]) -> None:
        for index, amount in amounts.items():
            before = self.amounts.get(index, Decimal(0))
            self.amounts[index] = None if before is None or amount is None else before + amount


def check_sums(lines: Sequence[SumRow | Part], money: Iterable[Found]) -> Iterator[Problem]:
    """A total counts all records; a group's head those up to the next sum; a subtotal below
    those since the last sum. Where that does not come out, a sum may span several of them: the
    head of groups within groups, the total of a part."""
    columns = list(money)
    everything, runs, rows = Added(), [Added()], []
    for line in lines:
        if isinstance(line, SumRow):
            rows.append(line)
            runs.append(Added())
        else:
            everything.add(line)
            runs[-1].add(line)
    tries = MOST_TRIES
    for place, row in enumerate(rows):
        run = runs[place + 1] if row.sums_what_follows else runs[place]
        problems = list(check_sum(row, everything if row.is_total else run, columns))
        if problems and tries > 0:
            spans = list(islice(wider(runs, place), min(tries, MOST_SPANS)))
            tries -= len(spans)
            if any(not list(check_sum(row, span, columns)) for span in [everything, *spans]):
                continue
        yield from problems


def wider(runs: Sequence[Added], place: int) -> Iterator[Added]:
    """What stands from this sum to a later one, or from an earlier one to this: nearest first."""
    for steps in (range(place + 1, len(runs)), range(place, -1, -1)):
        added = Added()
        for step in islice(steps, MOST_SPANS // 2):
            added = added.plus(runs[step])
            yield added


def check_sum(row: SumRow, added: Added, columns: list[Found]) -> Iterator[Problem]:
    if row.count is not None and row.count != added.count:
        message = _("It says %(said)s rows; there are %(counted)s.")
        words = message % {"said": row.count, "counted": added.count}
        yield Problem(row.number, row.word_column, row.words, words, index=row.word_index)
    for found in columns:
        said = row.amounts.get(found.head.index)
        total = added.amounts.get(found.head.index, Decimal(0))
        if said is None or total is None:
            continue
        if total != said:
            message = _("%(words)s says %(said)s%(unit)s; the rows add up to %(sum)s%(unit)s.")
            values = {
                "words": row.words[:LONGEST_VALUE],
                "said": plain_amount(said, found.unit),
                "sum": plain_amount(total, found.unit),
                "unit": found.unit,
            }
            value = plain_amount(said, found.unit)
            title, index = found.head.words, found.head.index
            yield Problem(row.number, title, value, message % values, index=index)
