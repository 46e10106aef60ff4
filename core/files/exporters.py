"""A list as a file: exactly the rows and columns shown, over all pages, sent as they are read.

CSV for Excel: text that a spreadsheet would take for a formula gets an apostrophe; a share, the
only float there is, is written as percent. Workbooks have one sheet, and every text in it is
written as text: nothing becomes a formula or a link. Decimals are amounts, floats are shares.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from xlsxwriter import Workbook

from core.money import round_half_up

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What a spreadsheet takes for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads the file in another encoding
LINES = 500  # that are sent together
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
A4 = 9
PIECE = 64 << 10  # bytes that are sent together
MEASURED = 2000  # rows from which the widths of the columns are computed
NARROWEST, WIDEST = 8, 60  # of a column, in characters of Excel's standard font
WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")


class Line:
    """Returns each line to whoever calls ``writerow``."""

    def write(self, line: str) -> str:
        return line


def csv_pieces(rows: Iterator[Sequence[Any]]) -> Iterator[bytes]:
    """The file piece by piece; the first row, the heads, is sent alone."""
    write = csv.writer(Line()).writerow
    heads = write(list(map(csv_text, next(rows))))
    yield f"{BYTE_ORDER_MARK}{heads}".encode()
    while lines := [write(list(map(csv_text, row))) for row in islice(rows, LINES)]:
        yield "".join(lines).encode()


def csv_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, float):
        return f"{round_half_up(Decimal(repr(value)) * 100, 2)}%"
    text = str(value)
    is_safe = isinstance(value, int) or not text.startswith(FORMULA_STARTS)
    return text if is_safe else f"'{text}"


def xlsx_pieces(title: str, rows: Iterator[Sequence[Any]]) -> Iterator[bytes]:
    """The file piece by piece; the first row holds the heads. It is written whole to a temporary
    folder before the first piece is sent."""
    with TemporaryDirectory(prefix="workbook-") as folder:
        path = Path(folder, "list.xlsx")
        with Workbook(path, {**OPTIONS, "tmpdir": folder}) as book:
            ListSheet(book, sheet_title(title)).write(rows)
        with path.open("rb") as file:
            yield from iter(partial(file.read, PIECE), b"")


def sheet_title(name: str) -> str:
    """The name as Excel takes it for a sheet; ``Sheet1`` where nothing of it is left."""
    return re.sub(r"[][:*?/\\]|^'+|'+$", " ", name)[:31].strip() or "Sheet1"


class ListSheet:
    """The heads stay in view, filter the rows and are repeated on each printed page. A sheet to be
    imported has a ``title`` above them, and shows amounts at full precision and whole texts."""

    def __init__(self, book: Workbook, name: str, title: str = ""):
        self.sheet, self.heads = book.add_worksheet(name), 1 if title else 0
        self.head = book.add_format({"bold": True, "border": 1, "text_wrap": True})
        self.amount = book.add_format({"num_format": "General" if title else "#,##0.00"})
        self.share = book.add_format({"num_format": "0.00%"})
        # The prefix keeps a text a text when somebody edits the cell.
        self.text = book.add_format({"quote_prefix": True, "text_wrap": bool(title)})
        if title:
            self.sheet.write_string(0, 0, title, book.add_format({"bold": True}))

    def write(self, rows: Iterator[Sequence[Any]]) -> None:
        heads, line = [str(head) for head in next(rows)], self.heads
        for column, head in enumerate(heads):
            self.sheet.write_string(line, column, xlsx_text(head), self.head)
        widths = list(map(width_of, heads))
        for line, row in enumerate(rows, self.heads + 1):
            if line < MEASURED:
                widths = list(map(max, widths, map(width_of, row)))
            for column, value in enumerate(row):
                self.write_cell(line, column, value)
        self.finish(line, widths)

    def write_cell(self, line: int, column: int, value: Any) -> None:
        """None and empty text leave the cell out."""
        if isinstance(value, Decimal):
            self.sheet.write_number(line, column, value, self.amount)
        elif isinstance(value, float):
            self.sheet.write_number(line, column, value, self.share)
        elif isinstance(value, int):
            self.sheet.write_number(line, column, value)
        elif value is not None and (text := str(value)):
            self.sheet.write_string(line, column, xlsx_text(text), self.text)

    def finish(self, last: int, widths: list[int]) -> None:
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, min(max(width, NARROWEST), WIDEST))
        self.sheet.freeze_panes(self.heads + 1, 0)
        self.sheet.autofilter(self.heads, 0, last, len(widths) - 1)
        self.sheet.repeat_rows(self.heads)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)


def xlsx_text(text: str) -> str:
    """XlsxWriter takes a text between these tags for its own markup and does not escape it."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def width_of(value: Any) -> int:
    """In characters of Excel's standard font: a Chinese one counts as two."""
    if value is None or isinstance(value, float):
        return 0
    text = f"{value:,.2f}" if isinstance(value, Decimal) else str(value)
    return len(text) + len(WIDE.findall(text)) + 2


def write_file(file: BinaryIO, kind: str, title: str, rows: Iterator[Sequence[Any]]) -> None:
    """Writes the rows, the first of which holds the heads; in a workbook below the title."""
    if kind == "csv":
        file.writelines(csv_pieces(rows))
        return
    with Workbook(file, OPTIONS) as book:
        ListSheet(book, "Sheet1", title).write(rows)


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
