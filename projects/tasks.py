"""Large workbooks, read, imported and undone away from the request: the row is the queue."""

from datetime import timedelta

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.actors import BEAT, acting_as, actor_of
from core.choices import ImportState
from core.importing import files, undo, waiting
from core.importing.importer import Importer
from core.importing.progress import told
from core.models import WAITING, ImportFile
from core.tasks import enqueue
from programmes.models import Programme
from projects.importers import IMPORTERS

RUNG_AFTER, GIVEN_UP_AFTER = timedelta(minutes=1), timedelta(minutes=30)


@shared_task(acks_late=True)
def work_on_import(pk: int) -> None:
    """Do what was asked, as whoever asked; what takes too long is given up, and says so."""
    asked = ImportFile.objects.filter(pk=pk, state__in=WAITING, importer__in=IMPORTERS)
    record = asked.select_related("requested_by").first()
    programme = Programme.objects.filter(pk=record.programme_id).first() if record else None
    if record is None or programme is None:
        return
    importer = IMPORTERS[record.importer](programme)
    with acting_as(actor_of(record.requested_by)), told(pk) as importer.tell:
        try:
            DOING[ImportState(record.state)](importer, record)
        except SoftTimeLimitExceeded:
            waiting.give_up(pk)


def check(importer: Importer, record: ImportFile) -> None:
    files.check(importer, record)


def confirm(importer: Importer, record: ImportFile) -> None:
    files.confirm(importer, record.pk, by=record.requested_by)


def take_back(importer: Importer, record: ImportFile) -> None:
    try:
        undo.take_back(importer, record.pk, by=record.requested_by)
    except ValidationError as error:
        waiting.refuse(record.pk, error.messages)


DOING = {
    ImportState.TO_CHECK: check,
    ImportState.TO_IMPORT: confirm,
    ImportState.TO_UNDO: take_back,
}


@shared_task(acks_late=True)
def tick() -> None:
    """Ring again for what a lost message left behind; what has waited too long is given up."""
    now = timezone.now()
    with acting_as(BEAT):
        waiting.give_up_what_was_asked_before(now - GIVEN_UP_AFTER)
    late = ImportFile.objects.filter(state__in=WAITING, requested_at__lt=now - RUNG_AFTER)
    for pk in late.values_list("pk", flat=True):
        enqueue(work_on_import, pk)
