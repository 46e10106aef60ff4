"""`manage.py export_projects --programme CODE --to FILE.xlsx [--layout …] [--month 2024-06]`, and
`--all --to FILE.csv|FILE.xlsx`: the list of the projects of every programme."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.actors import EXPORT, acting_as
from core.audit.services import record_event
from core.choices import EventKind
from core.files.durable import SHARED, durable_file
from core.files.exporters import TYPES
from core.periods import Period
from programmes.management.base import programme_of
from programmes.models import Programme
from projects.cross_programme_export import cross_programme_chunks, record_cross_programme_export
from projects.exporters import LAYOUTS, last_ended_month, ledger_workbook
from projects.models import Project


class Command(BaseCommand):
    help = "Write projects as a file: a ledger that can be imported again, or a list of all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        of = parser.add_mutually_exclusive_group(required=True)
        of.add_argument("--programme", help="the programme's code: writes its ledger")
        of.add_argument("--all", action="store_true", help="writes the list of every programme")
        parser.add_argument("--to", required=True, type=Path, help="the file to write")
        parser.add_argument("--layout", choices=list(LAYOUTS), help="of the ledger")
        parser.add_argument("--month", help="2024-06; else the last month that has ended")

    def handle(self, *args: Any, **options: Any) -> None:
        month, file = month_of(options["month"]), options["to"]
        with acting_as(EXPORT):
            if options["all"]:
                number = self.write_all(file, month, options["layout"])
            else:
                programme = programme_of(options["programme"])
                number = self.write_ledger(file, programme, month, options["layout"] or "ledger")
        self.stdout.write(f"{file} {number}")

    def write_all(self, file: Path, month: Period | None, layout: str | None) -> int:
        """The number of projects."""
        kind = file.suffix.removeprefix(".")
        if kind not in TYPES or layout:
            raise CommandError(
                _("All projects are a list: write FILE.csv or FILE.xlsx, no layout.")
            )
        day = max((programme.today() for programme in Programme.objects.all()), default=localdate())
        month = month or Period.last_ended(day)
        projects = Project.objects.all()
        write(file, cross_programme_chunks(projects, month, kind, on=month.as_of(day)))
        return record_cross_programme_export(projects, month, kind, file.name)

    def write_ledger(
        self, file: Path, programme: Programme, month: Period | None, layout: str
    ) -> int:
        month = month or last_ended_month(programme)
        if not programme.start_year <= month.year <= programme.end_year:
            message = _("%(month)s lies outside the programme's years.")
            raise CommandError(message % {"month": month.label()})
        projects = Project.objects.of(programme)
        write(file, [ledger_workbook(programme, projects, month, layout=layout)])
        told = {"format": "xlsx", "layout": layout, "month": str(month)}
        record_event(EventKind.EXPORT, programme=programme, about=file.name, **told)
        return projects.count()


def write(file: Path, pieces: Iterable[bytes]) -> None:
    try:
        with durable_file(file, SHARED) as out:
            out.writelines(pieces)
    except OSError as error:
        raise CommandError(f"{file.name}: {error.strerror}") from error


def month_of(text: str | None) -> Period | None:
    try:
        month = Period.parse(text) if text else None
    except ValueError as error:
        raise CommandError(str(error)) from error
    if month and month.kind != "month":
        raise CommandError(_("“%(text)s” is not a month: write 2024-06.") % {"text": text})
    return month
