"""What the database must promise where the application does not sign in as the tables' owner, and
what a server behind a proxy must be told."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection

# A role that may switch triggers off, or becomes one that may, could change what they keep.
ROLE = """
SELECT rolsuper, rolbypassrls,
       EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid),
       EXISTS (SELECT FROM pg_class WHERE relowner <> pg_roles.oid
               AND relnamespace = 'public'::regnamespace
               AND pg_has_role(current_user, relowner, 'MEMBER')),
       rolcreaterole,
       has_schema_privilege('public', 'CREATE') OR has_database_privilege(
           current_database(), 'CREATE, TEMPORARY')
FROM pg_roles WHERE rolname = current_user
"""
TOO_MUCH = [
    "is a superuser",
    "has BYPASSRLS",
    "owns tables",
    "is a member of the tables' owner",
    "may make roles",
    "may make tables",
]
# As this session sees them, so what is set for the role or the database alone counts too.
PROMISES = """
SELECT name FROM pg_settings
WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')
  AND setting NOT IN ('on', 'remote_apply')
"""


@register(Tags.database)
def application_role(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Errors for a role with too many rights and for a server that may lose what it confirmed."""
    if not databases or not settings.APPLICATION_ROLE or is_owners_visit():
        return []
    return [*role_errors(), *promise_errors()]


def is_owners_visit() -> bool:
    """Whether this process came for migrations, as another role than the application's."""
    return bool(connection.settings_dict["USER"] != settings.APPLICATION_ROLE)


def role_errors() -> list[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        found = dict(zip(TOO_MUCH, cursor.fetchone(), strict=True))
    return [
        Error(f"The role in DATABASE_URL {what}; it must not.", id=f"mabian.E00{number}")
        for number, (what, wrong) in enumerate(found.items(), start=1)
        if wrong
    ]


def promise_errors() -> list[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute(PROMISES)
        names = [name for (name,) in cursor.fetchall()]
    return [
        Error(f"{name} is off: confirmed rows can be lost.", id="mabian.E010") for name in names
    ]


@register(Tags.security, deploy=True)
def proxies(**kwargs: Any) -> list[CheckMessage]:
    """A warning where a proxy ends TLS and nobody said which one: all people would count as one
    address, and one who guesses passwords would shut out everybody."""
    if not settings.HTTPS or settings.TRUSTED_PROXIES:
        return []
    return [Warning("HTTPS is on and TRUSTED_PROXIES is empty: name the proxy.", id="mabian.W020")]
