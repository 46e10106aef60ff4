"""An import in two steps by browser: upload and preview, then confirm. All rows or none."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actors import with_reason
from core.audit.services import record_event
from core.choices import EventKind, ImportState
from core.importing.importer import Importer
from core.importing.preview import rows_kept
from core.importing.result import Problem, Result
from core.importing.touching import last_of_record
from core.models import ImportFile

LONGEST_NAME = 200
AT_ONCE = 300 << 10  # bytes; a larger file is read by the worker
ROWS_AT_ONCE = 1000  # an import that wrote more rows is undone by the worker
NOTED = ("preview", "created_rows", "changed_rows", "refusals")


def keep(importer: Importer, upload: Any, *, by: Any) -> ImportFile:
    """Keep the file; it waits to be checked."""
    record = ImportFile(
        programme_id=importer.programme.pk,
        importer=importer.name,
        name=Path(upload.name).name[-LONGEST_NAME:],
        sha256=sha256_of(upload),
        uploaded_by=by,
        state=ImportState.TO_CHECK,
        requested_by=by,
        requested_at=timezone.now(),
    )
    upload.seek(0)
    record.file.save(record.name, upload, save=False)
    record.save()
    return record


def is_large(record: ImportFile) -> bool:
    """A file, or an import, for which nobody is to wait before a page."""
    return record.file.size > AT_ONCE or record.created_rows + record.changed_rows > ROWS_AT_ONCE


def check(importer: Importer, record: ImportFile) -> ImportFile:
    """Note what the import would do; nothing is imported. Of what was imported meanwhile nothing
    is noted."""
    result = importer.run(Path(record.file.path), dry_run=True)
    with transaction.atomic():
        record = ImportFile.objects.select_for_update().get(pk=record.pk)
        if not record.confirmed_at:
            note(record, importer, result)
            record.state = ImportState.CHECKED
            record.save(update_fields=["state", *NOTED])
            tell_of(importer, record.name, record.sha256, result, step=_("preview"))
    return record


def note(record: ImportFile, importer: Importer, result: Result) -> None:
    record.preview = preview_of(importer, result)
    record.created_rows, record.changed_rows, record.refusals = result.created, result.updated, []


def upload(importer: Importer, upload: Any, *, by: Any) -> ImportFile:
    """Keep the file and check it at once."""
    return check(importer, keep(importer, upload, by=by))


@transaction.atomic
def confirm(importer: Importer, pk: int, *, by: Any) -> ImportFile:
    """Import the file that was previewed, if it is still the same, all its rows are good and do
    what the preview said.

    A second time does nothing. The comparison with what is held runs anew: where it finds
    errors now, or other changes, nothing is written and ``confirmed_at`` stays empty.
    """
    record = ImportFile.objects.visible_to(by).select_for_update().get(pk=pk)
    if record.confirmed_at:
        return record
    before, point = record.preview, transaction.savepoint()
    result = run_again(importer, record)
    note(record, importer, result)
    record.state = ImportState.CHECKED
    if result.is_good and done(record.preview) != done(before):
        transaction.savepoint_rollback(point)
        record.refusals = [
            _(
                "What is held has changed since the preview. This is a new one; nothing was "
                "imported yet: look through it and confirm again."
            )
        ]
    elif result.is_good:
        record.confirmed_at, record.state = timezone.now(), ImportState.IMPORTED
        record.previous_values = {**importer.batch.former(), "last": last_of_record()}
    record.save(update_fields=["state", "confirmed_at", "previous_values", *NOTED])
    step = _("preview") if record.refusals else _("import")
    tell_of(importer, record.name, record.sha256, result, step=step)
    return record


def run_again(importer: Importer, record: ImportFile) -> Result:
    with record.file.open("rb") as file:
        is_same = sha256_of(file) == record.sha256
    if is_same:
        with with_reason(_("import: %(name)s") % {"name": record.name}):
            return importer.run(Path(record.file.path))
    changed = _("The file is no longer the one that was previewed: upload it again.")
    return Result(errors=[Problem(None, "", record.name, changed)])


def done(preview: dict[str, Any]) -> list[tuple]:
    """What becomes of each row. The names of fields are left out: they stand in the language of
    whoever looked."""
    return [
        (row["sheet"], row["number"], row["done"], *(_values(one) for one in row["changes"]))
        for row in preview.get("outcomes", [])
    ]


def _values(change: dict[str, Any]) -> tuple[str, str]:
    return str(change["before"]), str(change["after"])


def earlier_import(record: ImportFile) -> ImportFile | None:
    """The last confirmed import of the very same file in the programme, for a note."""
    same = ImportFile.objects.filter(programme_id=record.programme_id, sha256=record.sha256)
    same = same.filter(importer=record.importer, confirmed_at__isnull=False)
    return same.exclude(pk=record.pk).order_by("-confirmed_at").first()


def tell_of(importer: Importer, name: str, sha256: str, result: Result, *, step: str) -> None:
    """Record which file was read for what, and what came of it."""
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
    )


def without_nul(said: Any) -> Any:
    """What no database takes and nobody sees: it may stand in the words of a head or a cell."""
    if isinstance(said, str):
        return said.replace("\0", "")
    if isinstance(said, dict):
        return {name: without_nul(value) for name, value in said.items()}
    return [without_nul(one) for one in said] if isinstance(said, list | tuple) else said


def preview_of(importer: Importer, result: Result) -> dict[str, Any]:
    rows = rows_kept(importer) if result.is_good else {"outcomes": []}
    told = {
        "hidden": importer.hidden,
        "skipped_sheets": importer.skipped,
        "sheets": [table.sheet.name for table in importer.tables[1:] and importer.tables],
        "computed": importer.computed_heads,
        "unread": importer.unread_heads,
        "unknown": [asdict(one) for one in importer.unknown.values()],
        "applied": [asdict(one) for one in importer.applied],
    }
    kept = {**asdict(result), **rows, **told}
    return without_nul(kept) if "\\u0000" in json.dumps(kept) else kept


def sha256_of(file: Any) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()
