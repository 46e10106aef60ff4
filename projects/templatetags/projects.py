"""Lights (a word and a shape, never colour alone), amounts for scripts, and the pipeline's tabs."""

import re
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.web.links import list_address
from projects.choices import Light, Stage
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


@dataclass(frozen=True)
class Tab:
    """A page of the pipeline."""

    url_name: str
    label: str | Promise
    with_month: bool = False


TABS = (
    Tab("projects", _("List")),
    Tab("project_board", _("Board")),
    Tab("projects_by_sector", _("By sector")),
    Tab("projects_by_township", _("By township")),
    Tab("projects_by_official", _("By lead official")),
    Tab("project_deals", _("Signed deals")),
    Tab("projects_largest", _("Ten largest")),
    Tab("projects_behind", _("Furthest behind")),
    Tab("project_changes", _("Changes")),
    Tab("project_months", _("Monthly entry"), with_month=True),
    Tab("stages", _("Stages and conversion")),
    Tab("problems", _("Problems")),
    Tab("matters", _("Matters to coordinate")),
)


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
    return {"tabs": [(tab, _address(tab, query, month), tab.url_name == current) for tab in TABS]}


def _address(tab: Tab, query: dict[str, list[str]], month: Period) -> str:
    if not tab.with_month:
        return list_address(tab.url_name, **query)
    chosen = query.get("month", [""])[0]
    chosen = chosen if MONTH.fullmatch(chosen) else str(month)
    rest = {name: values for name, values in query.items() if name != "month"}
    return list_address(tab.url_name, chosen, **rest)
