"""Lights (a word and a shape, never colour alone), texts of a month, the pipeline's tabs, and the
matters behind a task."""

import re
from collections.abc import Callable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.web.lights import light_badge
from core.web.links import list_address
from programmes.models import ReportingPeriod
from projects.choices import LightKind, Stage
from projects.figures.lights import LightCounts, rated, unrated
from projects.figures.works import matters_of
from projects.light_reasons import missing_field, reason_of
from projects.lights import FIELDS
from projects.plan_progress import points_of

# The filters that all pages of the pipeline share (projects/filters.py).
SHARED_FILTERS = (
    "month", "stage", "warning", "light", "start", "statistics", "sector", "township", "owner",
    "official", "park", "kind", "year_class", "planned", "reported", "signed", "total", "q",
    "as_of",
)  # fmt: skip

MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")

# Whether the user may fill in a field of a project.
Fills = Callable[[Any, str], bool]

register = template.Library()
register.simple_tag(light_badge)


@register.simple_tag(takes_context=True)
def reopening_link(context: Any, month: Period) -> SafeString:
    """A link to the request to reopen a closed month, for whoever may request it; else nothing."""
    user, programme = context["user"], context["programme"]
    if not user.has_perm("supervision.ask_reopen", programme):
        return SafeString("")
    periods = ReportingPeriod.objects.visible_to(user).of(programme)
    if not periods.closed().filter(month=month.start).exists():
        return SafeString("")
    address = reverse("supervision_month", args=[month]) + "#reopen"
    return format_html('<a href="{}">{}</a>', address, _("Ask to reopen"))


@register.filter
def last_text(spec, name: str) -> str:
    """A text of the previous entry."""
    return getattr(spec.last, name) if spec.last else ""


@register.filter
def shortened(text: str) -> str:
    """The first eighteen characters, as a hint beside a field."""
    return text if len(text) <= 18 else f"{text[:17]}…"


def light_mark(
    project: Any, kind: LightKind, month: Period, places: int, *, fills: Fills | None = None
) -> SafeString:
    """The badge of a light of a project of ``with_lights``, its sentence as tooltip; nothing where
    nothing is rated. A missing field is linked for whoever ``fills`` it."""
    return _linked(_badge_of(project, kind, month, places)[0], project, kind, fills)


def explained_light(
    project: Any, kind: LightKind, month: Period, places: int, *, fills: Fills | None = None
) -> SafeString:
    """``light_mark`` and its sentence beside it."""
    badge, words = _badge_of(project, kind, month, places)
    if not badge:
        return badge
    mark = _linked(badge, project, kind, fills)
    return format_html('{} <span class="light-words">{}</span>', mark, words)


def _badge_of(project: Any, kind: LightKind, month: Period, places: int) -> tuple[SafeString, str]:
    """The badge and its sentence; both empty where nothing is rated."""
    words = reason_of(project, kind, month, places)
    return light_badge(getattr(project, FIELDS[kind]), words), words


def _linked(badge: SafeString, project: Any, kind: LightKind, fills: Fills | None) -> SafeString:
    field = missing_field(project, kind)
    if not field or fills is None or not fills(project, field):
        return badge
    address = reverse("edit_project", args=[project.pk])
    return format_html('<a href="{}#id_{}">{}</a>', address, field, badge)


@register.simple_tag(takes_context=True)
def overall_warning(context: Any, project: Any, month: Period, places: int) -> SafeString:
    """综合预警 of a project with its sentence."""
    fills = getattr(context.get("view"), "fills", None)
    return explained_light(project, LightKind.OVERALL, month, places, fills=fills)


@register.inclusion_tag("projects/parts/lights.html", takes_context=True)
def four_lights(context: Any, project: Any, month: Period, places: int) -> dict[str, Any]:
    """综合预警 of a project with the three lights beside it, each with its sentence."""
    fills = getattr(context.get("view"), "fills", None)
    worst = light_mark(project, LightKind.OVERALL, month, places, fills=fills)
    three = [kind for kind in LightKind if kind != LightKind.OVERALL]
    shown = [(one, explained_light(project, one, month, places, fills=fills)) for one in three]
    return {"overall": LightKind.OVERALL, "worst": worst, "shown": shown}


