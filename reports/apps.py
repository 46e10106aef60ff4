from datetime import date

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from programmes.panels import work_sections
        from reports.work import returned_reports
        from supervision.signals import month_closed, month_reopened

        work_sections.append(returned_reports)
        month_closed.connect(create_due_reports, dispatch_uid="reports.create_due_reports")
        month_reopened.connect(
            resolve_report_notices, dispatch_uid="reports.resolve_report_notices"
        )


def create_due_reports(programme_id: int, month: date, **signal) -> None:
    """Handle ``month_closed``: generate the due reports now."""
    from core.tasks import enqueue
    from programmes.models import ReportingPeriod
    from reports.tasks import process_due_reports

    closed = ReportingPeriod.objects.filter(programme=programme_id, month=month)
    if closed.filter(report_wanted=True).exists():
        enqueue(process_due_reports)


def resolve_report_notices(programme_id: int, month: date, **signal) -> None:
    """Handle ``month_reopened``: resolve the notices of reports that wait for approval."""
    from reports.services import resolve_notices_of_month

    resolve_notices_of_month(programme_id, month)
