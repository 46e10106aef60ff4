from datetime import date

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from supervision.signals import month_closed, month_reopened

        month_closed.connect(look, dispatch_uid="reports.look")
        month_reopened.connect(settle, dispatch_uid="reports.settle")


def look(programme_id: int, month: date, **signal) -> None:
    """A month was closed: have what is due made now."""
    from core.tasks import ring
    from programmes.models import ReportingPeriod
    from reports.tasks import process_due_reports

    closed = ReportingPeriod.objects.filter(programme=programme_id, month=month)
    if closed.filter(report_wanted=True).exists():
        ring(process_due_reports)


def settle(programme_id: int, month: date, **signal) -> None:
    """A month was reopened: what waits for approval waits for a newer revision."""
    from reports.services import resolve_notices_of_month

    resolve_notices_of_month(programme_id, month)
