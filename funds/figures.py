"""Sums of fund lines. Each figure takes lines that the user may see, without annotations, and the
day; the list behind it uses the same queryset methods.

The task force's working fund is in no total (`working_fund`), and no rate mixes two families of
money (`by_family`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, Sum

from core.bands import band_key, band_label
from core.money import share_of
from funds.choices import Family, PostingKind
from funds.models import FundLine, FundSource

ZERO = Decimal(0)

# Days since arrival, both included; the last has no end. Default: docs/rules.md#money-that-waits.
AGES = ((0, 30), (31, 90), (91, 180), (181, None))
OLD_FROM = 91


@dataclass(frozen=True)
class Chain:
    """The amounts of some lines by step, in yuan. ``unplanned`` lines have no planned amount."""

    count: int
    planned: Decimal
    arrived: Decimal
    allocated: Decimal
    transferred: Decimal
    paid: Decimal
    unplanned: int = 0

    @property
    def unpaid(self) -> Decimal:
        """Arrived and not paid, in yuan."""
        return self.arrived - self.paid

    @property
    def arrived_share(self) -> Fraction | None:
        """到位率: arrived ÷ planned."""
        return share_of(self.arrived, self.planned)

    @property
    def transferred_share(self) -> Fraction | None:
        """拨付率: transferred ÷ arrived."""
        return share_of(self.transferred, self.arrived)

    @property
    def paid_share(self) -> Fraction | None:
        """支付占到位: paid ÷ arrived."""
        return share_of(self.paid, self.arrived)


def working_fund(lines, on: date) -> Chain:
    """The task force's own money."""
    return Chain(**lines.of_family(Family.WORKING).aggregate(**_sums(on)))


def sum_chains(rows: list["SourceRow"]) -> Chain:
    """The chain of these sources together."""
    names = [field.name for field in fields(Chain)]
    sums = {name: sum(getattr(row.chain, name) for row in rows) for name in names}
    return Chain(**{name: sums[name] + getattr(EMPTY_CHAIN, name) for name in names})


def _sums(on: date) -> dict[str, Any]:
    posted = {kind: Q(postings__kind=kind, postings__on__lte=on) for kind in PostingKind}
    lines = Count("pk", distinct=True)
    return {
        "count": lines,
        "unplanned": lines - Count("pk", distinct=True, filter=posted[PostingKind.PLANNED]),
        **{
            kind.value: Sum("postings__amount", filter=rows, default=ZERO)
            for kind, rows in posted.items()
        },
    }


EMPTY_CHAIN = Chain(0, ZERO, ZERO, ZERO, ZERO, ZERO)


def chains_by(lines, on: date, *, field: str) -> dict[Any, Chain]:
    """The chains of the lines by the value of a field, in one query."""
    rows = lines.order_by().values(field).annotate(**_sums(on))
    return {row.pop(field): Chain(**row) for row in rows}


@dataclass(frozen=True)
class SourceRow:
    source: FundSource
    chain: Chain


def by_source(lines, on: date) -> list[SourceRow]:
    """The sources that have lines, by family, in the order of the catalogue; without the working
    fund."""
    found = chains_by(lines.assistance(), on, field="source")
    order = Family.values.index
    sources = sorted(
        FundSource.objects.filter(pk__in=found), key=lambda source: order(source.family)
    )
    return [SourceRow(source, found[source.pk]) for source in sources]


@dataclass(frozen=True)
class FamilyRow:
    """A family of money with its sources and the chain of them all."""

    family: Family
    sources: list[SourceRow]
    chain: Chain


def by_family(rows: list[SourceRow]) -> list[FamilyRow]:
    """The families of the sources, those of helpers first."""
    found = [(family, [row for row in rows if row.source.family == family]) for family in Family]
    return [FamilyRow(family, own, sum_chains(own)) for family, own in found if own]


@dataclass(frozen=True)
class Unpaid:
    """The source with most money arrived and not paid, in yuan, and whose turn it is: the county's
    finance bureau (``owner`` None) has to transfer it, or the project's ``owner`` to pay it."""

    source: FundSource
    amount: Decimal
    owner: str | None


def most_unpaid(rows: list[SourceRow], lines, on: date) -> Unpaid | None:
    """Of the sources of one family; None where all that arrived is paid."""
    row = max(rows, key=lambda each: each.chain.unpaid, default=None)
    if row is None or not row.chain.unpaid:
        return None
    chain = row.chain
    at_owners = chain.transferred - chain.paid > chain.arrived - chain.transferred
    owner = _slowest_owner(lines.filter(source=row.source), on) if at_owners else None
    return Unpaid(row.source, chain.unpaid, owner)


def _slowest_owner(lines, on: date) -> str | None:
    """The unit whose projects have most money transferred and not paid."""
    sums = _sums(on)
    owned = lines.filter(project__owner_unit__isnull=False).order_by()
    rows = owned.values("project__owner_unit__name").annotate(
        waiting=sums["transferred"] - sums["paid"]
    )
    last = rows.order_by("-waiting", "project__owner_unit__name").first()
    return last["project__owner_unit__name"] if last else None


@dataclass(frozen=True)
class IdleBand:
    """Money that arrived ``low`` to ``high`` days ago (None: no end) and was not transferred."""

    low: int
    high: int | None
    count: int
    amount: Decimal

    @property
    def key(self) -> str:
        return band_key(self.low, self.high)

    @property
    def label(self) -> Any:
        return band_label(self.low, self.high)


@dataclass(frozen=True)
class Idle:
    """到位未拨付, in yuan: in all, by age, and of that older than 90 days."""

    bands: list[IdleBand]
    amount: Decimal
    old_count: int
    old_amount: Decimal


def idle(lines, on: date) -> Idle:
    rows = lines.assistance()
    ranges = {f"from_{low}": (low, high) for low, high in AGES} | {"old": (OLD_FROM, None)}
    for name, (low, high) in ranges.items():
        rows = rows.with_idle(on=on, low=low, high=high, name=name)
    counts = {f"{name}_count": Count("pk", filter=Q(**{f"{name}__gt": 0})) for name in ranges}
    sums = rows.aggregate(
        **counts, **{f"{name}_amount": Sum(name, default=ZERO) for name in ranges}
    )
    bands = [
        IdleBand(low, high, sums[f"from_{low}_count"], sums[f"from_{low}_amount"])
        for low, high in AGES
    ]
    amount = sum((band.amount for band in bands), ZERO)
    return Idle(bands, amount, sums["old_count"], sums["old_amount"])


def arrived_and_paid(projects: Sequence[int], on: date) -> dict[int, tuple[Decimal, Decimal]]:
    """The amounts arrived and paid by the day for each of the projects, in yuan; without projects
    that have no fund line."""
    lines = FundLine.objects.filter(project__in=projects).order_by().values("project")
    sums = _sums(on)
    rows = lines.annotate(arrived=sums["arrived"], paid=sums["paid"])
    return {row["project"]: (row["arrived"], row["paid"]) for row in rows}
