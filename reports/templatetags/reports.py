"""Template tags that show a stored content: links of its parts, cells with their units."""

from typing import Any

from django import template
from django.urls import reverse

from core.web.links import list_address
from reports.content import formatting

register = template.Library()


@register.simple_tag(takes_context=True)
def address(context: Any, subject: dict) -> str:
    """The URL of the page that proves a part of a sentence or a row, lists as of the day of the
    report; empty without one."""
    if not subject.get("to"):
        return ""
    if "pk" in subject:
        return reverse(subject["to"], args=[subject["pk"]])
    return list_address(subject["to"], **subject["query"], as_of=context["content"]["as_of"])


@register.simple_tag
def section_heading(content: dict, number: int) -> str:
    return content["sections"][number]["heading"]


@register.filter
def head(column: dict) -> str:
    return formatting.heading_of(column)


@register.simple_tag
def cells(row: dict, columns: list[dict], places: int) -> list[dict[str, Any]]:
    """``text`` and ``number`` (whether right-aligned) of each cell."""
    return [
        {
            "text": formatting.format_cell(cell, column["kind"], places),
            "number": column["kind"] in formatting.NUMBERS,
        }
        for cell, column in zip(row["cells"], columns, strict=True)
    ]


@register.filter
def is_number(column: dict) -> bool:
    return column["kind"] in formatting.NUMBERS
