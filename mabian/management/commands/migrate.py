"""`manage.py migrate`: Django's command, followed by the grants of the application's role.

A database of an earlier version is refused before anything is changed.
"""

import logging
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands import migrate

from mabian import earlier_versions, environment, rights

log = logging.getLogger(__name__)
SINGLE_ROLE_WARNING = (
    "One role owns the tables and does the daily work, so it could change the record of it:"
    " name the owner in DATABASE_OWNER_URL and a role of its own in DATABASE_URL."
)


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if earlier_versions.is_earlier_database(options["database"]):
            raise CommandError(earlier_versions.DATABASE_REFUSED)
        super().handle(*args, **options)
        if options.get("plan"):
            return
        if settings.APPLICATION_ROLE:
            grant(settings.APPLICATION_ROLE)
        else:
            log.warning(SINGLE_ROLE_WARNING)


def grant(role: str) -> None:
    """Grant the rights to the role, created where it is missing and the owner may create roles."""
    if not rights.exists(role):
        if not rights.may_create_roles():
            raise CommandError(f"There is no role {role}: CREATE ROLE {role} LOGIN PASSWORD '…'.")
        rights.create(role, environment.database_settings("DATABASE_URL")["PASSWORD"])
    rights.grant(role)
