"""Tasks: each loads a row by its id, ends if there is none, and calls one service."""

import logging

from celery import shared_task

from core.actors import BEAT, acting_as
from programmes.models import Programme
from reports import services
from reports.models import ReportRun

log = logging.getLogger(__name__)


@shared_task(acks_late=True)
def process_due_reports() -> None:
    """Create the due runs of every programme and queue each pending run. Beat calls this every
    minute, so that runs of lost messages are generated too."""
    with acting_as(BEAT):
        for programme in Programme.objects.order_by("pk"):
            create_due_runs(programme)
        services.fail_exhausted_runs()
    for run_id in ReportRun.objects.waiting().order_by("pk").values_list("pk", flat=True):
        generate_run.delay(run_id)


def create_due_runs(programme: Programme) -> None:
    """What fails in one programme is logged and keeps no other one from its reports."""
    try:
        services.create_due_runs(programme)
    except Exception:
        log.exception("The due reports of %s cannot be created.", programme.code)


@shared_task(acks_late=True)
def generate_run(run_id: int) -> None:
    with acting_as(BEAT):
        if run := ReportRun.objects.select_related("programme").filter(pk=run_id).first():
            services.generate(run)
