"""Checks, imports and undoes large uploads in the worker, whose rows are the queue; makes the
digests of the day."""

import logging
from datetime import timedelta
from typing import Any

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core.actors import BEAT, acting_as, actor_of
from core.choices import ImportState
from core.importing import undo, uploads
from core.importing.importer import Importer
from core.importing.models import WAITING, ImportFile
from core.importing.registry import importers
from core.tasks import enqueue
from programmes.models import Programme
from programmes.services.digests import make_digests

log = logging.getLogger(__name__)

REPEAT_AFTER, GIVE_UP_AFTER = timedelta(minutes=1), timedelta(minutes=30)
LEASE = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + 60)  # no worker is at it any longer


@shared_task(acks_late=True)
def process_upload(pk: int) -> None:
    """Does what was requested, once, as the user who requested it; gives up at the time limit."""
    waiting = ImportFile.objects.filter(state__in=WAITING, importer__in=importers())
    with acting_as(BEAT):
        attempt = waiting.claim(pk, LEASE)
    if attempt is None:
        return
    record = ImportFile.objects.select_related("requested_by").get(pk=pk)
    programme, by = Programme.objects.get(pk=record.programme_id), record.requested_by
    importer = importers()[record.importer](programme)
    try:
        with acting_as(actor_of(by)), uploads.progress_of(pk) as report:
            importer.report_progress = report
            STEPS[ImportState(record.state)](importer, pk, by=by)
    except ValidationError as error:
        with acting_as(actor_of(by)):
            uploads.refuse(pk, error.messages)
    except SoftTimeLimitExceeded:
        with acting_as(actor_of(by)):
            uploads.give_up(pk)
    finally:
        with acting_as(BEAT):
            ImportFile.objects.filter(pk=pk, attempt=attempt).update(lease_until=None)


STEPS = {
    ImportState.TO_CHECK: uploads.check,
    ImportState.TO_IMPORT: uploads.confirm,
    ImportState.TO_UNDO: undo.undo_import,
}


def process_later(record: ImportFile) -> None:
    """Enqueues the upload at the end of the transaction."""
    transaction.on_commit(lambda: enqueue(process_upload, record.pk))


def check_or_enqueue(importer: Importer, record: ImportFile, *, by: Any) -> None:
    """Checks the upload now, a large one in the worker."""
    if uploads.is_large(record):
        uploads.request(record.pk, ImportState.TO_CHECK, by=by)
        process_later(record)
    else:
        uploads.check(importer, record.pk, by=by)


def store_and_check(importer: Importer, file: Any, *, by: Any, **given: Any) -> ImportFile:
    """Stores an upload, and checks it now or later; its preview shows the outcome."""
    record = uploads.store_upload(importer, file, by=by, **given)
    check_or_enqueue(importer, record, by=by)
    return record


@shared_task(acks_late=True)
def process_waiting_uploads() -> None:
    """Enqueues uploads whose message was lost; gives up those that waited too long."""
    now = timezone.now()
    with acting_as(BEAT):
        uploads.give_up_requests_before(now - GIVE_UP_AFTER)
    waiting = ImportFile.objects.unclaimed().filter(state__in=WAITING)
    late = waiting.filter(requested_at__lt=now - REPEAT_AFTER)
    for pk in late.values_list("pk", flat=True):
        enqueue(process_upload, pk)


@shared_task(acks_late=True)
def make_due_digests() -> None:
    """Makes the digests of every programme that are due. Beat calls this every minute; what fails
    in one programme is logged and keeps no other one from its digests."""
    with acting_as(BEAT):
        for programme in Programme.objects.order_by("pk"):
            try:
                make_digests(programme)
            except Exception:
                log.exception("The digests of %s cannot be made.", programme.code)
