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
    """Those shown first, then the others in the order of the sheet; the key stands beside."""
    order = {name: place for place, name in enumerate(importer.shown_first)}
    heads = importer.table.found if importer.tables else []
    found = [one for one in heads if one.column.name not in importer.identity]
    return sorted(found, key=lambda one: order.get(one.column.name, len(order)))


def rows_kept(importer: "Importer") -> dict[str, Any]:
    columns = columns_shown(importer)
    words = [ColumnWords(found) for found in columns]
    return {
        "outcomes": [outcome_kept(one, words) for one in importer.outcomes],
        "titles": [titled(found) for found in columns],
        "first": sum(one.column.name in importer.shown_first for one in columns),
    }


def titled(found: Found) -> str:
    words = "".join(found.head.parts) if found.column.many else found.column.title
    return f"{words}(万元)" if found.column.money and not found.head.unit else words


def outcome_kept(outcome: Outcome, columns: "Sequence[ColumnWords]") -> dict[str, Any]:
    kept: dict[str, Any] = {
        "number": outcome.number,
        "name": outcome.name,
        "done": outcome.done,
        "sheet": outcome.sheet,
        "changes": [vars(change) for change in outcome.changes],
    }
    if outcome.done == "created" and outcome.row:
        kept["values"] = [column.of(outcome.row) for column in columns]
    return kept


class ColumnWords:
    """The cells of a column as they were read; what stands there itself beside it, where it was
    put otherwise. The same is put into words once."""

    def __init__(self, found: Found):
        self.found = found
        self.known: dict[Any, str] = {}

    def of(self, row: Row) -> str:
        value = row.at(self.found)
        if value is None or type(value) is str:
            return value or ""
        if isinstance(value, list):
            return "、".join(map(str, value))
        key = value, row.raw(self.found) if self.found.column.asks else ""
        if key not in self.known:
            self.known[key] = self._in_words(value, row.raw(self.found))
        return self.known[key]

    def _in_words(self, value: Any, raw: str) -> str:
        if isinstance(value, Decimal):
            return plain_amount(value) if self.found.column.money else shown(value)
        if isinstance(value, tuple):
            return raw
        words, plainly = named(value), plain(raw)
        is_plain = plainly == plain(words) or DATE_IN_DIGITS.fullmatch(plainly)
        if self.found.column.asks is None or is_plain:
            return words
        return _("%(read)s (in the sheet: %(words)s)") % {"read": words, "words": raw}


def named(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:%Y-%m}" if isinstance(value, date) else str(getattr(value, "label", value))
