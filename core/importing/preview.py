"""What the page of an import shows of its preview: the rows asked for, page by page."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.importing.cells import shown
from core.importing.columns import Found
from core.importing.rows import Outcome, Row
from core.importing.words import plain
from core.money import plain_amount

if TYPE_CHECKING:
    from core.importing.importer import Importer

ROWS = 50
KINDS = ("all", "changed", "created", "unchanged")
DONE = {"changed": "updated", "created": "created", "unchanged": "unchanged"}
DATE_IN_DIGITS = re.compile(r"[\d./年月日-]+")


def outcomes(preview: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The rows of the sheet of this kind; of an unknown kind, all."""
    rows = preview.get("outcomes", [])
    return [row for row in rows if row["done"] == DONE[kind]] if kind in DONE else rows


def page_of(rows: Sequence | QuerySet, number: str | None) -> Page:
    """Any number will do: one that is none is the first, one beyond the last the last."""
    return Paginator(rows, ROWS).get_page(number)


def with_values(preview: dict[str, Any], rows: Page) -> Page:
    """Each new row of the page with its ``first`` values and, folded, all ``others`` it has."""
    titles, first = preview.get("titles", []), preview.get("first", 0)
    for row in rows:
        pairs = list(zip(titles, row.get("values", []), strict=False))
        row["first"] = pairs[:first]
        row["others"] = [(title, value) for title, value in pairs[first:] if value]
    return rows


# What is kept of an import for its page


def columns_shown(importer: "Importer") -> list[Found]:
    """Those by which a row is known, then the others in the order of the sheet."""
    order = {name: place for place, name in enumerate(importer.shown_first)}
    found = importer.table.found if importer.tables else []
    return sorted(found, key=lambda one: order.get(one.column.name, len(order)))


def rows_kept(importer: "Importer") -> dict[str, Any]:
    columns = columns_shown(importer)
    return {
        "outcomes": [outcome_kept(one, columns) for one in importer.outcomes],
        "titles": [titled(found) for found in columns],
        "first": sum(one.column.name in importer.shown_first for one in columns),
    }


def titled(found: Found) -> str:
    words = "".join(found.head.parts) if found.column.many else found.column.title
    return f"{words}(万元)" if found.column.money and not found.head.unit else words


def outcome_kept(outcome: Outcome, columns: Sequence[Found]) -> dict[str, Any]:
    kept = {
        "number": outcome.number,
        "name": outcome.name,
        "done": outcome.done,
        "sheet": outcome.sheet,
        "changes": [vars(change) for change in outcome.changes],
    }
    if outcome.done == "created" and outcome.row:
        kept["values"] = [in_words(outcome.row, found) for found in columns]
    return kept


def in_words(row: Row, found: Found) -> str:
    """The cell as it was read; what stands there itself beside it, where it was put otherwise."""
    value = row.at(found)
    if isinstance(value, str) and not hasattr(value, "label"):
        return value
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_amount(value) if found.column.money else shown(value)
    raw = row.raw(found)
    if isinstance(value, tuple):
        return raw
    words = named(value)
    is_plain = plain(raw) == plain(words) or DATE_IN_DIGITS.fullmatch(plain(raw))
    if found.column.asks is None or is_plain:
        return words
    return _("%(read)s (in the sheet: %(words)s)") % {"read": words, "words": raw}


def named(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(getattr(value, "label", value))
