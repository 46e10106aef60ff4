"""Sums of fund lines. Each figure takes lines that the user may see, without annotations, and the
day; the list behind it uses the same queryset methods.

Only assistance money counts: the task force's working fund is separate (`working_fund`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from core.money import share_of
from funds.choices import PostingKind
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


def totals(lines, on: date) -> Chain:
    return _chain(lines.assistance(), on)


def working_fund(lines, on: date) -> Chain:
    """The task force's own money, which is not assistance."""
    return _chain(lines.filter(source__is_assistance=False), on)


def _chain(lines, on: date) -> Chain:
    return Chain(**lines.aggregate(**_sums(on)))


def sum_chains(rows: list["SourceRow"]) -> Chain:
    """The chain of all sources: equals ``totals`` of the same lines."""
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


@dataclass(frozen=True)
class SourceRow:
    source: FundSource
    chain: Chain


def by_source(lines, on: date) -> list[SourceRow]:
    """The sources of assistance that have lines, in the order of the catalogue."""
    rows = lines.assistance().order_by().values("source")
    found = {row.pop("source"): Chain(**row) for row in rows.annotate(**_sums(on))}
    sources = FundSource.objects.filter(pk__in=found)
    return [SourceRow(source, found[source.pk]) for source in sources]


def band_key(low: int, high: int | None) -> str:
    """The value of a band of days in the list's filter: ``31-90``, ``181-``."""
    return f"{low}-{'' if high is None else high}"


def band_label(low: int, high: int | None) -> Any:
    if high is None:
        return _("more than %(days)s days") % {"days": low - 1}
    return _("%(low)s to %(high)s days") % {"low": low, "high": high}


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
