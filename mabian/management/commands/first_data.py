"""`manage.py first_data [--empty]`: the sample into a new database, once, if it is wanted."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection

from core.audit.services import seal

SAMPLE, EMPTY = "sample", "empty"


class Command(BaseCommand):
    help = "Load the sample into a new database, or remember that it starts empty."
    # The set-up's first sign-in as the application: a role with too many rights ends it here.
    requires_system_checks = [Tags.database]

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        return {**super().get_check_kwargs(options), "databases": ["default"]}

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--empty", action="store_true")

    def handle(self, *args: Any, empty: bool, **options: Any) -> None:
        """Ask once for each database; afterwards the first answer stands."""
        kinds = remembered()
        if name() in kinds:
            self.remind(kinds[name()], empty)
        else:
            begin(empty)
            remember(EMPTY if empty else SAMPLE)

    def remind(self, kind: str, empty: bool) -> None:
        """Nothing is removed by a later --empty: that is a decision of its own."""
        if empty and kind == SAMPLE:
            self.stdout.write(
                "This database was set up with the sample; --empty removes nothing."
                " 样例数据保留，删除用：manage.py remove_illustrative"
            )


def begin(empty: bool) -> None:
    if not empty and "load_sample" in get_commands():
        call_command("load_sample")
        # Nobody has to wait for a worker to have it sealed.
        seal()


def remember(kind: str) -> None:
    """The first answer stands: a restored database is never filled with the sample."""
    book().write_text(json.dumps({name(): kind, **remembered()}, indent=1))


def book() -> Path:
    """The file that says of each database how it began."""
    return Path(settings.DATA_DIR) / "beginnings.json"


def remembered() -> dict[str, str]:
    return dict(json.loads(book().read_text())) if book().exists() else {}


def name() -> str:
    """This database for as long as it exists, wherever its server listens today."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier || '/' || oid FROM pg_control_system(), pg_database"
            " WHERE datname = current_database()"
        )
        return str(cursor.fetchone()[0])