@register.inclusion_tag("projects/parts/light_counts.html")
def light_counts(kind: LightKind, counts: Any, month: Period, **query: Any) -> dict[str, Any]:
    """The numbers of projects by the colours of a light, each linked to its list."""
    found = [
        (light, count, list_address("projects", month=month, **query, **{kind.value: light.value}))
        for light, count in counts.items()
        if count
    ]
    return {"kind": kind, "found": found}


@register.simple_tag
def rated_projects(counts: LightCounts, month: Period) -> str:
    """How many projects have a colour, and of those without one how many for which reason."""
    number, others = rated(counts), unrated(counts)
    words = ngettext(
        "%(month)s: %(n)s project rated", "%(month)s: %(n)s projects rated", number
    ) % {"month": month.label(), "n": number}
    if not others:
        return words
    reasons = [
        gettext("%(reason)s (%(n)s)") % {"reason": light.label, "n": n}
        for light, n in others.items()
    ]
    rest = gettext("%(n)s not rated: %(reasons)s")
    rest %= {"n": sum(others.values()), "reasons": gettext(", ").join(reasons)}
    return f"{words}{gettext('; ')}{rest}"


@register.simple_tag(takes_context=True)
def against_schedule(context: Any, difference: Any, month: Period) -> str:
    """The difference from 序时进度 in points; 本月未结束 where the month runs on the day shown."""
    places = context["programme"].decimals
    return points_of(difference, month, on=context["day"], places=places)


@register.simple_tag(takes_context=True)
def running_month(context: Any, month: Period) -> str:
    """A line that the lights of a month that runs on the day shown are preliminary."""
    if month.has_ended(context["day"]):
        return ""
    words = _("%(month)s has not ended: its lights go by the schedule at its end, preliminarily.")
    return format_html('<p class="text-secondary">{}</p>', words % {"month": month.label()})


@register.simple_tag
def stage_word(stage: str) -> str:
    return str(Stage(stage).label)


# The pages of the pipeline, by url name.
TABS = {
    "projects": _("List"),
    "project_board": _("Board"),
    "projects_by_sector": _("By sector"),
    "projects_by_township": _("By township"),
    "projects_by_official": _("By lead official"),
    "project_deals": _("Signed deals"),
    "projects_largest": _("Ten largest"),
    "projects_behind": _("Furthest behind"),
    "project_changes": _("Changes"),
    "project_months": _("Monthly entry"),
    "stages": _("Stages and conversion"),
    "problems": _("Problems"),
    "matters": _("Matters to coordinate"),
}

# Orders of projects by lateness, and groups with their numbers of lights.
NOT_FOR_HELPERS = (
    "projects_by_sector", "projects_by_township", "projects_by_official", "projects_largest",
    "projects_behind",
)  # fmt: skip


def shared_query(request: Any) -> dict[str, list[str]]:
    """The filters in force, as a query for any page of the pipeline."""
    query = {name: [one for one in request.GET.getlist(name) if one] for name in SHARED_FILTERS}
    return {name: values for name, values in query.items() if values}


@register.inclusion_tag("projects/tabs.html", takes_context=True)
def pipeline_tabs(context: Any) -> dict[str, Any]:
    """The pages of the pipeline with the filters in force; the current one is marked."""
    request = context["request"]
    query, month = shared_query(request), Period.last_ended(request.day)
    current = request.resolver_match.url_name
    left_out = NOT_FOR_HELPERS if context["uses_helper_wording"] else ()
    tabs = [
        (words, _address(name, query, month), name == current)
        for name, words in TABS.items()
        if name not in left_out
    ]
    return {"tabs": tabs}


def _address(url_name: str, query: dict[str, list[str]], month: Period) -> str:
    """The month is in the path of the monthly entry, and in the query of all others."""
    if url_name != "project_months":
        return list_address(url_name, **query)
    chosen = query.get("month", [""])[0]
    chosen = chosen if MONTH.fullmatch(chosen) else str(month)
    rest = {name: values for name, values in query.items() if name != "month"}
    return list_address(url_name, chosen, **rest)


@register.inclusion_tag("projects/parts/matters_behind.html", takes_context=True)
def matters_behind(context: Any, task: Any) -> dict[str, Any]:
    """On a task's page: the matters that became the task, of projects that the user may see."""
    return {"matters": matters_of(task, context["request"].user)}
