"""What the forms of a project offer to choose from: the programme's own catalogues and units."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Unit
from programmes.choices import Tier
from programmes.figures.people import units_of_programme
from programmes.models import Membership, Programme
from projects.models import FinancingSource, Project

ORDER = Tier.values


def rows_for(programme: Programme, model: Any) -> QuerySet:
    """The programme's rows of a catalogue, or its units."""
    if model is None or model is Unit:
        return units_of_programme(programme)
    return model._default_manager.filter(programme=programme)


def townships_of(programme: Programme) -> QuerySet[Unit]:
    members = Membership.objects.of(programme).filter(tier=Tier.TOWNSHIP)
    return Unit.objects.filter(pk__in=members.values("unit"))


def helping_units(programme: Programme, project: Project | None) -> QuerySet[Unit]:
    """The programme's units; one that has left it stays where the project names it."""
    units = units_of_programme(programme)
    if project is None:
        return units
    return units | Unit.objects.filter(pk__in=project.supporting_units.values("pk"))


def helpers_by_channel(programme: Programme, units: Any) -> list[tuple[str, list]]:
    """The units as they stand in the network: helpers by tier and channel, then the county's own;
    last those without a place in it. A group is its title, and key and name of each unit."""
    rest = dict(units.values_list("pk", "name"))
    members = Membership.objects.of(programme).filter(unit__in=rest)
    groups: dict[str, list] = {}
    for one in sorted(members, key=lambda one: (ORDER.index(one.tier), one.position)):
        groups.setdefault(_title(one), []).append((one.unit_id, rest.pop(one.unit_id)))
    return [*groups.items(), *([(_("others"), list(rest.items()))] if rest else [])]


def _title(one: Membership) -> str:
    tier = one.get_tier_display()
    return f"{tier} {one.channel}" if one.is_helper else tier


def sources_of(programme: Programme) -> list[FinancingSource]:
    return list(FinancingSource.objects.of(programme))


def names_of(keys: list[str]) -> str:
    """Units by their keys, in words."""
    return "、".join(str(unit) for unit in Unit.objects.filter(pk__in=keys))
