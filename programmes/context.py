"""What the frame of every page shows."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.periods import Period


@dataclass(frozen=True)
class Place:
    """An entry of the left navigation; shown to whoever has the right."""

    url_name: str
    label: str | Promise
    icon: str
    right: str
    prefix: str
    with_month: bool = False


PLACES = (
    Place("dashboard", _("Dashboard"), "layout-dashboard", "programmes.lead", "/dashboard/"),
    Place("my_work", _("My work"), "checklist", "programmes.work", "/my/"),
    Place("network", _("Helper network"), "affiliate", "programmes.view", "/network/"),
    Place("tasks", _("Tasks"), "list-check", "programmes.view", "/tasks/"),
    Place("needs", _("Needs"), "message-question", "programmes.view_needs", "/needs/"),
    Place("projects", _("Projects"), "building-bridge-2", "projects.view", "/projects/"),
    Place(
        "project_months", _("Monthly entry"), "edit", "projects.report", "/projects/month/", True
    ),
    Place("fund_lines", _("Funds"), "coin-yuan", "funds.view", "/funds/"),
    Place(
        "supervision_month",
        _("Supervision"),
        "calendar-check",
        "supervision.view",
        "/supervision/",
        True,
    ),
    Place("reports", _("Reports"), "report", "reports.view", "/reports/"),
    Place("import_projects", _("Import"), "file-import", "projects.import", "/import/"),
)


def page_frame(request):
    """``places`` of the navigation with the current one marked, and the period of the day."""
    programme = getattr(request, "programme", None)
    if programme is None:
        return {}
    here = max(
        (place.prefix for place in PLACES if request.path.startswith(place.prefix)),
        key=len,
        default="",
    )
    return {
        "programme": programme,
        "day": request.day,
        "last_month": Period.last_ended(request.day),
        "looks_as_of": request.day != programme.today(),
        "places": [
            (place, place.prefix == here)
            for place in PLACES
            if request.user.has_perm(place.right, programme)
        ],
    }
