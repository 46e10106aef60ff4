"""The preview of an import: stored as JSON, and shown page by page."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.importing.columns import Found
from core.importing.importer import Importer
from core.importing.rows import Result, Row, value_text
from core.importing.words import plain

ROWS = 50
MOST_SKIPPED = 100  # rows that are listed
DONE = {"changed": "updated", "created": "created", "unchanged": "unchanged"}
DATE_IN_DIGITS = re.compile(r"[\d./年月日-]+")


def outcomes(preview: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The rows with this outcome; all for an unknown kind."""
    rows = preview.get("outcomes", [])
    return [row for row in rows if row["done"] == DONE[kind]] if kind in DONE else rows


def page_of(rows: Sequence | QuerySet, number: str | None) -> Page:
    """The first page for no number, the last for one beyond."""
    return Paginator(rows, ROWS).get_page(number)


def with_values(preview: dict[str, Any], rows: Page) -> Page:
    """Adds to each new row its ``first`` values and all ``others`` that it has."""
    titles, first = preview.get("titles", []), preview.get("first", 0)
    for row in rows:
        pairs = list(zip(titles, row.get("values", []), strict=False))
        row["first"] = pairs[:first]
        row["others"] = [(title, value) for title, value in pairs[first:] if value]
    return rows


# Storing


def preview_of(importer: Importer, result: Result) -> dict[str, Any]:
    rows = rows_of(importer) if result.is_good else {"outcomes": []}
    preview = {**result_of(importer, result), **rows}
    return without_nul(preview) if "\\u0000" in json.dumps(preview) else preview


def result_of(importer: Importer, result: Result) -> dict[str, Any]:
    """The counts and errors, and what was not read, as the command prints it."""
    more = ["…"] if len(importer.skipped_rows) > MOST_SKIPPED else []
    return {
        **asdict(result),
        "hidden": importer.hidden,
        "skipped_sheets": importer.skipped,
        "skipped_rows": importer.skipped_rows[:MOST_SKIPPED] + more,
        "sheets": [table.sheet.name for table in importer.tables[1:] and importer.tables],
        "computed": importer.computed_heads,
        "unread": importer.unread_heads,
        "totals": [asdict(one) for one in importer.totals],
        "unknown": [asdict(one) for one in importer.unknown.values()],
        "applied": [asdict(one) for one in importer.applied],
    }


def without_nul(value: Any) -> Any:
    """PostgreSQL stores no NUL, which the words of a cell may contain."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {name: without_nul(one) for name, one in value.items()}
    return [without_nul(one) for one in value] if isinstance(value, list | tuple) else value


def rows_of(importer: Importer) -> dict[str, Any]:
    columns = shown_columns(importer)
    texts = [ColumnText(found) for found in columns]
    return {
        "outcomes": [outcome_of(row, texts) for row in importer.saved],
        "titles": [title_of(found) for found in columns],
        "first": sum(one.column.name in importer.shown_first for one in columns),
    }


def shown_columns(importer: Importer) -> list[Found]:
    """``shown_first``, then the others in the order of the sheet, without keys and technical
    ones."""
    order = {name: place for place, name in enumerate(importer.shown_first)}
    heads = importer.table.found if importer.tables else []
    shown = [one for one in heads if not one.column.is_technical]
    found = [one for one in shown if one.column.name not in importer.identity]
    return sorted(found, key=lambda one: order.get(one.column.name, len(order)))


def title_of(found: Found) -> str:
    words = "".join(found.head.parts) if found.column.many else found.column.title
    return f"{words}(万元)" if found.column.money and not found.head.unit else words


def outcome_of(row: Row, columns: "Sequence[ColumnText]") -> dict[str, Any]:
    """The effect of a row: the changes of an updated one, the values of a new one."""
    values: dict[str, Any] = {
        "number": row.number,
        "name": row.name(),
        "done": row.done,
        "sheet": row.sheet,
        "changes": [vars(one) for one in row.changes] if row.done == "updated" else [],
    }
    if row.is_created:
        values["values"] = [column.of(row) for column in columns]
    return values


class ColumnText:
    """The values of a column as text, with the sheet's own words where they differ."""

    def __init__(self, found: Found):
        self.found = found
        self.cache: dict[Any, str] = {}

    def of(self, row: Row) -> str:
        value = row.at(self.found)
        if value is None or type(value) is str:
            return value or ""
        if isinstance(value, list):
            return "、".join(map(str, value))
        key = value, row.raw(self.found) if self.found.column.suggest else ""
        if key not in self.cache:
            self.cache[key] = self._text(value, row.raw(self.found))
        return self.cache[key]

    def _text(self, value: Any, raw: str) -> str:
        column = self.found.column
        if isinstance(value, tuple):
            return raw
        words, plain_raw = value_text(value, column), plain(raw)
        if isinstance(value, Decimal):
            return words
        is_same = plain_raw == plain(words) or DATE_IN_DIGITS.fullmatch(plain_raw)
        if column.suggest is None or is_same:
            return words
        return _("%(read)s (in the sheet: %(words)s)") % {"read": words, "words": raw}
