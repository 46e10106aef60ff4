"""What the page of an import shows of its preview: the rows asked for, page by page."""

from typing import Any

from django.core.paginator import Page, Paginator

ROWS = 50
KINDS = ("all", "changed", "created", "unchanged")
DONE = {"changed": "updated", "created": "created", "unchanged": "unchanged"}


def outcomes(preview: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The rows of the sheet of this kind; of an unknown kind, all."""
    rows = preview.get("outcomes", [])
    return [row for row in rows if row["done"] == DONE[kind]] if kind in DONE else rows


def page_of(rows: list, number: str | None) -> Page:
    """Any number will do: one that is none is the first, one beyond the last the last."""
    return Paginator(rows, ROWS).get_page(number)
