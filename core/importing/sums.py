"""Group rows, subtotals and totals: checked against the rows they sum, never imported."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from core.importing.columns import Found
from core.importing.layout import GROUP, TOTAL
from core.importing.result import Problem
from core.importing.words import plain
from core.money import plain_amount


@dataclass(frozen=True)
class SumRow:
    """A sum as it stands in the sheet; ``amounts`` in yuan by the index of the column."""

    number: int
    words: str
    word_column: str
    amounts: dict[int, Decimal]

    @property
    def is_total(self) -> bool:
        match = TOTAL.fullmatch(plain(self.words))
        return bool(match) and match[1] != "小计"  # type: ignore[index]

    @property
    def sums_what_follows(self) -> bool:
        return not TOTAL.fullmatch(plain(self.words))

    @property
    def count(self) -> int | None:
        match = TOTAL.fullmatch(plain(self.words)) or GROUP.fullmatch(plain(self.words))
        return int(match[2]) if match and match[2] else None


@dataclass
class Part:
    """Amounts of a record, by the index of the column; None: the cell could not be read."""

    number: int
    amounts: dict[int, Decimal | None] = field(default_factory=dict)


def check_sums(lines: Sequence[SumRow | Part], money: Iterable[Found]) -> Iterator[Problem]:
    columns = list(money)
    for place, line in enumerate(lines):
        if isinstance(line, SumRow):
            yield from check_sum(line, summed_by(line, place, lines), columns)


def summed_by(row: SumRow, place: int, lines: Sequence[SumRow | Part]) -> list[Part]:
    """All records for a total; those up to the next sum for a group's head; those since the
    last sum for a subtotal below."""
    if row.is_total:
        return [line for line in lines if isinstance(line, Part)]
    ahead = lines[place + 1 :] if row.sums_what_follows else reversed(lines[:place])
    parts = []
    for line in ahead:
        if isinstance(line, SumRow):
            break
        parts.append(line)
    return parts


def check_sum(row: SumRow, parts: list[Part], columns: list[Found]) -> Iterator[Problem]:
    if row.count is not None and row.count != len(parts):
        message = _("It says %(said)s rows; there are %(counted)s.")
        counts = {"said": row.count, "counted": len(parts)}
        yield Problem(row.number, row.word_column, row.words, message % counts)
    for found in columns:
        said = row.amounts.get(found.head.index)
        amounts = [part.amounts.get(found.head.index, Decimal(0)) for part in parts]
        if said is None or None in amounts:
            continue
        total = sum((a for a in amounts if a is not None), Decimal(0))
        if total != said:
            message = _("%(words)s says %(said)s%(unit)s; the rows add up to %(sum)s%(unit)s.")
            values = {
                "words": row.words,
                "said": plain_amount(said, found.unit),
                "sum": plain_amount(total, found.unit),
                "unit": found.unit,
            }
            value = plain_amount(said, found.unit)
            yield Problem(row.number, found.head.words, value, message % values)
