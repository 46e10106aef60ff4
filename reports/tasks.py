"""Tasks: each loads a row by its id, ends if there is none, and calls one service."""

from celery import shared_task

from core.actors import BEAT, acting_as
from programmes.models import Programme
from reports import services
from reports.models import ReportRun


@shared_task(acks_late=True)
def process_due_reports() -> None:
    """Create the due runs of every programme and queue each pending run. Beat calls this every
    minute, so that runs of lost messages are generated too."""
    with acting_as(BEAT):
        for programme in Programme.objects.order_by("pk"):
            services.create_due_runs(programme)
        services.fail_exhausted_runs()
    for run_id in ReportRun.objects.waiting().order_by("pk").values_list("pk", flat=True):
        generate_run.delay(run_id)


@shared_task(acks_late=True)
def generate_run(run_id: int) -> None:
    with acting_as(BEAT):
        if run := ReportRun.objects.select_related("programme").filter(pk=run_id).first():
            services.generate(run)
