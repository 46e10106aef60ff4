"""`manage.py export_data KIND --programme CODE|--all --to FILE.xlsx|.csv [--month 2024-06]
[--layout canonical]`."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.actors import EXPORT, acting_as
from core.audit.services import record_event_by_programme
from core.choices import EventKind
from core.files.durable import SHARED, durable_file
from core.files.exporters import TYPES
from core.importing.registry import exporters
from core.periods import Period
from programmes.management.base import kind_of, month_of, programme_of
from programmes.models import Programme


def all_rows(model: Any) -> Any:
    return model.objects.all()


class Command(BaseCommand):
    help = "Export the records of a kind, in the columns in which they can be imported again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind")
        programmes = parser.add_mutually_exclusive_group(required=True)
        programmes.add_argument("--programme", help="the programme's code")
        programmes.add_argument("--all", action="store_true", help="all programmes in one file")
        parser.add_argument("--to", required=True, type=Path, help="FILE.xlsx or FILE.csv")
        parser.add_argument("--month", help="2024-06; default: the last month that has ended")
        parser.add_argument("--layout", help="projects: ledger or canonical")

    def handle(self, *args: Any, **options: Any) -> None:
        exporter, file = kind_of(options["kind"], exporters()), options["to"]
        month, layout = month_of(options["month"]), options["layout"]
        file_type = file.suffix.removeprefix(".")
        if file_type not in TYPES:
            raise CommandError(_("Write FILE.xlsx or FILE.csv."))
        if layout and (options["all"] or layout not in exporter.layouts):
            raise CommandError(_("There is no layout “%(layout)s” here.") % {"layout": layout})
        with acting_as(EXPORT):
            if options["all"]:
                month, programmes = month or last_ended_month(), Programme.objects.order_by("pk")
                with new_file(file) as out:
                    counts = exporter.write_all(out, file_type, programmes, all_rows, month)
            else:
                programme = programme_of(options["programme"])
                month = month_within(programme, month or programme.last_ended_month())
                one = exporter(programme, all_rows, month, layout or "")
                with new_file(file) as out:
                    counts = {programme.pk: one.write(out, file_type)}
            rows = {programme: {"rows": count} for programme, count in counts.items()}
            details = {"format": file_type, "layout": layout or "", "month": str(month)}
            record_event_by_programme(EventKind.EXPORT, rows, about=file.name, **details)
        self.stdout.write(f"{file} {sum(counts.values())}")


def last_ended_month() -> Period:
    """Of the programme whose today is the latest."""
    days = [programme.today() for programme in Programme.objects.all()]
    return Period.last_ended(max(days, default=localdate()))


def month_within(programme: Programme, month: Period) -> Period:
    if not programme.start_year <= month.year <= programme.end_year:
        message = _("%(month)s lies outside the programme's years.")
        raise CommandError(message % {"month": month.label()})
    return month


@contextmanager
def new_file(file: Path) -> Iterator[BinaryIO]:
    try:
        with durable_file(file, SHARED) as out:
            yield out
    except OSError as error:
        raise CommandError(f"{file.name}: {error.strerror}") from error
