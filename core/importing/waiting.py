"""What is asked of the worker: the row of the upload is the queue, and says who asked and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.choices import ImportState
from core.models import WAITING, ImportFile

# Where an upload stands again when what was asked is not done.
BEFORE = {
    ImportState.TO_CHECK: ImportState.CHECKED,
    ImportState.TO_IMPORT: ImportState.CHECKED,
    ImportState.TO_UNDO: ImportState.IMPORTED,
}


def ask(record: ImportFile, state: ImportState, *, by: Any) -> None:
    record.state, record.requested_by, record.requested_at = state, by, timezone.now()
    record.refusals = []
    record.save(update_fields=["state", "requested_by", "requested_at", "refusals"])


@transaction.atomic
def ask_check(pk: int, *, by: Any) -> ImportFile:
    """What was known of the file is no longer shown until it is checked. What is imported, or
    waits already, stays as it is."""
    record = ImportFile.objects.visible_to(by).select_for_update().get(pk=pk)
    if record.state == ImportState.CHECKED:
        record.preview = {}
        record.save(update_fields=["preview"])
        ask(record, ImportState.TO_CHECK, by=by)
    return record


@transaction.atomic
def ask_import(pk: int, *, by: Any) -> ImportFile:
    """Of a file that was checked without an error; a second time does nothing."""
    record = ImportFile.objects.visible_to(by).select_for_update().get(pk=pk)
    if record.is_good:
        ask(record, ImportState.TO_IMPORT, by=by)
    return record


@transaction.atomic
def ask_undo(programme: Any, pk: int, *, by: Any) -> ImportFile:
    """Of what is imported and in force; a second time does nothing."""
    record = ImportFile.objects.of(programme).select_for_update().get(pk=pk)
    if record.state == ImportState.IMPORTED:
        ask(record, ImportState.TO_UNDO, by=by)
    return record


@transaction.atomic
def refuse(pk: int, sentences: Sequence[str]) -> None:
    """What was asked is not done, for these reasons; whoever looks may ask again. What the worker
    is at, or has done by now, stays."""
    waiting = ImportFile.objects.filter(pk=pk, state__in=WAITING)
    record = waiting.select_for_update(skip_locked=True).first()
    if record:
        record.state, record.refusals = BEFORE[ImportState(record.state)], list(sentences)
        record.save(update_fields=["state", "refusals"])


def give_up(pk: int) -> None:
    refuse(pk, [_("This took too long and was given up: nothing was changed. Try again.")])


def give_up_what_was_asked_before(moment: datetime) -> None:
    for pk in ImportFile.objects.filter(state__in=WAITING, requested_at__lt=moment).values_list(
        "pk", flat=True
    ):
        give_up(pk)
