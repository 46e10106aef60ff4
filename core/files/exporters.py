"""A list as a file: exactly the rows and columns shown, over all pages, sent as they are read."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from core.files.csv_writer import csv_pieces
from core.files.xlsx_writer import xlsx_pieces

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export_response(table: Any, kind: str, name: str) -> StreamingHttpResponse:
    """The table as .xlsx or .csv, to be saved under ``name``."""
    response = StreamingHttpResponse(pieces_of(table, kind, name), content_type=TYPES[kind])
    filename = f"{name}.{kind}".replace("/", "-")
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["Cache-Control"] = "private, no-store"
    return response


def pieces_of(table: Any, kind: str, name: str = "") -> Iterator[bytes]:
    """The file piece by piece, in the language active at the call. ``table`` is anything with
    ``as_values()``. Closing the iterator ends the query."""
    return _pieces(table, kind, name, translation.get_language())


def _pieces(table: Any, kind: str, name: str, language: str) -> Iterator[bytes]:
    """Runs while the response is sent, when the language of the request is no longer active."""
    with translation.override(language), closing(table.as_values()) as rows:
        yield from csv_pieces(rows) if kind == "csv" else xlsx_pieces(name, rows)
