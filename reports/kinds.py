"""Kinds of the records of reports, see ``core.kinds``."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from reports.models import ReportRun


def report_title(row: dict[str, Any]) -> str:
    """月度调度报告 2024年6月（第2版）, from the columns of an audited row."""
    start = ReportRun._meta.get_field("period_start").to_python(row["period_start"])
    run = ReportRun(kind=row["kind"], period_start=start)
    return _now("%(report)s (revision %(number)s)") % {"report": run, "number": row["revision"]}


register(
    ReportRun,
    label=_("report"),
    title_template="{kind}{period_start}{revision}",
    title_function=report_title,
    column_labels={
        "period_start": _("first day of the period"),
        "revision": _("revision"),
        "status": _("state"),
        "closing": _("closed at"),
        "closed_by_id": _("closed by"),
        "content": _("content"),
        "content_hash": _("check sum"),
        "files": _("files"),
        "failure": _("why it failed"),
        "finished_at": _("made at"),
        "approved_by_id": _("approved by"),
        "approved_at": _("approved at"),
    },
    ignored_columns=("attempt", "lease_until"),
    redacted_columns=("content",),
    has_history_page=True,
    filterable=True,
)
