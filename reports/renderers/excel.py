"""Renders the stored content as an Excel workbook: numbers as numbers, text as text."""

from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from reports.content.formatting import NUMBERS, cell_number, clean, heading_of, notes, tables
from reports.content.parts import text_of

A4 = 9
HEAD_ROW = 2  # under the title and the line of units
SOURCE = "数据来源"


def render_excel(content: dict, *, draft: bool) -> bytes:
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    title = f"{content['title']}{content['issue']}"
    day = datetime.fromisoformat(content["as_of"])
    book.set_properties({"title": title, "created": day})
    sheets = Sheets(book, title, content["decimals"], draft)
    sheets.add_text("数据说明", [("", _words(block)) for block in notes(content)])
    sheets.add_text("总体情况", _lines(content))
    for table in tables(content):
        sheets.add_table(f"表{table['number']} {table['title']}", table)
    sheets.add_table(content["projects"]["title"], content["projects"])
    book.close()
    return buffer.getvalue()


def _lines(content: dict) -> list[tuple[str, str]]:
    """Every sentence of the report, with the headings in a column of their own; the lines of a
    corrected Word as they are."""
    if "corrected" in content:
        return [("", line) for line in content["corrected"]]
    lines = []
    for section in content["sections"]:
        lines.append((section["heading"], ""))
        for block in section["blocks"]:
            if block["type"] == "heading":
                lines.append((block["text"], ""))
            elif block["type"] == "paragraph":
                lines.append(("", _words(block)))
    return lines


def _words(block: dict) -> str:
    return block["lead"] + "".join(text_of(words) for words in block["sentences"])


class Sheets:
    """One workbook's sheets, printed on A4 landscape with their titles repeated."""

    def __init__(self, book: Any, title: str, places: int, draft: bool):
        self.book, self.title, self.draft = book, title, draft
        share = "0." + "0" * places if places else "0"
        self.formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "unit": book.add_format({"font_size": 9}),
            "head": self._cell(bold=True, text_wrap=True, align="center", valign="vcenter"),
            "text": self._cell(text_wrap=True, valign="top"),
            "bold": self._cell(bold=True, text_wrap=True, valign="top"),
            "count": self._cell(num_format="0", valign="top"),
            "amount": self._cell(num_format="#,##0.00", valign="top"),
            "share": self._cell(num_format=share, valign="top"),
            "points": self._cell(num_format=f"+{share};-{share};{share}", valign="top"),
        }

    def _cell(self, **style: Any) -> Any:
        return self.book.add_format({"border": 1, "font_size": 10, **style})

    def _add(self, name: str, heading: str) -> Any:
        sheet = self.book.add_worksheet(name[:31])
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.5, 0.5, 0.75, 0.75)
        sheet.set_header("&C草稿" if self.draft else "")
        sheet.set_footer("&C— &P —")
        sheet.write_string(0, 0, self.title, self.formats["title"])
        sheet.write_string(1, 0, heading, self.formats["unit"])
        return sheet

    def add_text(self, name: str, lines: list[tuple[str, str]]) -> None:
        sheet = self._add(name, name)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 110)
        for row, (heading, words) in enumerate(lines, HEAD_ROW):
            sheet.write_string(row, 0, heading, self.formats["bold"])
            sheet.write_string(row, 1, clean(words), self.formats["text"])

    def add_table(self, name: str, table: dict) -> None:
        sheet = self._add(name, name)
        heads = [*(heading_of(column) for column in table["columns"]), SOURCE]
        for place, head in enumerate(heads):
            sheet.write_string(HEAD_ROW, place, head, self.formats["head"])
            sheet.set_column(place, place, self._width(place, table))
        rows = [*table["rows"], *([table["total"]] if table.get("total") else [])]
        for line, row in enumerate(rows, HEAD_ROW + 1):
            self._write(sheet, line, row, table["columns"])
        sheet.freeze_panes(HEAD_ROW + 1, 2 if len(heads) > 10 else 1)
        sheet.repeat_rows(0, HEAD_ROW)

    def _width(self, place: int, table: dict) -> int:
        """In half-width characters, from the column's longest text."""
        if place == len(table["columns"]):
            return 16
        kind = table["columns"][place]["kind"]
        if kind in NUMBERS:
            return 14 if kind == "amount" else 11
        longest = max((len(str(row["cells"][place] or "")) for row in table["rows"]), default=0)
        return max(8, min(longest * 2 + 2, 30))

    def _write(self, sheet: Any, line: int, row: dict, columns: list[dict]) -> None:
        for place, (cell, column) in enumerate(zip(row["cells"], columns, strict=True)):
            kind = column["kind"]
            if kind == "text":
                sheet.write_string(line, place, clean(cell or ""), self.formats["text"])
            elif (value := cell_number(cell, kind)) is None:
                sheet.write_blank(line, place, None, self.formats[kind])
            else:
                sheet.write_number(line, place, value, self.formats[kind])
        sheet.write_string(line, len(columns), row["mark"], self.formats["text"])
