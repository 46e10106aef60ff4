"""The people of a programme and the units they work for."""

from django.db.models import Q, QuerySet

from accounts.models import Unit, User
from programmes.models import Membership, Programme, Role


def units_of_programme(programme: Programme) -> QuerySet[Unit]:
    """Units of the network, the task force, the leadership, and of people with a role."""
    members = Membership.objects.of(programme).values("unit")
    staff = User.objects.filter(roles__programme=programme).values("unit")
    own = Q(pk__in=[programme.task_force_id, programme.leadership_id])
    return Unit.objects.filter(own | Q(pk__in=members) | Q(pk__in=staff))


def people_of(programme: Programme) -> QuerySet[User]:
    """People with a role in the programme, and people of its units without any role yet."""
    here = Q(pk__in=Role.objects.filter(programme=programme).values("user"))
    nowhere = Q(unit__in=units_of_programme(programme)) & ~Q(pk__in=Role.objects.values("user"))
    return User.objects.filter(here | nowhere)


def is_username_taken(username: str) -> bool:
    """Whether the sign-in name exists, ignoring case."""
    return User.objects.filter(username__iexact=username).exists()
