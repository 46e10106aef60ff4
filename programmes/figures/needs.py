"""Counts of needs, in all and by township and category. Each function takes needs that the person
may see, without annotations; amounts are in yuan."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from accounts.models import Unit
from programmes.choices import Urgency
from programmes.models import Membership, NeedCategory

ZERO = Decimal(0)


@dataclass(frozen=True)
class NeedCounts:
    """``answered`` have a link to what answers them; ``unstated`` have no amount; ``amount`` is the
    sum of the others in yuan."""

    total: int
    urgent: int
    answered: int
    amount: Decimal
    unstated: int


def need_counts(needs) -> NeedCounts:
    return NeedCounts(**needs.with_answer().aggregate(**_need_counts()))


def need_states(needs, on: date) -> Counter[str]:
    """The number of needs in each state of the day."""
    return Counter(needs.known(on=on).with_state(on).values_list("state_then", flat=True))


def _need_counts() -> dict[str, Any]:
    """Of needs ``with_answer``."""
    return {
        "total": Count("pk"),
        "urgent": Count("pk", filter=Q(urgency=Urgency.HIGH)),
        "answered": Count("pk", filter=Q(is_answered=True)),
        "unstated": Count("pk", filter=Q(amount__isnull=True)),
        # Last: an aggregate's name hides the field from later aggregates.
        "amount": Sum("amount", default=ZERO),
    }


@dataclass(frozen=True)
class GridRow:
    """A township's needs, one count for each category of the grid."""

    township: Unit
    counts: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class NeedGrid:
    """Townships × categories; ``counts`` cover all needs of the grid."""

    categories: list[NeedCategory]
    rows: list[GridRow]
    counts: NeedCounts

    @property
    def totals(self) -> list[int]:
        """The needs of each category over all townships."""
        columns = range(len(self.categories))
        return [sum(row.counts[column] for row in self.rows) for column in columns]


def need_grid(needs, programme) -> NeedGrid:
    """All townships of the programme, and other units with needs, by all categories."""
    rows = needs.order_by().with_answer().values("township", "category")
    groups = rows.annotate(**_need_counts())
    found = {(group.pop("township"), group.pop("category")): group for group in groups}
    categories = list(NeedCategory.objects.of(programme))
    rows = [
        GridRow(unit, [_count(found, unit, category) for category in categories])
        for unit in _townships(programme, [township for township, _category in found])
    ]
    return NeedGrid(categories, rows, _added(found.values()))


def _count(found, unit: Unit, category: NeedCategory) -> int:
    return found[unit.pk, category.pk]["total"] if (unit.pk, category.pk) in found else 0


def _townships(programme, stated: list[int]):
    """In the order of the network; units outside of it come last."""
    places = Membership.objects.of(programme)
    listed = Q(pk__in=places.townships().order_by().values("unit")) | Q(pk__in=stated)
    place = Subquery(places.filter(unit=OuterRef("pk")).values("position")[:1])
    return Unit.objects.filter(listed).annotate(place=place).order_by("place", "name")


def _added(groups) -> NeedCounts:
    names = [field.name for field in fields(NeedCounts)]
    counts = {name: sum(group[name] for group in groups) for name in names}
    return NeedCounts(**counts | {"amount": counts["amount"] + ZERO})
