"""`manage.py export_projects --programme CODE --to FILE.xlsx [--layout …] [--month 2024-06]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.actors import EXPORT, acting_as
from core.audit.services import tell
from core.choices import EventKind
from core.periods import Period
from programmes.commands import programme_of
from projects.exporters import LAYOUTS, last_ended_month, ledger_workbook
from projects.models import Project


class Command(BaseCommand):
    help = "Write the ledger of projects as a workbook that can be imported again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", required=True, help="the programme's code")
        parser.add_argument("--to", required=True, type=Path, help="the workbook to write")
        parser.add_argument("--layout", choices=list(LAYOUTS), default="ledger")
        parser.add_argument("--month", help="2024-06; else the last month that has ended")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = programme_of(options["programme"])
        month = month_of(options["month"]) or last_ended_month(programme)
        if not programme.start_year <= month.year <= programme.end_year:
            message = _("%(month)s lies outside the programme's years.")
            raise CommandError(message % {"month": month.label()})
        projects = Project.objects.of(programme)
        layout, file = options["layout"], options["to"]
        data = ledger_workbook(programme, projects, month, layout=layout)
        try:
            file.write_bytes(data)
        except OSError as error:
            raise CommandError(f"{file.name}: {error.strerror}") from error
        with acting_as(EXPORT):
            told = {"format": "xlsx", "layout": layout, "month": str(month)}
            tell(EventKind.EXPORT, programme=programme, about=file.name, **told)
        self.stdout.write(f"{file} {projects.count()}")


def month_of(text: str | None) -> Period | None:
    try:
        month = Period.parse(text) if text else None
    except ValueError as error:
        raise CommandError(str(error)) from error
    if month and month.kind != "month":
        raise CommandError(_("“%(text)s” is not a month: write 2024-06.") % {"text": text})
    return month
