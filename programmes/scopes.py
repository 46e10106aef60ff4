"""Roles of people, and the scope of rows each role reads: the whole programme or one's unit."""

from accounts.models import User
from programmes.choices import RoleName

TASK_FORCE = frozenset({RoleName.CLERK, RoleName.APPROVER})
READS_WHOLE = TASK_FORCE | {RoleName.FINANCE, RoleName.LEADERSHIP}
READS_UNIT = frozenset(
    {
        RoleName.UNIT_REPORTER,
        RoleName.UNIT_REVIEWER,
        RoleName.TOWNSHIP_REPORTER,
        RoleName.HELPER_REPORTER,
        RoleName.HELPER_VIEWER,
    }
)
# Roles that see a helper's lateness; for all others a partner is never late.
SEES_LATENESS = TASK_FORCE | {RoleName.LEADERSHIP}
ADMINISTRATORS = frozenset({RoleName.SYSTEM_ADMIN, RoleName.SECURITY_ADMIN})
HELPERS = frozenset({RoleName.HELPER_REPORTER, RoleName.HELPER_VIEWER})
# The people of the county's own units.
OF_COUNTY_UNITS = READS_UNIT - HELPERS
# Roles that write for the county, read all of it, or administer.
SECOND_FACTOR = READS_WHOLE | {RoleName.AUDITOR, RoleName.SYSTEM_ADMIN, RoleName.SECURITY_ADMIN}


def roles_of(user) -> dict[int, frozenset[str]]:
    """The person's role names by programme id, cached on the user."""
    if not user.is_authenticated or not user.is_active:
        return {}
    if not hasattr(user, "_roles_of"):
        found: dict[int, set[str]] = {}
        for programme_id, name in user.roles.values_list("programme_id", "name"):
            found.setdefault(programme_id, set()).add(name)
        user._roles_of = {key: frozenset(names) for key, names in found.items()}
    return user._roles_of


def cache_roles(user, programmes) -> None:
    """Caches the roles of a user from their programmes, read ``with_roles``."""
    if user.is_authenticated and user.is_active:
        user._roles_of = {one.pk: frozenset(one.role_names) for one in programmes}


def roles_in(user, programme) -> frozenset[str]:
    return roles_of(user).get(programme.pk, frozenset()) if programme else frozenset()


def access_key(user, programme) -> tuple:
    """The person's roles in the programme, and their unit unless they read all of it. People with
    equal keys have the same rights and see the same rows."""
    names = roles_in(user, programme)
    if not names:
        return (), getattr(user, "unit_id", None)
    return tuple(sorted(names)), None if names & READS_WHOLE else user.unit_id


def people_with_role(programme, name: str):
    """The active people with the role in the programme."""
    return User.objects.filter(is_active=True, roles__programme=programme, roles__name=name)


def needs_second_factor(user) -> bool:
    """Whether a role in any programme requires one."""
    return any(names & SECOND_FACTOR for names in roles_of(user).values())


def programmes_with_role(user, names: frozenset[str]) -> list[int]:
    """The ids of the programmes in which the person has one of the roles."""
    return [key for key, held in roles_of(user).items() if held & names]


def programmes_read_whole(user) -> list[int]:
    return programmes_with_role(user, READS_WHOLE)


def programmes_seen_by_unit(user) -> list[int]:
    """The programmes of which the person sees their unit's rows."""
    return programmes_with_role(user, READS_UNIT)


def programmes_read(user) -> list[int]:
    """The programmes of which the person sees any rows."""
    return programmes_with_role(user, READS_WHOLE | READS_UNIT)


def programmes_as_helper(user) -> list[int]:
    """The programmes in which the person works for a helper."""
    return programmes_with_role(user, HELPERS)
