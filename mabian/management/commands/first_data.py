"""`manage.py first_data [--empty]`: load the sample into a new database, once."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from core.audit.services import seal
from mabian.database import query

DATABASE_ID = """
SELECT system_identifier || '/' || oid FROM pg_control_system(), pg_database
WHERE datname = current_database()
"""
SAMPLE, EMPTY = "sample", "empty"


class Command(BaseCommand):
    help = "Load the sample into a new database, or remember that it starts empty."
    # The set-up's first connection as the application: a role with too many rights ends it here.
    requires_system_checks = [Tags.database]

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        return {**super().get_check_kwargs(options), "databases": ["default"]}

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--empty", action="store_true")

    def handle(self, *args: Any, empty: bool, **options: Any) -> None:
        """Apply the first choice for a database; later choices change nothing."""
        choices = stored_choices()
        if database_id() in choices:
            self.explain(choices[database_id()], empty)
        else:
            load_first_data(empty)
            store_choice(EMPTY if empty else SAMPLE)

    def explain(self, choice: str, empty: bool) -> None:
        """Print that a later --empty removes nothing."""
        if empty and choice == SAMPLE:
            self.stdout.write(
                "This database was set up with the sample; --empty removes nothing."
                " 样例数据保留，删除用：manage.py remove_illustrative"
            )


def load_first_data(empty: bool) -> None:
    if not empty and "load_sample" in get_commands():
        call_command("load_sample")
        # Sealed at once, without waiting for a worker.
        seal()


def store_choice(choice: str) -> None:
    """Store the first choice: a restored database never gets the sample."""
    choices_file().write_text(json.dumps({database_id(): choice, **stored_choices()}, indent=1))


def choices_file() -> Path:
    """The file with the first choice for each database."""
    return Path(settings.DATA_DIR) / "beginnings.json"


def stored_choices() -> dict[str, str]:
    return dict(json.loads(choices_file().read_text())) if choices_file().exists() else {}


def database_id() -> str:
    """Identifies this database for its lifetime, at whatever address."""
    return str(query(DATABASE_ID)[0][0])
