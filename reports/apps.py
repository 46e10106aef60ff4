from datetime import date

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from supervision.signals import month_closed

        month_closed.connect(look, dispatch_uid="reports.look")


def look(programme_id: int, month: date, **signal) -> None:
    """A month was closed: have what is due made now."""
    from programmes.models import ReportingPeriod
    from reports.tasks import ring, tick

    closed = ReportingPeriod.objects.filter(programme=programme_id, month=month)
    if closed.filter(report_wanted=True).exists():
        ring(tick)
