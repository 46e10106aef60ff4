"""The units of a programme as forms offer them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.utils.translation import gettext as _

from accounts.models import Unit
from programmes.choices import Tier
from programmes.figures.people import units_of_programme
from programmes.models import Membership, Programme

ORDER = Tier.values


def offered_units(programme: Programme) -> QuerySet[Unit]:
    """The units of the programme without those that left its network."""
    left = Membership.objects.of(programme).left(on=programme.today())
    return units_of_programme(programme).exclude(pk__in=left.values("unit"))


def townships_of(programme: Programme) -> QuerySet[Unit]:
    members = Membership.objects.of(programme).townships().present(on=programme.today())
    return Unit.objects.filter(pk__in=members.values("unit"))


def helper_units(programme: Programme) -> QuerySet[Unit]:
    """Those that are in the network today."""
    members = Membership.objects.of(programme).helpers().present(on=programme.today())
    return Unit.objects.filter(pk__in=members.values("unit"))


def members_of(programme: Programme) -> QuerySet[Unit]:
    """The units of the network."""
    return Unit.objects.filter(pk__in=Membership.objects.of(programme).values("unit"))


def in_order(members: Iterable[Membership]) -> list[Membership]:
    """Members in the order of the network."""
    return sorted(members, key=lambda one: (ORDER.index(one.tier), one.position))


def by_network(units: QuerySet[Unit], programme: Programme) -> QuerySet[Unit]:
    """The units in the order of the network, last those without a place in it, by name."""
    tier = Case(*(When(tier=tier, then=number) for number, tier in enumerate(ORDER)))
    places = Membership.objects.of(programme).filter(unit=OuterRef("pk"))
    first = places.annotate(number=tier).order_by("number", "position")
    found = {name: Subquery(first.values(name)[:1]) for name in ("number", "position")}
    order = [F(name).asc(nulls_last=True) for name in found]
    return units.annotate(**found).order_by(*order, "name")


def groups_of_units(programme: Programme, units: Any) -> list[tuple[str, list]]:
    """The units in the order of the network: helpers by tier and channel, then the county's own,
    last those without a place in it. A group is its title, and key and name of each unit."""
    rest = dict(units.values_list("pk", "name"))
    members = Membership.objects.of(programme).filter(unit__in=rest)
    groups: dict[str, list] = {}
    for one in in_order(members):
        groups.setdefault(_title(one), []).append((one.unit_id, rest.pop(one.unit_id)))
    return [*groups.items(), *([(_("others"), list(rest.items()))] if rest else [])]


def _title(one: Membership) -> str:
    tier = one.get_tier_display()
    return f"{tier} {one.channel}" if one.is_helper else tier


def is_used_elsewhere(unit: Unit, programme: Programme) -> bool:
    """Whether the unit belongs to another programme as well."""
    others = Programme.objects.exclude(pk=programme.pk)
    return any(units_of_programme(other).filter(pk=unit.pk).exists() for other in others)
