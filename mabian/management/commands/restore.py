"""`manage.py restore FILE [--replace]`: what `backup` wrote, in the place of what is there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.actors import SETUP, acting_as
from core.audit.services import record_event
from core.choices import EventKind
from mabian.backup import Refused
from mabian.backup.restore import restore_archive
from mabian.management.commands import first_data


class Command(BaseCommand):
    help = "Put the archive FILE into an empty database; with --replace into any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="give up what is there 覆盖")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            found = restore_archive(file.absolute(), Path(settings.MEDIA_ROOT), replace=replace)
        except Refused as error:
            raise CommandError(str(error)) from error
        first_data.store_choice(first_data.EMPTY)
        with acting_as(SETUP):
            record_event(EventKind.RESTORE, about=file.name, made_at=found.created_at)
        rows = sum(table["rows"] for table in found.tables.values())
        self.stdout.write(
            f"{rows} rows and {len(found.files)} files of {found.created_at};"
            " everybody signs in anew 恢复完成"
        )
