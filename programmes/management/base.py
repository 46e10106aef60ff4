"""Base of the import commands: arguments, actor, result as one JSON object, exit code."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.actors import IMPORT, acting_as
from core.importing.files import sha256_of, tell_of
from core.importing.importer import Importer
from programmes.models import Programme


def programme_of(code: str) -> Programme:
    """The programme with the code; CommandError with the known codes if there is none."""
    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        codes = ", ".join(Programme.objects.values_list("code", flat=True)) or "—"
        message = _("There is no programme “%(code)s”. Known: %(codes)s.")
        raise CommandError(message % {"code": code, "codes": codes})
    return programme


def file_sha256(file: Path) -> str:
    """Empty for a file that cannot be read."""
    try:
        with file.open("rb") as content:
            return sha256_of(content)
    except OSError:
        return ""


class ImportCommand(BaseCommand):
    """Exit code 0 if all rows are valid; 1, with nothing written, otherwise."""

    importer: ClassVar[type[Importer]]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--programme", required=True, help="the programme's code")
        parser.add_argument("--dry-run", action="store_true", help="check, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        importer = self.importer(programme_of(options["programme"]))
        file: Path = options["file"]
        step = _("preview") if options["dry_run"] else _("import")
        with acting_as(IMPORT):
            result = importer.run(file, dry_run=options["dry_run"])
            tell_of(importer, file.name, file_sha256(file), result, step=step)
        self.stdout.write(result.as_json())
        if not result.is_good:
            sys.exit(1)
