"""`manage.py import_data KIND FILE --programme CODE [--dry-run]`."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from core.actors import IMPORT, acting_as
from core.days import parse_day
from core.importing.preview import result_of
from core.importing.registry import importers
from core.importing.uploads import record_import, sha256_of
from programmes.management.base import kind_of, programme_of


class Command(BaseCommand):
    """Prints the counts, the errors and what was not read as one JSON object. Words for which the
    browser offers choices are errors, unless they were chosen there before. Exit code 0 if all rows
    are valid; 1, with nothing written, otherwise."""

    help = "Import a workbook of one kind (network, projects, months, tasks, needs, funds …)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind")
        parser.add_argument("file", type=Path)
        parser.add_argument("--programme", required=True, help="the programme's code")
        parser.add_argument("--dry-run", action="store_true", help="check, write nothing")
        parser.add_argument(
            "--on",
            type=day_given,
            help="the day of the states in a sheet whose title has no month, as 2024-06-30",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        importer_class = kind_of(options["kind"], importers())
        importer = importer_class(programme_of(options["programme"]))
        importer.on, importer.is_unattended = options["on"], True
        file: Path = options["file"]
        step = _("preview") if options["dry_run"] else _("import")
        with acting_as(IMPORT):
            result = importer.run(file, dry_run=options["dry_run"])
            record_import(importer, file.name, file_sha256(file), result, step=step)
        self.stdout.write(json.dumps(result_of(importer, result), ensure_ascii=False))
        if not result.is_good:
            sys.exit(1)


def day_given(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def file_sha256(file: Path) -> str:
    """Empty for a file that cannot be read."""
    try:
        with file.open("rb") as content:
            return sha256_of(content)
    except OSError:
        return ""
