"""Whose scores a person reads: of the whole county, or of their own unit."""

from typing import Any

from django.db.models import QuerySet

from programmes.models import Membership, Programme
from programmes.scopes import programmes_read_whole
from supervision.choices import ScoreGroup


def scored_members(user: Any, programme: Programme) -> QuerySet[Membership]:
    """The members of the scored groups whose score the person reads: all for whoever reads the
    programme whole, else that of their unit."""
    members = Membership.objects.visible_to(user).of(programme)
    members = members.filter(tier__in=ScoreGroup.values).select_related("unit")
    is_whole = programme.pk in programmes_read_whole(user)
    return members if is_whole else members.filter(unit=user.unit_id)
