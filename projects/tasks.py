"""Large workbooks, read and imported away from the request: the row is the queue."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from core.actors import BEAT, acting_as, actor_of
from core.choices import ImportState
from core.importing import files
from core.models import ImportFile
from core.tasks import ring
from programmes.models import Programme
from projects.importers import IMPORTERS

RUNG_AFTER, GIVEN_UP_AFTER = timedelta(minutes=1), timedelta(minutes=30)
WAITING = (ImportState.TO_CHECK, ImportState.TO_IMPORT)


@shared_task(acks_late=True)
def work_on_import(pk: int) -> None:
    """Check the workbook, or import it, as whoever uploaded it."""
    waiting = ImportFile.objects.filter(pk=pk, state__in=WAITING, importer__in=IMPORTERS)
    record = waiting.select_related("uploaded_by").first()
    programme = Programme.objects.filter(pk=record.programme_id).first() if record else None
    if record is None or programme is None:
        return
    importer = IMPORTERS[record.importer](programme)
    with acting_as(actor_of(record.uploaded_by)):
        if record.state == ImportState.TO_CHECK:
            files.check(importer, record)
        else:
            files.tell_progress(record, 10)
            files.confirm(importer, pk, by=record.uploaded_by)


@shared_task(acks_late=True)
def tick() -> None:
    """Ring again for what a lost message left behind; what has waited too long is given up."""
    now = timezone.now()
    waiting = ImportFile.objects.filter(state__in=WAITING)
    with acting_as(BEAT):
        waiting.filter(uploaded_at__lt=now - GIVEN_UP_AFTER).update(state=ImportState.CHECKED)
    for pk in waiting.filter(uploaded_at__lt=now - RUNG_AFTER).values_list("pk", flat=True):
        ring(work_on_import, pk)
