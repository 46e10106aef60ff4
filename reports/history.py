"""How the record speaks of reports."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.audit.registry import speak_of
from reports.models import ReportRun


def named(row: dict[str, Any]) -> str:
    """月度调度报告 2024年6月（第2版）, of a row as the record keeps it."""
    start = ReportRun._meta.get_field("period_start").to_python(row["period_start"])
    run = ReportRun(kind=row["kind"], period_start=start)
    return _now("%(report)s (revision %(number)s)") % {"report": run, "number": row["revision"]}


speak_of(
    ReportRun,
    kind=_("report"),
    name="{kind}{period_start}{revision}",
    said=named,
    words={
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
    silent=("attempt", "lease_until"),
    hidden=("content",),
    has_page=True,
    listed=True,
)
