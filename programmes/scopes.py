"""Which programmes a person reads whole, and in which only what concerns their unit."""

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
# Who knows that a helper is late: to all others a partner is never late (product.md).
SEES_LATENESS = TASK_FORCE | {RoleName.LEADERSHIP}
ADMINISTRATORS = frozenset({RoleName.SYSTEM_ADMIN, RoleName.SECURITY_ADMIN})
HELPERS = frozenset({RoleName.HELPER_REPORTER, RoleName.HELPER_VIEWER})
# Whoever writes for the county, sees all of it, or administers.
SECOND_FACTOR = READS_WHOLE | {RoleName.AUDITOR, RoleName.SYSTEM_ADMIN, RoleName.SECURITY_ADMIN}


def roles_of(user) -> dict[int, frozenset[str]]:
    """The person's role names by programme id, read once a request."""
    if not user.is_authenticated or not user.is_active:
        return {}
    if not hasattr(user, "_roles_of"):
        found: dict[int, set[str]] = {}
        for programme_id, name in user.roles.values_list("programme_id", "name"):
            found.setdefault(programme_id, set()).add(name)
        user._roles_of = {key: frozenset(names) for key, names in found.items()}
    return user._roles_of


def cache_roles(user, programmes) -> None:
    """For programmes that were read ``with_roles``: all those in which the person has any."""
    if user.is_authenticated and user.is_active:
        user._roles_of = {one.pk: frozenset(one.role_names) for one in programmes}


def roles_in(user, programme) -> frozenset[str]:
    return roles_of(user).get(programme.pk, frozenset()) if programme else frozenset()


def access_key(user, programme) -> tuple:
    """What decides which rows of a programme a person sees and which rights they have there: their
    roles, and their unit where they do not read all of it. Who has the same sees the same."""
    names = roles_in(user, programme)
    if not names:
        return (), getattr(user, "unit_id", None)
    return tuple(sorted(names)), None if names & READS_WHOLE else user.unit_id


def people_with_role(programme, name: str):
    """Who holds the role in the programme and may sign in."""
    return User.objects.filter(is_active=True, roles__programme=programme, roles__name=name)


def needs_second_factor(user) -> bool:
    """Whether a role in any programme asks for one."""
    return any(names & SECOND_FACTOR for names in roles_of(user).values())


def programmes_with_role(user, names: frozenset[str]) -> list[int]:
    """The programmes in which the person holds one of the roles."""
    return [key for key, held in roles_of(user).items() if held & names]


def programmes_read_whole(user) -> list[int]:
    return programmes_with_role(user, READS_WHOLE)


def programmes_seen_by_unit(user) -> list[int]:
    return [
        key
        for key, names in roles_of(user).items()
        if names & READS_UNIT and not names & READS_WHOLE
    ]


def programmes_read(user) -> list[int]:
    """The programmes of whose rows the person sees any."""
    return programmes_with_role(user, READS_WHOLE | READS_UNIT)


def programmes_as_helper(user) -> list[int]:
    """The programmes in which the person works for a helper."""
    return programmes_with_role(user, HELPERS)
