"""A feedback sheet as a workbook: locked but for the fields to fill in, on A4 landscape."""

from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from core.files.exporters import A4, xlsx_text
from core.text import clean_text
from programmes.exporters.feedback_parts import NUMBER, TEXT, PartColumn, PartRow, sheet_parts
from programmes.models import FeedbackSheet

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
HEADS = 5  # the row of the heads, from 0
LARGEST = 999_999_999_999
MAY = {"format_columns": True, "format_rows": True}


def day_words(day: date) -> str:
    return f"{day.month}月{day.day}日"


def title_words(sheet: FeedbackSheet) -> str:
    kind = "帮扶事项反馈表" if sheet.is_for_helper else "任务填报表"
    return f"{sheet.programme.name}{sheet.month.year}年{sheet.month.month}月{kind}"


def file_name(sheet: FeedbackSheet) -> str:
    kind = "反馈表" if sheet.is_for_helper else "填报表"
    return f"{sheet.unit}{sheet.month:%Y-%m}{kind}.xlsx".replace("/", "-")


def write_book(sheet: FeedbackSheet) -> bytes:
    """The workbook with one sheet for each part that has rows."""
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        for part in sheet_parts:
            if rows := part.rows(sheet):
                writer = PartWriter(book, part.title, part.columns(sheet))
                writer.write(above(sheet, part.guide), rows)
    return buffer.getvalue()


def above(sheet: FeedbackSheet, guide: str) -> list[str]:
    """The lines above the heads."""
    day, contact = day_words(sheet.due_on), sheet.programme.contact
    request = f"商请于{day}前反馈。" if sheet.is_for_helper else f"请于{day}前填报。"
    return [
        title_words(sheet),
        f"单位：{sheet.unit}",
        f"{request}{f'联系：{contact}' if contact else ''}",
        guide,
    ]


class PartWriter:
    """One sheet of the workbook."""

    def __init__(self, book: Any, title: str, columns: Any):
        self.sheet, self.columns = book.add_worksheet(title), columns
        cell = {"border": 1, "font_size": 10, "text_wrap": True, "valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.line = book.add_format({"font_size": 11})
        self.head = book.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter"})
        self.locked = book.add_format(cell)
        self.hidden = book.add_format({"font_size": 10})  # a wrapped code would make the row high
        light = {**cell, "locked": False, "bg_color": "#FFFBE6"}
        # A text stays a text whatever it begins with.
        self.text = book.add_format({**light, "num_format": "@"})
        self.number = book.add_format({**light, "num_format": "General"})

    def write(self, above: list[str], rows: list[PartRow]) -> None:
        first = next(n for n, one in enumerate(self.columns) if not one.is_hidden)
        for line, words in enumerate(above):
            style = self.line if line else self.title
            self.sheet.write_string(line, first, shown(words), style)
        for place, column in enumerate(self.columns):
            self.sheet.write_string(HEADS, place, column.title, self.head)
            options = {"hidden": True} if column.is_hidden else {}
            self.sheet.set_column(place, place, column.width, None, options)
        for line, row in enumerate(rows, HEADS + 1):
            self.write_row(line, row)
        self.finish(HEADS + len(rows), first)

    def write_row(self, line: int, row: PartRow) -> None:
        locked = [place for place, column in enumerate(self.columns) if not column.kind]
        for place, words in zip(locked, row.words, strict=True):
            style = self.hidden if self.columns[place].is_hidden else self.locked
            self.sheet.write(line, place, shown(words) or None, style)
        for place, column in enumerate(self.columns):
            if column.title in row.notes:
                self.sheet.write_string(line, place, row.notes[column.title], self.locked)
            elif column.kind:
                style = self.number if column.kind == NUMBER else self.text
                self.sheet.write_blank(line, place, None, style)

    def finish(self, last: int, first: int) -> None:
        for place, column in enumerate(self.columns):
            if column.kind:
                self.sheet.data_validation(HEADS + 1, place, last, place, check_of(column))
        self.sheet.protect("", MAY)
        self.sheet.freeze_panes(HEADS + 1, first + 2)
        self.sheet.repeat_rows(HEADS)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        self.sheet.set_footer("&C— &P —")


def check_of(column: PartColumn) -> dict[str, Any]:
    if column.kind == NUMBER:
        limits = {"criteria": "between", "minimum": 0, "maximum": LARGEST}
        return {"validate": "decimal", **limits, "error_message": "请填写数字。"}
    if column.kind == TEXT:
        limits = {"criteria": "<=", "value": column.longest}
        return {"validate": "length", **limits, "error_message": f"最多{column.longest}字。"}
    return {"validate": "list", "source": ["是"], "error_message": "请选“是”，或留空。"}


def shown(words: str) -> str:
    return xlsx_text(clean_text(words))
