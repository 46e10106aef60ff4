"""Findings on the pages of what they are about, for whoever may see them; a helper sees none."""

from typing import Any

from django import template

from core.web.links import list_address
from funds.models import FundLine
from programmes.models import Need, Task
from projects.models import Project
from supervision.figures.findings import finding_day, finding_reason
from supervision.figures.origins import key_of, may_be_found
from supervision.models import Finding

register = template.Library()
FIELDS = {Project: "project", Task: "task", FundLine: "fund_line", Need: "need"}


def _may(context: Any, right: str) -> bool:
    request = context["request"]
    return request.user.has_perm(right, request.programme)


@register.inclusion_tag("supervision/findings_about.html", takes_context=True)
def findings_about(context: Any, record: Any) -> dict[str, Any]:
    """The findings about a project, task, fund line or need, and for the task force the button
    that records one."""
    if not _may(context, "supervision.view_findings"):
        return {"is_hidden": True}
    request, programme = context["request"], context["request"].programme
    day = finding_day(programme, request.day)
    rows = Finding.objects.visible_to(request.user).of(programme).counted().as_of(request.day)
    rows = rows.with_ends(request.day).with_light(day).filter(**{FIELDS[type(record)]: record})
    found = list(rows.select_related("unit").order_by("found_on", "number"))
    for one in found:
        one.reason = finding_reason(one, day)
    may_record = _may(context, "supervision.manage_findings")
    may_record &= not getattr(record, "is_led_by_helper", False)
    new = list_address("new_finding", origin=key_of(record)) if may_record else ""
    return {"findings": found, "new": new, "is_hidden": not (found or new)}


@register.inclusion_tag("supervision/recorded_as.html", takes_context=True)
def recorded_as(context: Any, record: Any) -> dict[str, Any]:
    """Beside a problem, entry or instruction: the finding that was recorded from it, or for the
    task force the button that records it."""
    if not _may(context, "supervision.view_findings"):
        return {}
    key = key_of(record)
    if finding := _recorded(context).get(key):
        return {"finding": finding}
    if may_be_found(record) and _may(context, "supervision.manage_findings"):
        return {"new": list_address("new_finding", origin=key)}
    return {}


def _recorded(context: Any) -> dict[str, int]:
    """The findings that the person sees by their origin, read once for the page."""
    request = context["request"]
    if not hasattr(request, "recorded_findings"):
        rows = Finding.objects.visible_to(request.user).of(request.programme)
        request.recorded_findings = dict(rows.exclude(origin="").values_list("origin", "pk"))
    return request.recorded_findings
