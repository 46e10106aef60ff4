"""Making a report: claim the run, read the content, write the files, publish."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from core.periods import Period
from programmes.models import Programme
from reports.renderers import files
from reports.choices import ReportKind, RunStatus
from reports.content import build
from reports.models import ReportRun
from reports.renderers.word import render_docx
from reports.renderers.excel import render_xlsx
from reports.services.scheduling import is_to_be_approved
from reports.services.notices import notify_ready

LEASE = timedelta(minutes=3)  # a killed worker holds a run no longer; who is slower loses it
ATTEMPTS = 5


class Refused(Exception):
    """What was asked is not possible; the message says why."""


def produce(run: ReportRun) -> bool:
    """Make the content and both files of a waiting run; False where another makes it, made it,
    or took it over meanwhile. What goes wrong is noted on the run and raised."""
    attempt = claim(run)
    if attempt is None:
        return False
    try:
        content = read_content(run.programme, ReportKind(run.kind), run.period, run.as_of)
        made = render(run, content, f"draft-{attempt}", draft=True)
    except Exception as error:
        _give_back(run, attempt, error)
        raise
    return _publish(run, attempt, content, made)


@transaction.atomic
def claim(run: ReportRun) -> int | None:
    """Take a waiting run for the time of a lease: the number of this attempt, or None."""
    free = ReportRun.objects.waiting().filter(pk=run.pk, attempt__lt=ATTEMPTS)
    taken = free.update(
        status=RunStatus.RUNNING, attempt=F("attempt") + 1, lease_until=Now() + LEASE
    )
    if not taken:
        return None
    return ReportRun.objects.values_list("attempt", flat=True).get(pk=run.pk)


def read_content(programme: Programme, kind: ReportKind, period: Period, on) -> dict:
    with snapshot():
        return build(programme, kind, period, on)


@contextmanager
def snapshot() -> Iterator[None]:
    """All reads see one moment, and nothing is written. Inside a transaction that is already
    open, that one's view is used."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def fingerprint(content: dict) -> str:
    """The same for the same figures and words, on whatever day they were read."""
    lasting = {key: value for key, value in content.items() if key != "as_of"}
    text = json.dumps(lasting, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def render(run: ReportRun, content: dict, stem: str, *, draft: bool) -> dict[str, str]:
    """Write both files; their names and sha256."""
    made = {
        f"{stem}.docx": render_docx(content, draft=draft),
        f"{stem}.xlsx": render_xlsx(content, draft=draft),
    }
    return {name: files.write(run, name, files.fixed_zip(data)) for name, data in made.items()}


def _give_back(run: ReportRun, attempt: int, error: Exception) -> None:
    spent = attempt >= ATTEMPTS
    _mine(run, attempt).update(
        status=RunStatus.FAILED if spent else RunStatus.PENDING,
        lease_until=None,
        failure=f"{type(error).__name__}: {error}"[:300],
    )


def _mine(run: ReportRun, attempt: int):
    """The run while this attempt still holds it: who comes late changes nothing."""
    return ReportRun.objects.filter(pk=run.pk, status=RunStatus.RUNNING, attempt=attempt)


def _publish(run: ReportRun, attempt: int, content: dict, made: dict[str, str]) -> bool:
    if not _store(run, attempt, content, made):
        files.discard(run, made)
        return False
    files.keep_only(run, made)
    return True


@transaction.atomic
def _store(run: ReportRun, attempt: int, content: dict, made: dict[str, str]) -> bool:
    """The run is done, and who approves it is told so: both or neither."""
    stored = _mine(run, attempt).update(
        status=RunStatus.DONE,
        content=content,
        content_hash=fingerprint(content),
        files=made,
        failure="",
        lease_until=None,
        finished_at=Now(),
        version=F("version") + 1,
    )
    if stored and is_to_be_approved(run):
        notify_ready(run)
    return bool(stored)


@transaction.atomic
def restore_files(run: ReportRun) -> ReportRun:
    """Make files that were lost or damaged again, from the stored content. Raises Refused where
    those of an approved report would not become what was approved."""
    run = ReportRun.objects.select_for_update(of=["self"]).get(pk=run.pk)
    if not run.is_done or all(files.is_sound(run, name) for name in run.files):
        return run
    stem = next(iter(run.files)).rpartition(".")[0]
    made = render(run, run.content, stem, draft=run.is_draft)
    if not run.is_draft and made != run.files:
        raise Refused(_("The approved files are lost: only a backup brings them back."))
    run.files = made
    run.save(update_fields=["files", "updated_at"])
    return run


def fail_spent_runs() -> int:
    """Give up runs whose last attempt fell silent; returns how many."""
    spent = ReportRun.objects.waiting().filter(attempt__gte=ATTEMPTS)
    return spent.update(
        status=RunStatus.FAILED, lease_until=None, failure=_("The last attempt fell silent.")
    )
