"""A list as a file: exactly the rows and columns shown, over all pages."""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from core.money import format_share
from core.workbooks import written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINES = 500  # that are sent together
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def export_response(table: Any, kind: str, name: str) -> HttpResponseBase:
    """The table as .xlsx or .csv, to be saved under ``name``."""
    response: HttpResponseBase
    if kind == "csv":
        response = StreamingHttpResponse(csv_lines(table), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(workbook_of(table, name), content_type=XLSX)
    filename = f"{name}.{kind}".replace("/", "-")
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["Cache-Control"] = "private, no-store"
    return response


def workbook_of(table: Any, name: str = "") -> bytes:
    """An .xlsx of the table: numbers as numbers, shares (float) as percent, every text as text,
    heads kept in view with their filters, columns as wide as what they hold."""
    return written(title_of(name), table.as_values())


def title_of(name: str) -> str:
    """The name as Excel takes it for a sheet; its own where there is none."""
    return re.sub(r"[][:*?/\\]|^'+|'+$", " ", name)[:31].strip() or "Sheet1"


def csv_lines(table: Any) -> Iterator[str]:
    """A .csv, some lines at a time; the first begins with a byte order mark for Excel."""
    line = io.StringIO()
    writer = csv.writer(line)
    line.write("\ufeff")
    for number, row in enumerate(table.as_values(), 1):
        writer.writerow([plain(value) for value in row])
        if number == 1 or number % LINES == 0:
            yield line.getvalue()
            line.seek(0)
            line.truncate()
    yield line.getvalue()


def plain(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe; a share, the only
    float there is, is written as percent."""
    if isinstance(value, float):
        return format_share(Fraction(value))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value
