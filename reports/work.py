"""The reports that wait for a person, on “My work”."""

from typing import Any

from django.utils.translation import gettext_lazy

from core.web.facts import Section
from reports.models import ReportRun


def returned_reports(view: Any) -> Section:
    """Those that the user has to correct and submit again, returned by another."""
    rows = ReportRun.objects.none()
    if view.may("reports.edit"):
        found = view.visible(ReportRun).returned().exclude(returned_by=view.request.user)
        rows = found.defer("content", "edits", "word").select_related("returned_by")
    title, template = gettext_lazy("Returned reports"), "reports/returned.html"
    return Section(title, "returned-reports", template=template, rows=rows)
