"""A list as a file: exactly the rows and columns shown, over all pages."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from core.money import format_share

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NARROWEST, WIDEST = 8, 60  # of a column, in characters
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
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet(title_of(name))
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1})
    looks = {
        Decimal: book.add_format({"num_format": "#,##0.00"}),
        float: book.add_format({"num_format": "0.00%"}),
        # A text stays one even after somebody edits the cell.
        str: book.add_format({"quote_prefix": True}),
    }
    widths: dict[int, int] = {}
    number = 0
    for number, row in enumerate(table.as_values()):
        for column, value in enumerate(row):
            write_cell(sheet, number, column, value, head if not number else None, looks)
            widths[column] = max(widths.get(column, NARROWEST), width_of(value))
    for column, width in widths.items():
        sheet.set_column(column, column, min(width, WIDEST))
    sheet.autofilter(0, 0, number, max(widths, default=0))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    book.close()
    return buffer.getvalue()


def title_of(name: str) -> str:
    """The name as Excel takes it for a sheet; its own where there is none."""
    return re.sub(r"[][:*?/\\]|^'+|'+$", " ", name)[:31].strip() or "Sheet1"


def width_of(value: Any) -> int:
    """In characters of Excel's standard type, of which a Chinese one takes two."""
    text = f"{value:,.2f}" if isinstance(value, Decimal) else str(value or "")
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text) + 2


def write_cell(sheet: Any, row: int, column: int, value: Any, head: Any, looks: dict) -> None:
    if head:
        sheet.write_string(row, column, str(value), head)
    elif isinstance(value, Decimal | int | float):
        sheet.write_number(row, column, value, looks.get(type(value)))
    elif value not in (None, ""):
        sheet.write_string(row, column, str(value), looks[str])


def csv_lines(table: Any) -> Iterator[str]:
    """Lines of .csv, one by one; the first begins with a byte order mark for Excel."""
    line = io.StringIO()
    writer = csv.writer(line)
    line.write("\ufeff")
    for row in table.as_values():
        writer.writerow([plain(value) for value in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


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
