"""What the helpers gave in a quarter: a table of facts in the order of the network, without a
share, a place or a sum (docs/rules.md#helpers-are-partners)."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from core.periods import Period
from funds.choices import Family, PostingKind
from funds.models import Posting
from programmes.figures.tasks import counts_by_helper
from programmes.figures.units import in_order
from programmes.models import Programme, Task

ZERO = Decimal(0)


@dataclass(frozen=True)
class HelperGift:
    """A helper's money that arrived in the quarter, and from January to its end, in yuan; the
    tasks it leads by phase."""

    unit: int
    name: str
    quarter: Decimal
    year: Decimal
    done: int
    going: int
    planned: int

    @property
    def is_empty(self) -> bool:
        return not (self.year or self.done or self.going or self.planned)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "quarter": str(self.quarter), "year": str(self.year)}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "HelperGift":
        amounts = {name: Decimal(row[name]) for name in ("quarter", "year")}
        return cls(**{**row, **amounts})


def gifts(programme: Programme, quarter: Period) -> list[HelperGift]:
    """Of every helper, in the order of the network."""
    on = quarter.last_day
    money = _arrived(programme, quarter)
    rows = counts_by_helper(Task.objects.of(programme), programme, on)
    counts = {row.membership: row.counts for row in rows}
    return [
        HelperGift(
            one.unit_id,
            one.unit.name,
            *money.get(one.unit_id, (ZERO, ZERO)),
            counts[one].done,
            counts[one].going,
            counts[one].planned,
        )
        for one in in_order(counts)
    ]


def _arrived(programme: Programme, quarter: Period) -> dict[int, tuple[Decimal, Decimal]]:
    first = date(quarter.year, 1, 1)
    rows = Posting.objects.of(programme).filter(
        kind=PostingKind.ARRIVED,
        on__range=(first, quarter.last_day),
        line__source__family=Family.HELPERS,
    )
    of_quarter = Q(on__gte=quarter.start)
    sums = (
        rows.order_by()
        .values("line__payer_unit")
        .annotate(
            year=Sum("amount", default=ZERO),
            quarter=Sum("amount", filter=of_quarter, default=ZERO),
        )
    )
    return {row["line__payer_unit"]: (row["quarter"], row["year"]) for row in sums}
