"""How amounts, shares, marks and icons look on every page."""

from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.money import format_amount, format_points, format_share
from core.web.links import count_link
from core.web.marks import provenance_mark

register = template.Library()


@register.filter
def wan(yuan: Any) -> str:
    return format_amount(yuan, "万元")


@register.filter
def yi(yuan: Any) -> str:
    return format_amount(yuan, "亿元")


@register.filter
def share(value: Any, places: int = 2) -> str:
    return format_share(value, places)


@register.filter
def points(value: Any, places: int = 2) -> str:
    return format_points(value, places)


@register.filter
def month(day: Any) -> str:
    """A month kept as its first day, as 2024-06."""
    return f"{day:%Y-%m}" if day else "—"


@register.filter
def quantity(value: Any) -> str:
    return "—" if value is None else f"{value.normalize():f}"


@register.filter
def whole_unit(head: Any) -> Any:
    """The head of a column, whose unit in brackets (万元) is not broken across lines; a longer one
    may be, for the column is as narrow as its numbers."""
    words, bracket, unit = str(head).partition("（")
    if not bracket or len(unit) > len("万元）"):
        return head
    return format_html('{}<span class="text-nowrap">{}{}</span>', words, bracket, unit)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of static/img/icons.svg by name."""
    drawn = '<svg class="ti" aria-hidden="true"><use href="{}#{}"/></svg>'
    return format_html(drawn, static("img/icons.svg"), name)


@register.simple_tag
def fresh_id() -> str:
    """The id of a form that has not been sent yet."""
    return str(uuid4())


register.simple_tag(provenance_mark, name="provenance")
register.simple_tag(count_link)


@register.simple_tag(takes_context=True)
def query_with(context: Any, **changes: Any) -> str:
    """The page's query string with these parameters changed; None takes one away. Those that begin
    with a stroke say how it is asked for once, and are not carried on."""
    pairs = [
        (name, value)
        for name, values in context["request"].GET.lists()
        if name not in changes and not name.startswith("_")
        for value in values
    ]
    pairs += [(name, value) for name, value in changes.items() if value is not None]
    return f"?{urlencode(pairs, safe=',', quote_via=quote)}"
