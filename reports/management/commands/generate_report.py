"""`manage.py generate_report monthly 2024-06 --programme mabian --to DIR`."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.actors import SETUP, acting_as
from core.files.durable import SHARED, write_durably
from core.periods import Period
from programmes.management.base import programme_of
from programmes.models import Programme
from reports import services
from reports.choices import ReportKind, RunStatus
from reports.models import ReportRun
from reports.renderers import files

TIMEOUT = 120  # seconds to wait for a worker that has claimed the same run


class Command(BaseCommand):
    help = "Make (or find, where no figure changed) the report of a period and copy its files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help="monthly, quarterly or yearly")
        parser.add_argument("period", help="2024-06, 2024-Q2 or 2024")
        parser.add_argument("--programme", required=True, help="code of the programme")
        parser.add_argument("--to", required=True, type=Path, help="folder for the two files")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = _kind(options["kind"])
        period = _period(options["period"])
        programme = programme_of(options["programme"])
        with acting_as(SETUP):
            run = _generate(programme, kind, period)
        self.stdout.write(_describe(run))
        for path in _copy_files(run, options["to"]):
            self.stdout.write(str(path))


def _kind(text: str) -> ReportKind:
    if text not in ReportKind.values:
        raise CommandError(
            _("“%(text)s” is no kind of report: write monthly, quarterly or yearly.")
            % {"text": text}
        )
    return ReportKind(text)


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise CommandError(str(error)) from error


def _generate(programme: Programme, kind: ReportKind, period: Period) -> ReportRun:
    """Generate the run, or wait for the worker that has claimed it."""
    try:
        run = services.renew(programme, kind, period)
    except services.Refused as error:
        raise CommandError(str(error)) from error
    services.generate(run)
    deadline = time.monotonic() + TIMEOUT
    run.refresh_from_db()
    while run.status in (RunStatus.PENDING, RunStatus.RUNNING) and time.monotonic() < deadline:
        time.sleep(0.5)
        run.refresh_from_db()
    if not run.is_done:
        raise CommandError(
            _("Revision %(revision)s is not made: %(why)s")
            % {"revision": run.revision, "why": run.failure or run.get_status_display()}
        )
    return run


def _describe(run: ReportRun) -> str:
    run = ReportRun.objects.with_state().get(pk=run.pk)
    words = {"title": run.title, "revision": run.revision, "state": run.state_text}
    return _("%(title)s, revision %(revision)s, %(state)s") % words


def _copy_files(run: ReportRun, folder: Path) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_copy(run, name, folder) for name in sorted(run.files)]
    except OSError as error:
        raise CommandError(
            _("The files cannot be written to %(folder)s: %(why)s")
            % {"folder": folder, "why": error.strerror}
        ) from error
    except files.DamagedFile as error:
        raise CommandError(
            _("The stored file %(name)s is not what was made.") % {"name": error}
        ) from error


def _copy(run: ReportRun, name: str, folder: Path) -> Path:
    target = folder / run.download_name(name)
    write_durably(target, files.read(run, name), SHARED)
    return target
