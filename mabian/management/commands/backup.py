"""`manage.py backup FILE`: the database and the files of people in one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.actors import SETUP, acting_as
from core.audit.services import record_event
from core.choices import EventKind
from mabian.backup import Refused
from mabian.backup.writer import write_archive


class Command(BaseCommand):
    help = "Write the database and all files into FILE, a tar that script/restore reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            contents = write_archive(file.absolute(), Path(settings.MEDIA_ROOT))
        except Refused as error:
            raise CommandError(str(error)) from error
        with acting_as(SETUP):
            record_event(EventKind.BACKUP, about=file.name)
        rows = sum(table["rows"] for table in contents.tables.values())
        self.stdout.write(
            f"{file}: {rows} rows of {len(contents.tables)} tables,"
            f" {len(contents.files)} files 备份完成"
        )
