"""System checks: the rights of the application's database role, the durability of the database,
and the settings of a server behind a proxy."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection

from mabian.database import query

# A role that may disable triggers, or may become such a role, could change the audit record.
ROLE_RIGHTS = """
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
EXCESSIVE_RIGHTS = [
    "is a superuser",
    "has BYPASSRLS",
    "owns tables",
    "is a member of the tables' owner",
    "may make roles",
    "may make tables",
]
# The session's values, so that settings of the role or the database count too.
UNSAFE_SETTINGS = """
SELECT name FROM pg_settings
WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')
  AND setting NOT IN ('on', 'remote_apply')
"""


@register(Tags.database)
def application_role(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Errors for a role with too many rights and for a server that may lose committed data."""
    if not databases or not settings.APPLICATION_ROLE or runs_as_owner():
        return []
    return [*role_errors(), *durability_errors()]


def runs_as_owner() -> bool:
    """Whether this process signs in as another role than the application's (migrations)."""
    return bool(connection.settings_dict["USER"] != settings.APPLICATION_ROLE)


def role_errors() -> list[CheckMessage]:
    found = dict(zip(EXCESSIVE_RIGHTS, query(ROLE_RIGHTS)[0], strict=True))
    return [
        Error(f"The role in DATABASE_URL {what}; it must not.", id=f"mabian.E00{number}")
        for number, (what, excessive) in enumerate(found.items(), start=1)
        if excessive
    ]


def durability_errors() -> list[CheckMessage]:
    return [
        Error(f"{name} is off: confirmed rows can be lost.", id="mabian.E010")
        for (name,) in query(UNSAFE_SETTINGS)
    ]


@register(Tags.security, deploy=True)
def proxies(**kwargs: Any) -> list[CheckMessage]:
    """A warning where a proxy ends TLS and none is named: all users would share one address, and
    failed sign-ins of one would lock out everybody."""
    if not settings.HTTPS or settings.TRUSTED_PROXIES:
        return []
    return [Warning("HTTPS is on and TRUSTED_PROXIES is empty: name the proxy.", id="mabian.W020")]
