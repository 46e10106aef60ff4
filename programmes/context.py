"""What the frame of every page shows."""

import re
from dataclasses import dataclass
from operator import itemgetter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.periods import Period


@dataclass(frozen=True)
class Place:
    """An entry of the left navigation; shown to whoever has the right. ``pages`` is the pattern
    that the addresses of its pages begin with."""

    url_name: str
    label: str | Promise
    icon: str
    right: str
    pages: str
    with_month: bool = False


PLACES = (
    Place("dashboard", _("Dashboard"), "layout-dashboard", "programmes.lead", "/dashboard/"),
    Place("my_work", _("My work"), "checklist", "programmes.work", "/my/"),
    Place("network", _("Helper network"), "affiliate", "programmes.view", "/network/"),
    Place("tasks", _("Tasks"), "list-check", "programmes.view", "/tasks/"),
    Place("needs", _("Needs"), "message-question", "programmes.view_needs", "/needs/"),
    Place("projects", _("Projects"), "building-bridge-2", "projects.view", "/projects/"),
    Place(
        "project_months",
        _("Monthly entry"),
        "edit",
        "projects.report",
        r"/projects/(\d+/)?month/",
        True,
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
    Place("people", _("People"), "users", "programmes.see_people", "/people/"),
    Place("attempts", _("Sign-in attempts"), "login-2", "programmes.see_attempts", "/attempts/"),
    Place("audit", _("Record of changes"), "history", "programmes.read_audit", "/audit/"),
    Place("import_projects", _("Import"), "file-import", "projects.import", "/import/"),
)


def place_of(path: str) -> Place | None:
    """The entry that a page belongs to: the one that knows most of its address."""
    known = [(match.end(), place) for place in PLACES if (match := re.match(place.pages, path))]
    return max(known, key=itemgetter(0), default=(0, None))[1]


def page_frame(request):
    """``places`` of the navigation with the current one marked, the period of the day, and how
    many notices the person has not read."""
    programme = getattr(request, "programme", None)
    if programme is None:
        return {}
    here = place_of(request.path)
    return {
        "programme": programme,
        "day": request.day,
        "unread": programme.unread,
        "may_search": request.user.has_perm("programmes.view", programme),
        "last_month": Period.last_ended(request.day),
        "looks_as_of": request.day != programme.today(),
        "places": [
            (place, place is here)
            for place in PLACES
            if request.user.has_perm(place.right, programme)
        ],
    }
