"""What the helpers give, by kind, helper and township. Each function takes contributions that the
person may see, ``as_of`` a day; quantities are in yuan of money, else in the unit of their kind,
and are added within one unit alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from accounts.models import Unit
from programmes.models import ContributionKind

ZERO = Decimal(0)


@dataclass(frozen=True)
class KindSum:
    """The contributions of a kind; ``given`` of them was given by the day."""

    kind: ContributionKind
    count: int
    planned: Decimal
    given: Decimal

    @property
    def shown_planned(self) -> str:
        return self.kind.shown(self.planned)

    @property
    def shown_given(self) -> str:
        return self.kind.shown(self.given)


@dataclass(frozen=True)
class UnitSums:
    """What a helper gives, or what reaches a township, by kind."""

    unit: Unit
    sums: list[KindSum]


def by_kind(rows: QuerySet) -> list[KindSum]:
    """In the order of the kinds; the list of each is ``rows.filter(kind=…)``."""
    groups = {group.pop("kind"): group for group in _sums(rows, "kind")}
    kinds = ContributionKind.objects.filter(pk__in=groups)
    return [KindSum(kind, **groups[kind.pk]) for kind in kinds]


def by_helper(rows: QuerySet) -> list[UnitSums]:
    """By name: helpers are never ranked; the list of each is ``rows.filter(helper=…)``."""
    return _by_unit(rows, "helper")


def by_township(rows: QuerySet) -> list[UnitSums]:
    """Of those that name a township; the list of each is ``rows.filter(township=…)``."""
    return _by_unit(rows.exclude(township=None), "township")


def _by_unit(rows: QuerySet, name: str) -> list[UnitSums]:
    groups = list(_sums(rows, name, "kind"))
    kinds = ContributionKind.objects.filter(pk__in={group["kind"] for group in groups})
    units = Unit.objects.filter(pk__in={group[name] for group in groups}).order_by("name")
    found = {(group.pop(name), group.pop("kind")): group for group in groups}
    return [
        UnitSums(
            unit,
            [KindSum(one, **found[unit.pk, one.pk]) for one in kinds if (unit.pk, one.pk) in found],
        )
        for unit in units
    ]


def _sums(rows: QuerySet, *names: str) -> Iterable[dict[str, Any]]:
    return (
        rows.order_by()
        .values(*names)
        .annotate(
            count=Count("pk"),
            planned=Sum("planned_all", default=ZERO),
            given=Sum("given_then", default=ZERO),
        )
    )


def by_measure(sums: Iterable[KindSum], name: str) -> list[str]:
    """The sums of ``planned`` or ``given`` by unit of measure: 4,960.00万元, 300人; a unit of which
    there is none is left out."""
    by_unit: dict[str, tuple[ContributionKind, Decimal]] = {}
    for one in sums:
        _kind, before = by_unit.get(one.kind.unit, (one.kind, ZERO))
        by_unit[one.kind.unit] = one.kind, before + getattr(one, name)
    return [kind.with_unit(total) for kind, total in by_unit.values() if total]
