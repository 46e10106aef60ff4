"""Values of a query that are not understood, each as a sentence that says what is shown instead."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_tables2.utils import OrderBy

from core.web import chosen_columns
from core.web.ordering import SORT

MAX_SHOWN = 20
CHOICES = ("invalid_choice", "invalid_pk_value")


def filter_problem(label: Any, error: ValidationError) -> str:
    """Of a filter whose value is not understood: the list shows no row."""
    given: dict[str, Any] = getattr(error, "params", None) or {}
    words = {"label": capfirst(str(label)), "error": " ".join(error.messages)}
    if error.code in CHOICES:
        text = _("%(label)s: “%(value)s” is not one of the choices. No row is shown.")
    elif error.code == "max_length":
        text = _(
            "%(label)s: at most %(limit_value)s characters, not %(show_value)s. No row is shown."
        )
    else:
        text = _("%(label)s: %(error)s No row is shown.")
    return text % {**given, **words, "value": _shortened(str(given.get("value", "")))}


def list_problems(query: Any, table: Any) -> list[str]:
    """Of the sort order, the columns and the pages of a list."""
    return [*_sort(query, table), *_columns(query, table), *_pages(query, table)]


def _sort(query: Any, table: Any) -> Iterator[str]:
    known = {column.name for column in table.columns.iterall() if column.orderable}
    for alias in query.getlist(SORT):
        if alias and OrderBy(alias).bare not in known:
            text = _("The list cannot be sorted by “%(value)s”: this is left out.")
            yield text % {"value": _shortened(alias)}


def _columns(query: Any, table: Any) -> Iterator[str]:
    names = [name for name in query.get(chosen_columns.COLUMNS, "").split(",") if name]
    unknown = [name for name in names if name not in table.selectable_columns()]
    if unknown:
        text = _("The list has no column “%(value)s”: this is left out.")
        yield text % {"value": _shortened(", ".join(unknown))}


def _pages(query: Any, table: Any) -> Iterator[str]:
    page, size = query.get("page"), query.get("per_page")
    if not hasattr(table, "page"):  # printed on one page
        return
    if page and _number(page) != table.page.number:
        text = _("There is no page “%(value)s”: page %(number)s is shown.")
        yield text % {"value": _shortened(page), "number": table.page.number}
    if size and _number(size) != table.page_size:
        text = _("A page cannot have “%(value)s” rows: %(number)s are shown.")
        yield text % {"value": _shortened(size), "number": table.page_size}


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def day_problem(request: Any) -> str:
    """Of the as-of day of the address; empty where it has none or a known one."""
    given, day = request.GET.get("as_of", ""), request.day
    if not given or request.has_day_of_address:
        return ""
    text = _("“%(value)s” is not a day (write 2024-07-08): the data of %(day)s is shown.")
    return text % {"value": _shortened(given), "day": day}


def file_refusal(request: Any, context: dict[str, Any]) -> Any:
    """400: no file of a query that is not understood; None where there is no problem. ``context``
    is that of the page: ``filter`` and ``problems``."""
    filters = context["filter"].problems() if "filter" in context else []
    found = [day_problem(request), *filters, *context.get("problems", ())]
    if not any(found):
        return None
    words = _("The file was not made. %(problems)s") % {"problems": "".join(found)}
    return render(request, "400.html", {"exception": words}, status=400)


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"
