"""Granting and revoking roles."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from accounts.services import end_sessions
from core.records import require_version
from programmes.choices import HELPER_TIERS, RoleName, Tier
from programmes.models import Membership, Programme, Role

# Exclude each other and every other role: separation of duties (三员分立).
SEPARATED_ROLES = {RoleName.SYSTEM_ADMIN, RoleName.SECURITY_ADMIN, RoleName.AUDITOR}
# The tiers whose people may have these roles, where their unit is in the network.
TIERS_OF_ROLE: dict[str, tuple[Tier, ...]] = {
    RoleName.HELPER_REPORTER: HELPER_TIERS,
    RoleName.HELPER_VIEWER: HELPER_TIERS,
    RoleName.TOWNSHIP_REPORTER: (Tier.TOWNSHIP,),
}


@transaction.atomic
def grant_role(*, user: User, programme: Programme, name: str, by: User | None = None) -> Role:
    """Grants the role and ends the person's sessions; an existing role stays unchanged.

    ``by`` is the administrator, None for commands. Raises ValidationError for one's own roles,
    for a role that the person's roles exclude, and for one not allowed in their unit.
    """
    _require_another_person(user, by)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    held = set(user.roles.values_list("name", flat=True))
    is_excluded = name in SEPARATED_ROLES and held - {name} or held & SEPARATED_ROLES - {name}
    if is_excluded:
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


@transaction.atomic
def revoke_role(*, role: Role, by: User, version: int | None = None) -> None:
    """Deletes the role and ends the person's sessions. Raises StaleRecord, and ValidationError
    for one's own role."""
    _require_another_person(role.user, by)
    require_version(role, version)
    role.delete()
    end_sessions(role.user)


def _require_another_person(person: User, by: User | None) -> None:
    if by is not None and person.pk == by.pk:
        raise ValidationError(_("Nobody changes their own roles."))


def _require_unit_in_tier(unit: Unit, programme: Programme, name: str) -> None:
    """Helper roles are for people of helpers, township roles for those of townships."""
    places = Membership.objects.of(programme).filter(unit=unit)
    if (
        name in TIERS_OF_ROLE
        and places.exists()
        and not places.filter(tier__in=TIERS_OF_ROLE[name]).exists()
    ):
        words = _("“%(role)s” is no role for people of %(unit)s.")
        raise ValidationError(words % {"role": RoleName(name).label, "unit": unit})
