"""Generating a report: claim the run, read the content, write the files, store the result."""

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
from core.records import require_version
from programmes.models import Programme
from reports.choices import ReportKind, RunStatus
from reports.content import build
from reports.content.edits import edited
from reports.models import ReportRun, RunQuerySet
from reports.renderers import files
from reports.renderers.excel import render_excel
from reports.renderers.word import render_word
from reports.services.notices import notify_failed, notify_ready
from reports.services.scheduling import needs_approval

LEASE = timedelta(minutes=3)  # afterwards another worker may claim the run
ATTEMPTS = 5


class Refused(Exception):
    """The operation is not possible; the message gives the reason."""


def lock(run: ReportRun, version: int | None = None) -> ReportRun:
    """The run, locked until the transaction ends. Raises StaleRecord."""
    run = ReportRun.objects.select_for_update(of=["self"]).get(pk=run.pk)
    require_version(run, version)
    return run


def generate(run: ReportRun) -> bool:
    """Generate the content and both files of a pending run. Returns False where another worker
    has the run. An error is stored in the run and raised."""
    attempt = claim(run)
    if attempt is None:
        return False
    try:
        content = read_content(run.programme, ReportKind(run.kind), run.period, run.as_of)
        hashes = render(run, edited(content, run.edits), f"draft-{attempt}", draft=True)
    except Exception as error:
        _release(run, attempt, error)
        raise
    return _publish(run, attempt, content, hashes)


def claim(run: ReportRun) -> int | None:
    """Claim a pending run for one lease; returns the number of the attempt, or None."""
    runs = ReportRun.objects.waiting().filter(attempt__lt=ATTEMPTS)
    return runs.claim(run.pk, LEASE, status=RunStatus.RUNNING)


def read_content(programme: Programme, kind: ReportKind, period: Period, on) -> dict:
    with snapshot():
        return build(programme, kind, period, on)


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything from one read-only snapshot. Inside an open transaction that
    transaction's snapshot is used."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def fingerprint(content: dict) -> str:
    """The sha256 of the content without its day: equal for equal figures and words."""
    values = {key: value for key, value in content.items() if key != "as_of"}
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def final_content(run: ReportRun) -> dict:
    """The content with what was edited in it: the paragraphs, or the lines of a corrected Word."""
    content = edited(run.content, run.edits)
    return {**content, "corrected": run.word["lines"]} if run.word else content


def render(run: ReportRun, content: dict, stem: str, *, draft: bool) -> dict[str, str]:
    """Write both files, the workbook alone where the Word is a corrected one; returns sha256 by
    name."""
    rendered = {f"{stem}.xlsx": render_excel(content, draft=draft)}
    if "corrected" not in content:
        rendered[f"{stem}.docx"] = render_word(content, draft=draft)
    return {
        name: files.write(run, name, files.reproducible_zip(data))
        for name, data in rendered.items()
    }


def _release(run: ReportRun, attempt: int, error: Exception) -> None:
    """Let the run wait again, or fail after its last attempt."""
    failure = f"{type(error).__name__}: {error}"[:300]
    if attempt >= ATTEMPTS:
        _fail(_claimed(run, attempt), failure)
    else:
        released = {"status": RunStatus.PENDING, "lease_until": None, "failure": failure}
        _claimed(run, attempt).update(**released)


@transaction.atomic
def _fail(runs: RunQuerySet, failure: str) -> int:
    """Mark the runs as failed and notify the clerks; returns their number."""
    failed = list(runs.select_related("programme").select_for_update(of=["self"]))
    for run in failed:
        run.status, run.lease_until, run.failure = RunStatus.FAILED, None, failure
        run.save(update_fields=["status", "lease_until", "failure"])
        notify_failed(run)
    return len(failed)


def _claimed(run: ReportRun, attempt: int):
    """The run while this attempt owns it; empty once another worker has claimed it."""
    return ReportRun.objects.filter(pk=run.pk, status=RunStatus.RUNNING, attempt=attempt)


def _publish(run: ReportRun, attempt: int, content: dict, hashes: dict[str, str]) -> bool:
    if not _store(run, attempt, content, hashes):
        files.delete(run, hashes)
        return False
    files.delete_others(run, hashes)
    return True


@transaction.atomic
def _store(run: ReportRun, attempt: int, content: dict, hashes: dict[str, str]) -> bool:
    """Mark the run as done and notify its approvers, in one transaction."""
    stored = _claimed(run, attempt).update(
        status=RunStatus.DONE,
        content=content,
        content_hash=fingerprint(content),
        files=hashes,
        failure="",
        lease_until=None,
        finished_at=Now(),
        version=F("version") + 1,
    )
    if stored and needs_approval(run):
        notify_ready(run)
    return bool(stored)


@transaction.atomic
def repair_files(run: ReportRun) -> ReportRun:
    """Write lost or damaged files again from the stored content. Raises Refused where those of
    an approved report would differ from the approved ones."""
    run = lock(run)
    if not run.is_done or all(files.is_intact(run, name) for name in run.files):
        return run
    word = run.corrected_file
    if word and not files.is_intact(run, word):
        raise Refused(_("The corrected Word is lost: take it off or put it back again."))
    stem = next(name for name in run.files if name.endswith(".xlsx")).rpartition(".")[0]
    hashes = render(run, final_content(run), stem, draft=run.is_draft)
    if not run.is_draft and hashes != run.files:
        raise Refused(_("The approved files are lost: only a backup brings them back."))
    run.files = {**hashes, word: run.files[word]} if word else hashes
    run.save(update_fields=["files", "updated_at"])
    return run


def fail_exhausted_runs() -> int:
    """Mark runs as failed whose last attempt's lease has expired; returns their number."""
    exhausted = ReportRun.objects.waiting().filter(attempt__gte=ATTEMPTS)
    return _fail(exhausted, _("The last attempt fell silent."))
