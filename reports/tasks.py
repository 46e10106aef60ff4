"""Doorbells: a task takes an id, fetches the row, leaves if it is gone, calls one service."""

from celery import shared_task

from core.actors import BEAT, acting_as
from programmes.models import Programme
from reports import services
from reports.models import ReportRun


@shared_task(acks_late=True)
def process_due_reports() -> None:
    """Look for what is due in every programme, and ring for each run that waits. Beat calls it
    every minute, so that what a lost message left behind is found."""
    with acting_as(BEAT):
        for programme in Programme.objects.order_by("pk"):
            services.make_due_runs(programme)
        services.fail_spent_runs()
    for run_id in ReportRun.objects.waiting().order_by("pk").values_list("pk", flat=True):
        produce_run.delay(run_id)


@shared_task(acks_late=True)
def produce_run(run_id: int) -> None:
    with acting_as(BEAT):
        if run := ReportRun.objects.select_related("programme").filter(pk=run_id).first():
            services.produce(run)
