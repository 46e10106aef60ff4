"""Context of the frame of every page: navigation, programme, day."""

import re
from dataclasses import dataclass
from operator import itemgetter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.periods import Period


@dataclass(frozen=True)
class NavigationEntry:
    """An entry of the left navigation, shown to whoever has the right. ``path_pattern`` matches
    the start of its pages' paths."""

    url_name: str
    label: str | Promise
    icon: str
    right: str
    path_pattern: str
    with_month: bool = False


NAVIGATION = (
    NavigationEntry(
        "dashboard", _("Dashboard"), "layout-dashboard", "programmes.lead", "/dashboard/"
    ),
    NavigationEntry("my_work", _("My work"), "checklist", "programmes.work", "/my/"),
    NavigationEntry("network", _("Helper network"), "affiliate", "programmes.view", "/network/"),
    NavigationEntry("tasks", _("Tasks"), "list-check", "programmes.view", "/tasks/"),
    NavigationEntry("needs", _("Needs"), "message-question", "programmes.view_needs", "/needs/"),
    NavigationEntry("projects", _("Projects"), "building-bridge-2", "projects.view", "/projects/"),
    NavigationEntry(
        "project_months",
        _("Monthly entry"),
        "edit",
        "projects.report",
        r"/projects/(\d+/)?month/",
        True,
    ),
    NavigationEntry("fund_lines", _("Funds"), "coin-yuan", "funds.view", "/funds/"),
    NavigationEntry(
        "supervision_month",
        _("Supervision"),
        "calendar-check",
        "supervision.view",
        "/supervision/",
        True,
    ),
    NavigationEntry("reports", _("Reports"), "report", "reports.view", "/reports/"),
    NavigationEntry("people", _("People"), "users", "programmes.see_people", "/people/"),
    NavigationEntry(
        "attempts", _("Sign-in attempts"), "login-2", "programmes.see_attempts", "/attempts/"
    ),
    NavigationEntry("audit", _("Record of changes"), "history", "programmes.read_audit", "/audit/"),
    NavigationEntry("import_projects", _("Import"), "file-import", "projects.import", "/import/"),
)


def current_entry(path: str) -> NavigationEntry | None:
    """The entry that a page belongs to: the longest match of its path."""
    matches = [
        (match.end(), entry)
        for entry in NAVIGATION
        if (match := re.match(entry.path_pattern, path))
    ]
    return max(matches, key=itemgetter(0), default=(0, None))[1]


def page_frame(request):
    """The ``navigation`` entries with the current one marked, the last ended month, and the number
    of unread notices."""
    programme = getattr(request, "programme", None)
    if programme is None:
        return {}
    current = current_entry(request.path)
    return {
        "programme": programme,
        "day": request.day,
        "unread": programme.unread,
        "may_search": request.user.has_perm("programmes.view", programme),
        "last_month": Period.last_ended(request.day),
        "is_as_of": request.day != programme.today(),
        "navigation": [
            (entry, entry is current)
            for entry in NAVIGATION
            if request.user.has_perm(entry.right, programme)
        ],
    }
