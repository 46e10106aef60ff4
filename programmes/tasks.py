"""Checks, imports and undoes large uploads in the worker; their rows are the queue."""

from datetime import timedelta

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core.actors import BEAT, acting_as, actor_of
from core.choices import ImportState
from core.importing import undo, uploads
from core.importing.importer import Importer
from core.importing.registry import importers
from core.models import WAITING, ImportFile
from core.tasks import enqueue
from programmes.models import Programme

REPEAT_AFTER, GIVE_UP_AFTER = timedelta(minutes=1), timedelta(minutes=30)


@shared_task(acks_late=True)
def process_upload(pk: int) -> None:
    """Does what was requested, as the user who requested it; gives up at the time limit."""
    waiting = ImportFile.objects.filter(pk=pk, state__in=WAITING, importer__in=importers())
    record = waiting.select_related("requested_by").first()
    programme = Programme.objects.filter(pk=record.programme_id).first() if record else None
    if record is None or programme is None:
        return
    importer = importers()[record.importer](programme)
    with acting_as(actor_of(record.requested_by)), uploads.progress_of(pk) as report:
        importer.report_progress = report
        try:
            STEPS[ImportState(record.state)](importer, record)
        except SoftTimeLimitExceeded:
            uploads.give_up(pk)


def check(importer: Importer, record: ImportFile) -> None:
    uploads.check(importer, record)


def confirm(importer: Importer, record: ImportFile) -> None:
    uploads.confirm(importer, record.pk, by=record.requested_by)


def undo_import(importer: Importer, record: ImportFile) -> None:
    try:
        undo.undo_import(importer, record.pk, by=record.requested_by)
    except ValidationError as error:
        uploads.refuse(record.pk, error.messages)


STEPS = {
    ImportState.TO_CHECK: check,
    ImportState.TO_IMPORT: confirm,
    ImportState.TO_UNDO: undo_import,
}


def process_later(record: ImportFile) -> None:
    """Enqueues the upload at the end of the transaction."""
    transaction.on_commit(lambda: enqueue(process_upload, record.pk))


@shared_task(acks_late=True)
def process_waiting_uploads() -> None:
    """Enqueues uploads whose message was lost; gives up those that waited too long."""
    now = timezone.now()
    with acting_as(BEAT):
        uploads.give_up_requests_before(now - GIVE_UP_AFTER)
    late = ImportFile.objects.filter(state__in=WAITING, requested_at__lt=now - REPEAT_AFTER)
    for pk in late.values_list("pk", flat=True):
        enqueue(process_upload, pk)
