"""Granting and revoking roles."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from accounts.services import end_sessions
from core.records import require_version
from programmes.choices import HELPER_TIERS, RoleName, Tier
from programmes.models import (
    Membership,
    Programme,
    Role,
)


def grant(*, person: User, programme: Programme, name: str, by: User) -> Role:
    """As ``grant_role``; raises ValidationError for one's own roles too."""
    _not_oneself(person, by)
    return grant_role(user=person, programme=programme, name=name)


@transaction.atomic
def revoke(*, role: Role, by: User, version: int | None = None) -> None:
    """Take the role away and end the person's sessions. Raises StaleRecord, and ValidationError
    for one's own."""
    _not_oneself(role.user, by)
    require_version(role, version)
    role.delete()
    end_sessions(role.user)


def _not_oneself(person: User, by: User) -> None:
    if person.pk == by.pk:
        raise ValidationError(_("Nobody changes their own roles."))


SEPARATED_ROLES = {RoleName.SYSTEM_ADMIN, RoleName.SECURITY_ADMIN, RoleName.AUDITOR}


# Whose people these roles are for, where the network knows their unit.
TIERS_OF_ROLE: dict[str, tuple[Tier, ...]] = {
    RoleName.HELPER_REPORTER: HELPER_TIERS,
    RoleName.HELPER_VIEWER: HELPER_TIERS,
    RoleName.TOWNSHIP_REPORTER: (Tier.TOWNSHIP,),
}


@transaction.atomic
def grant_role(*, user: User, programme: Programme, name: str) -> Role:
    """Give the person the role, and end their sessions; a role that they hold already stays as
    it is.

    System administrator, security administrator and auditor exclude each other and every other
    role (三员分立); raises ValidationError where the person holds one that does not go with it, or
    where the role is not for people of their unit.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    held = set(user.roles.values_list("name", flat=True))
    apart = name in SEPARATED_ROLES and held - {name} or held & SEPARATED_ROLES - {name}
    if apart:
        raise ValidationError(_("%(user)s holds a role that excludes this one.") % {"user": user})
    _require_unit_in_tier(user.unit, programme, name)
    role = Role(user=user, programme=programme, name=name)
    role.full_clean(
        exclude=["user", "programme"], validate_unique=False, validate_constraints=False
    )
    role, created = Role.objects.get_or_create(user=user, programme=programme, name=name)
    if created:
        end_sessions(user)
    return role


def _require_unit_in_tier(unit: Unit, programme: Programme, name: str) -> None:
    """A helper's roles are for people of helpers, a township's for those of townships."""
    places = Membership.objects.of(programme).filter(unit=unit)
    if (
        name in TIERS_OF_ROLE
        and places.exists()
        and not places.filter(tier__in=TIERS_OF_ROLE[name]).exists()
    ):
        words = _("“%(role)s” is no role for people of %(unit)s.")
        raise ValidationError(words % {"role": RoleName(name).label, "unit": unit})
