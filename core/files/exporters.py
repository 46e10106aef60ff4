"""A list as a file: exactly the rows and columns shown, over all pages, sent as they come."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from core.files.cells import Form, lines_asked
from core.files.csv_cells import CSV
from core.files.sheet_cells import SHEET
from core.files.workbooks import batches, written
from core.web.tables import Table

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LINES = 500  # that are sent together


def export_response(table: Any, kind: str, name: str) -> StreamingHttpResponse:
    """The table as .xlsx or .csv, to be saved under ``name``."""
    response = StreamingHttpResponse(pieces_of(table, kind, name), content_type=TYPES[kind])
    filename = f"{name}.{kind}".replace("/", "-")
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["Cache-Control"] = "private, no-store"
    return response


def pieces_of(table: Any, kind: str, name: str = "") -> Iterator[bytes]:
    """The file piece by piece, in the language of now: numbers stay numbers, every text a text.
    Whoever stops before the end closes it, which ends the query."""
    pieces = _csv(table) if kind == "csv" else written(title_of(name), _lines(table, SHEET))
    return _spoken(pieces, translation.get_language())


def _spoken(pieces: Iterator[bytes], language: str) -> Iterator[bytes]:
    """They are made while they are sent, when the language of the page has passed."""
    with translation.override(language):
        yield from pieces


def title_of(name: str) -> str:
    """The name as Excel takes it for a sheet; its own where there is none."""
    return re.sub(r"[][:*?/\\]|^'+|'+$", " ", name)[:31].strip() or "Sheet1"


def _csv(table: Any) -> Iterator[bytes]:
    """Some lines at a time; the first begins with a byte order mark for Excel."""
    lines = _lines(table, CSV)
    yield f"\ufeff{next(lines)}".encode()
    for some in batches(lines, LINES):
        yield "".join(some).encode()


def _lines(table: Any, form: Form) -> Iterator[str]:
    """The heads and the rows, written by the database where it can (core.files.cells)."""
    values = iter(table.as_values())
    heads = form.line(next(values), form.head)
    cells = table.as_cells() if isinstance(table, Table) else None
    if cells is None:
        return chain([heads], map(form.line, values))
    return chain([heads], lines_asked(table.data.data, form.asked(cells)))
