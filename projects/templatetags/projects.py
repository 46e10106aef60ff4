"""Lights (a word and a shape, never colour alone), texts of a month, the pipeline's tabs, and the
matters behind a task."""

import re
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.web.links import list_address
from projects.choices import Light, Stage
from projects.figures.works import matters_of
from projects.light_reasons import reasons

# The filters that all pages of the pipeline share (projects/filters.py).
SHARED_FILTERS = (
    "month", "stage", "light", "start", "statistics", "sector", "township", "owner", "official",
    "park", "kind", "year_class", "planned", "reported", "signed", "q",
)  # fmt: skip

SHAPES = {
    Light.RED: "■",
    Light.YELLOW: "▲",
    Light.WATCH: "△",
    Light.GREEN: "●",
    Light.UNREPORTED: "○",
    Light.UNPLANNED: "–",
    Light.MISSING: "?",
    Light.EXEMPT: "◇",
}

MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")

register = template.Library()


@register.simple_tag
def light_badge(value: str, reason: str = "") -> SafeString:
    """The badge of a light; nothing where none applies."""
    if not value:
        return SafeString("")
    light = Light(value)
    return format_html(
        '<span class="light light-{}" title="{}"><span aria-hidden="true">{}</span>{}</span>',
        light.value,
        reason,
        SHAPES[light],
        light.label,
    )


@register.filter
def last_text(spec, name: str) -> str:
    """A text of the previous entry."""
    return getattr(spec.last, name) if spec.last else ""


@register.filter
def shortened(text: str) -> str:
    """The first eighteen characters, as a hint beside a field."""
    return text if len(text) <= 18 else f"{text[:17]}…"


@register.simple_tag
def worst_badge(project: Any, month: Period, places: int) -> SafeString:
    """The worst light of a project of ``with_lights``, with the reasons of all."""
    return light_badge(project.worst_light, " ".join(reasons(project, month, places)))


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
    tabs = [(words, _address(name, query, month), name == current) for name, words in TABS.items()]
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
