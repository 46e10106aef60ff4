"""Context of the frame of every page: navigation, programme, day."""

import re
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from django.db.models import Exists
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.kinds import registered_kinds
from core.periods import Period
from core.web.query_values import day_problem
from programmes.models import Programme


@dataclass(frozen=True)
class NavItem:
    """An entry of the left navigation, shown to whoever has the right. ``path_pattern`` matches
    the start of its pages' paths; ``period`` is the last ended ``month`` or its ``year``, of which
    the entry opens the page."""

    url_name: str
    label: str | Promise
    icon: str
    right: str
    path_pattern: str
    period: str = ""


NAVIGATION = (
    NavItem("dashboard", _("Dashboard"), "layout-dashboard", "programmes.lead", "/dashboard/"),
    NavItem("my_work", _("My work"), "checklist", "programmes.view", "/my/"),
    NavItem("network", _("Helper network"), "affiliate", "programmes.view", "/network/"),
    NavItem("tasks", _("Tasks"), "list-check", "programmes.view", "/tasks/"),
    NavItem("needs", _("Needs"), "message-question", "programmes.view_needs", "/needs/"),
    NavItem("projects", _("Projects"), "building-bridge-2", "projects.view", "/projects/"),
    NavItem(
        "project_months",
        _("Monthly entry"),
        "edit",
        "projects.report",
        r"/projects/(\d+/)?month/",
        "month",
    ),
    NavItem("funds", _("Funds"), "coin-yuan", "funds.view", "/funds/"),
    NavItem(
        "supervision_month",
        _("Supervision"),
        "calendar-check",
        "supervision.view",
        "/supervision/",
        "month",
    ),
    NavItem(
        "rankings",
        _("Quarterly rankings"),
        "arrows-sort",
        "supervision.view_rankings",
        "/supervision/(quarter|rankings|objections)/",
    ),
    NavItem(
        "supervision_year",
        _("Evaluation of the year"),
        "user-check",
        "supervision.view",
        "/supervision/(year|scores|scorecards|evaluations|score-objections)/",
        "year",
    ),
    NavItem("reports", _("Reports"), "report", "reports.view", "/reports/"),
    NavItem("people", _("People"), "users", "programmes.see_people", "/people/"),
    NavItem("attempts", _("Sign-in attempts"), "login-2", "programmes.see_attempts", "/attempts/"),
    NavItem("audit", _("Record of changes"), "history", "programmes.read_audit", "/audit/"),
    NavItem("imports", _("Import"), "file-import", "programmes.see_imports", "/import/"),
)


# The list of whose rows an entry consists; it is left out for a unit that sees none of them.
SEEN_IN_PART = {
    "needs": "needs",
    "projects": "projects",
    "project_months": "projects",
    "funds": "funds",
    "assessment": "assessment",
    "contributions": "contributions",
}


@cache
def navigation() -> tuple[NavItem, ...]:
    """The entries above, and that of each kind with a menu behind the entry that it names: one of
    those above, or that of a kind behind one of them."""
    items, first = list(NAVIGATION), [item.url_name for item in NAVIGATION]
    menus = [(kind, kind.menu) for kind in registered_kinds() if kind.menu]
    for kind, menu in sorted(menus, key=lambda each: each[1].after not in first):
        path = f"/{kind.plural}/"
        item = NavItem(kind.plural, kind.plural_label, menu.icon, kind.view_right, path)
        names = [item.url_name for item in items]
        items.insert(names.index(menu.after) + 1, item)
    return tuple(items)


def current_entry(path: str) -> NavItem | None:
    """The entry that a page belongs to: the longest match of its path."""
    matches = [
        (match.end(), entry)
        for entry in navigation()
        if (match := re.match(entry.path_pattern, path))
    ]
    return max(matches, key=itemgetter(0), default=(0, None))[1]


def rows_of(model: Any, user, programme) -> Exists:
    return Exists(model.objects.visible_to(user).of(programme))


def empty_lists(user, programme) -> set[str]:
    """The lists, of those that a unit sees in part, in which it sees nothing and adds nothing."""
    if user.has_perm("programmes.count_tasks", programme):
        return set()
    kinds = [
        kind
        for kind in registered_kinds()
        if kind.plural in SEEN_IN_PART.values()
        and user.has_perm(kind.view_right, programme)
        and not user.has_perm(kind.create_right or kind.edit_right, programme)
    ]
    if not kinds:
        return set()
    rows = {kind.plural: rows_of(kind.model, user, programme) for kind in kinds}
    found = Programme.objects.filter(pk=programme.pk).values(**rows).get()
    return {plural for plural, has_rows in found.items() if not has_rows}


def page_frame(request):
    """The ``navigation`` entries with the current one marked, the last ended month, the number of
    unread notices, and whether the user reads the words for helpers."""
    programme = getattr(request, "programme", None)
    if programme is None:
        return {}
    current = current_entry(request.path)
    empty = empty_lists(request.user, programme)
    return {
        "programme": programme,
        "day": request.day,
        "unread": programme.unread,
        "may_search": request.user.has_perm("programmes.view", programme),
        "uses_helper_wording": request.user.has_perm("programmes.use_helper_wording", programme),
        "last_month": Period.last_ended(request.day),
        "day_problem": day_problem(request),
        "today": programme.today(),
        "is_as_of": request.day != programme.today(),
        "navigation": [
            (entry, entry is current)
            for entry in navigation()
            if request.user.has_perm(entry.right, programme)
            and SEEN_IN_PART.get(entry.url_name) not in empty
        ],
    }
