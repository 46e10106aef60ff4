"""Group rows, subtotals and totals of a sheet are checked against the rows they sum, and not
imported."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate, islice

from django.utils.translation import gettext as _

from core.importing.columns import Found
from core.importing.rowkinds import PART_TOTAL, TOTAL
from core.importing.rows import LONGEST_VALUE, Problem
from core.importing.words import plain
from core.money import plain_amount

MOST_SPANS, MOST_TRIES = 80, 5_000


@dataclass(frozen=True)
class SumRow:
    """A sum of the sheet; ``amounts`` in yuan by the index of the column."""

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
    def precedes_its_rows(self) -> bool:
        return not any(kind.fullmatch(plain(self.words)) for kind in (TOTAL, PART_TOTAL))


@dataclass
class Part:
    """Records by their number and the sums of their columns, by index; NaN: a cell was not read."""

    amounts: dict[int, Decimal] = field(default_factory=dict)
    count: int = 1

    def __add__(self, other: "Part") -> "Part":
        amounts = dict(self.amounts)
        for index, amount in other.amounts.items():
            amounts[index] = amounts.get(index, Decimal(0)) + amount
        return Part(amounts, self.count + other.count)


NOTHING = Part(count=0)


def check_sums(lines: Sequence[SumRow | Part], money: Iterable[Found]) -> Iterator[Problem]:
    """A total sums all records, the head of a group those up to the next sum, a subtotal those
    since the last sum. Otherwise a sum may span several of these: the head of groups within
    groups, the total of a part."""
    columns = list(money)
    rows: list[SumRow] = []
    runs: list[list[Part]] = [[]]
    for line in lines:
        if isinstance(line, SumRow):
            rows.append(line)
            runs.append([])
        else:
            runs[-1].append(line)
    totals = [sum(run, NOTHING) for run in runs]
    everything = sum(totals, NOTHING)
    tries = MOST_TRIES
    for place, row in enumerate(rows):
        run = totals[place + 1] if row.precedes_its_rows else totals[place]
        problems = list(check_sum(row, everything if row.is_total else run, columns))
        if problems and tries > 0:
            spans = list(islice(wider(totals, place), min(tries, MOST_SPANS)))
            tries -= len(spans)
            if any(not list(check_sum(row, span, columns)) for span in [everything, *spans]):
                continue
        yield from problems


@dataclass(frozen=True)
class Total:
    """A money column: the sum of the rows read, and what the sheet's own total states, as text in
    ``unit``; empty where the sheet has none."""

    sheet: str
    title: str
    rows: str
    stated: str
    unit: str


def totals_of(
    lines: Sequence[SumRow | Part], money: Iterable[Found], sheet: str
) -> Iterator[Total]:
    """The totals of the columns of which every cell was read."""
    total_rows = [line for line in lines if isinstance(line, SumRow) and line.is_total]
    for found in money:
        index, unit = found.head.index, found.unit or "元"
        amounts = (line.amounts[index] for line in lines if isinstance(line, Part))
        computed = sum(amounts, Decimal(0))
        stated = next((row.amounts[index] for row in total_rows if index in row.amounts), None)
        if not computed.is_nan():
            shown = plain_amount(computed, unit), plain_amount(stated, unit)
            yield Total(sheet, found.head.words, *shown, unit)


def wider(totals: Sequence[Part], place: int) -> Iterator[Part]:
    """Records from this sum to a later one, or from an earlier one to this: nearest first."""
    for steps in (range(place + 1, len(totals)), range(place, -1, -1)):
        yield from accumulate(totals[step] for step in islice(steps, MOST_SPANS // 2))


def check_sum(row: SumRow, total: Part, columns: list[Found]) -> Iterator[Problem]:
    if row.count is not None and row.count != total.count:
        message = _("It says %(said)s rows; there are %(counted)s.")
        words = message % {"said": row.count, "counted": total.count}
        yield Problem(row.number, row.word_column, row.words, words, index=row.word_index)
    for found in columns:
        stated = row.amounts.get(found.head.index)
        computed = total.amounts.get(found.head.index, Decimal(0))
        if stated is not None and not computed.is_nan() and computed != stated:
            yield wrong_amount(row, found, stated, computed)


def wrong_amount(row: SumRow, found: Found, stated: Decimal, computed: Decimal) -> Problem:
    message = _("%(words)s says %(said)s%(unit)s; the rows add up to %(sum)s%(unit)s.")
    value = plain_amount(stated, found.unit)
    values = {
        "words": row.words[:LONGEST_VALUE],
        "said": value,
        "sum": plain_amount(computed, found.unit),
        "unit": found.unit,
    }
    index = found.head.index
    return Problem(row.number, found.head.words, value, message % values, index=index)
