"""The letter (商请函) that goes to a helper with its feedback sheet, on the page of an official
document. Its number, issuer, day and seal are added by the office."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.shared import Mm, Pt

from core.files.word_layout import (
    BODY,
    FANG_SONG,
    HEI,
    add_run,
    add_signature,
    element,
    set_up_page,
)
from core.files.word_text import add_text, add_title, set_properties
from core.money import DASH
from core.text import clean_text
from programmes.exporters.feedback_book import day_words
from programmes.exporters.feedback_parts import words_of_tasks
from programmes.figures.feedback import items_of
from programmes.models import FeedbackSheet

HEADS = ("序号", "任务", "商定时间", "需反馈内容")
WIDTHS = (Mm(14), Mm(72), Mm(32), Mm(38))
CELL_SIZE = Pt(12)
FEEDBACK, WITH_QUANTITY = "进展、问题、需协助事项", "进展、完成量、问题、需协助事项"


def write_letter(sheet: FeedbackSheet) -> bytes:
    document, buffer = Document(), BytesIO()
    set_up_page(document, draft=False)
    set_properties(document, letter_name(sheet))
    document.add_paragraph()
    add_title(document, f"关于商请反馈{sheet.month.year}年{sheet.month.month}月帮扶事项进展的函")
    document.add_paragraph()
    add_run(document.add_paragraph(), f"{sheet.unit}：", FANG_SONG, BODY)
    for words in _paragraphs(sheet):
        add_text(document, words)
    _table(document, sheet)
    add_signature(document)
    document.save(buffer)
    return buffer.getvalue()


def letter_name(sheet: FeedbackSheet) -> str:
    return f"{sheet.unit}{sheet.month:%Y-%m}商请函.docx".replace("/", "-")


def _paragraphs(sheet: FeedbackSheet) -> list[str]:
    programme, month = sheet.programme, sheet.month
    contact = f"联系：{programme.contact}。" if programme.contact else ""
    return [
        f"感谢贵单位对{programme.county}的帮扶。为做好{month.year}年{month.month}月帮扶事项进展汇总，"
        f"现商请贵单位就下列事项，于{day_words(sheet.due_on)}前反馈。",
        f"请填写随函的反馈表并发回；没有变化的，在“无变化”选“是”即可。{contact}",
    ]


def _table(document: DocumentType, sheet: FeedbackSheet) -> None:
    words = words_of_tasks(sheet)
    grid = document.add_table(rows=0, cols=len(HEADS), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, WIDTHS, strict=True):
        column.width = width
    _add_row(grid, HEADS, HEI)
    for place, task in enumerate(items_of(sheet), 1):
        _number, text, _share, _duty, day, _target = words[task.pk]
        content = FEEDBACK if task.target_quantity is None else WITH_QUANTITY
        _add_row(grid, (str(place), text, day or DASH, content), FANG_SONG)


def _add_row(grid: Any, words: tuple[str, ...], font: str) -> None:
    row = grid.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if font == HEI:
        properties.append(element("tblHeader"))
    for cell, text, width in zip(row.cells, words, WIDTHS, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing = Pt(20)
        add_run(paragraph, clean_text(text), font, CELL_SIZE)
