"""What the forms of a project offer to choose from: the programme's own catalogues and units."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import Unit
from programmes.choices import Tier
from programmes.models import Membership, Programme
from programmes.people import units_of
from projects.models import FinancingSource


def rows_for(programme: Programme, model: Any) -> QuerySet:
    """The programme's rows of a catalogue, or its units."""
    if model is None or model is Unit:
        return units_of(programme)
    return model._default_manager.filter(programme=programme)


def townships_of(programme: Programme) -> QuerySet[Unit]:
    members = Membership.objects.of(programme).filter(tier=Tier.TOWNSHIP)
    return Unit.objects.filter(pk__in=members.values("unit"))


def sources_of(programme: Programme) -> list[FinancingSource]:
    return list(FinancingSource.objects.of(programme))


def names_of(keys: list[str]) -> str:
    """Units by their keys, in words."""
    return "、".join(str(unit) for unit in Unit.objects.filter(pk__in=keys))
