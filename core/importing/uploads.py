"""Uploaded workbooks: stored and checked, then confirmed, by the request or by the worker.

The rows of large uploads are the worker's queue: the request, by whom and when.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actors import with_reason
from core.audit.services import record_event
from core.choices import EventKind, ImportState, ImportStep
from core.importing.batch import ReportProgress
from core.importing.importer import Importer
from core.importing.models import WAITING, ImportFile
from core.importing.preview import preview_of
from core.importing.rows import Problem, Result
from core.importing.undo import last_audit_row

LONGEST_NAME = 200
LARGE = 300 << 10  # bytes; larger files are read by the worker
MANY_ROWS = 1000  # imports of more rows are undone by the worker
RESULT_FIELDS = ("preview", "created_rows", "changed_rows", "refusals")
# The state to return to when a request is refused.
STATE_BEFORE = {
    ImportState.TO_CHECK: ImportState.CHECKED,
    ImportState.TO_IMPORT: ImportState.CHECKED,
    ImportState.TO_UNDO: ImportState.IMPORTED,
}
UPSERT_PROGRESS = """
INSERT INTO core_importprogress (upload_id, step, done, total, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (upload_id) DO UPDATE SET step = excluded.step, done = excluded.done,
    total = excluded.total, at = excluded.at
"""


def store_upload(
    importer: Importer, upload: Any, *, by: Any, states_on: date | None = None
) -> ImportFile:
    """Stores the file, to be checked. ``states_on``: the day of the states that it holds, where its
    title has no month."""
    record = ImportFile(
        programme_id=importer.programme.pk,
        importer=importer.name,
        name=Path(upload.name).name[-LONGEST_NAME:],
        sha256=sha256_of(upload),
        uploaded_by=by,
        states_on=states_on,
        state=ImportState.TO_CHECK,
        requested_by=by,
        requested_at=timezone.now(),
    )
    upload.seek(0)
    record.file.save(record.name, upload, save=False)
    record.save()
    return record


def is_large(record: ImportFile) -> bool:
    """The file or its import takes longer than a user waits for a page."""
    return file_size(record) > LARGE or record.created_rows + record.changed_rows > MANY_ROWS


def check(importer: Importer, pk: int, *, by: Any) -> ImportFile:
    """Stores the preview. An upload that was imported meanwhile stays as it is."""
    mine = ImportFile.objects.visible_to(by)
    set_up(importer, mine.get(pk=pk), by)
    result = importer.run(Path(mine.get(pk=pk).file.path), dry_run=True)
    with transaction.atomic():
        record = mine.select_for_update().get(pk=pk)
        if not record.confirmed_at:
            set_result(record, importer, result)
            record.state = ImportState.CHECKED
            record.save(update_fields=["state", *RESULT_FIELDS])
            record_import(importer, record.name, record.sha256, result, step=_("preview"))
    return record


def set_up(importer: Importer, record: ImportFile, by: Any) -> None:
    importer.on, importer.by = record.states_on, by
    importer.chosen = frozenset(record.chosen_rows)


def choose_rows(pk: int, keys: Sequence[str], *, by: Any) -> None:
    """Stores for which rows the sheet counts and not what is stored. Raises ValidationError once
    the file is imported, and for other rows than the preview offers."""
    record = ImportFile.objects.visible_to(by).select_for_update().get(pk=pk)
    offered = {one.get("key") for one in record.preview.get("conflicts", [])} - {"", None}
    if record.confirmed_at or not offered.issuperset(keys):
        raise ValidationError(_("What is chosen here has changed: look at the preview again."))
    record.chosen_rows = sorted(keys)
    record.save(update_fields=["chosen_rows"])


def set_result(record: ImportFile, importer: Importer, result: Result) -> None:
    record.preview = preview_of(importer, result)
    record.created_rows, record.changed_rows, record.refusals = result.created, result.updated, []


@transaction.atomic
def confirm(importer: Importer, pk: int, *, by: Any) -> ImportFile:
    """Imports the file if it is unchanged and does exactly what its preview shows.

    The comparison runs again: with errors or other changes nothing is written, the new preview is
    stored and ``confirmed_at`` stays empty. A second call does nothing.
    """
    record = ImportFile.objects.visible_to(by).select_for_update().get(pk=pk)
    if record.confirmed_at:
        return record
    before, point = record.preview, transaction.savepoint()
    result = run_again(importer, record, by)
    set_result(record, importer, result)
    record.state = ImportState.CHECKED
    if result.is_good and effects(record.preview) != effects(before):
        transaction.savepoint_rollback(point)
        record.refusals = [
            _(
                "What is held has changed since the preview. This is a new one; nothing was "
                "imported yet: look through it and confirm again."
            )
        ]
    elif result.is_good:
        record.confirmed_at, record.state = timezone.now(), ImportState.IMPORTED
        record.previous_values = {**importer.batch.previous_values(), "last": last_audit_row()}
    record.save(update_fields=["state", "confirmed_at", "previous_values", *RESULT_FIELDS])
    step = _("preview") if record.refusals else _("import")
    record_import(importer, record.name, record.sha256, result, step=step)
    return record


def run_again(importer: Importer, record: ImportFile, by: Any) -> Result:
    set_up(importer, record, by)
    if is_unchanged(record):
        with with_reason(_("import: %(name)s") % {"name": record.name}):
            return importer.run(Path(record.file.path))
    changed = _("The file is no longer the one that was previewed: upload it again.")
    return Result(errors=[Problem(None, "", record.name, changed)])


def is_unchanged(record: ImportFile) -> bool:
    if not file_size(record):
        return False
    with record.file.open("rb") as file:
        return sha256_of(file) == record.sha256


def file_size(record: ImportFile) -> int:
    """In bytes; 0 for a file that is no longer there."""
    try:
        return record.file.size
    except FileNotFoundError:
        return 0


def effects(preview: dict[str, Any]) -> list[tuple]:
    """What happens to each row, without the names of fields: they depend on the language; and
    whether it is to be confirmed."""
    rows = [
        (
            row["sheet"],
            row["number"],
            row["done"],
            *((str(one["before"]), str(one["after"])) for one in row["changes"]),
        )
        for row in preview.get("outcomes", [])
    ]
    return [(preview.get("needs_confirmation", False),), *rows]


def earlier_import(record: ImportFile) -> ImportFile | None:
    """The last confirmed import of an identical file in the programme."""
    same = ImportFile.objects.filter(programme_id=record.programme_id, sha256=record.sha256)
    same = same.filter(importer=record.importer, confirmed_at__isnull=False)
    return same.exclude(pk=record.pk).order_by("-confirmed_at").first()


def record_import(importer: Importer, name: str, sha256: str, result: Result, *, step: str) -> None:
    record_event(
        EventKind.IMPORT,
        programme=importer.programme,
        about=name,
        step=step,
        sha256=sha256,
        created=result.created,
        updated=result.updated,
        unchanged=result.unchanged,
        errors=len(result.errors),
        notes=_("; ").join(result.notes),
        confirmed=result.needs_confirmation and step == _("import"),
    )


def sha256_of(file: Any) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


# Requests to the worker


@transaction.atomic
def request(pk: int, state: ImportState, *, by: Any) -> None:
    """Asks the worker to check an upload again, to import one without errors, or to undo an import;
    does nothing where its state does not allow that, as at a second call."""
    record = ImportFile.objects.select_for_update().get(pk=pk)
    is_next = record.state == STATE_BEFORE[state]
    if not (record.is_good if state == ImportState.TO_IMPORT else is_next):
        return
    names = ["state", "requested_by", "requested_at", "refusals", "lease_until"]
    record.state, record.requested_by, record.requested_at = state, by, timezone.now()
    record.refusals, record.lease_until = [], None
    if state == ImportState.TO_CHECK:
        record.preview = {}
        names.append("preview")
    record.save(update_fields=names)


@transaction.atomic
def refuse(pk: int, reasons: Sequence[str]) -> None:
    """Cancels a request, for these reasons. One that the worker has locked or done stays."""
    waiting = ImportFile.objects.filter(pk=pk, state__in=WAITING)
    record = waiting.select_for_update(skip_locked=True).first()
    if record:
        record.state, record.refusals = STATE_BEFORE[ImportState(record.state)], list(reasons)
        record.save(update_fields=["state", "refusals"])


def give_up(pk: int) -> None:
    refuse(pk, [_("This took too long and was given up: nothing was changed. Try again.")])


def give_up_requests_before(moment: datetime) -> None:
    """Those that no worker is at."""
    waiting = ImportFile.objects.unclaimed().filter(state__in=WAITING, requested_at__lt=moment)
    for pk in waiting.values_list("pk", flat=True):
        give_up(pk)


@contextmanager
def progress_of(upload_id: int) -> Iterator[ReportProgress]:
    """Stores progress on a connection of its own, visible before the import's transaction ends."""
    own = connection.copy()

    def report(step: ImportStep, done: int, total: int) -> None:
        with own.cursor() as cursor:
            cursor.execute(UPSERT_PROGRESS, [upload_id, step, done, total, timezone.now()])

    try:
        yield report
    finally:
        own.close()
