"""The texts of an official document, on the page of ``core.files.word_layout``."""

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt

from core.files.word_layout import (
    BODY,
    FANG_SONG,
    TITLE,
    TITLE_SIZE,
    add_indented,
    add_run,
    element,
)
from core.text import clean_text

TITLE_LINE = Pt(34)


def set_properties(document: Document, title: str) -> None:
    """The properties of the file: title and language, no author."""
    core = document.core_properties
    core.title, core.language = title, "zh-CN"
    core.author = core.last_modified_by = core.comments = ""


def add_title(document: Document, words: str) -> Any:
    """Add the title, centred in 小标宋 of size 2; returns the paragraph."""
    paragraph = add_centred(document, words, TITLE, TITLE_SIZE)
    paragraph.paragraph_format.line_spacing = TITLE_LINE
    return paragraph


def add_centred(document: Document, words: str, font: str, size: Length = BODY) -> Any:
    """Add a centred line; returns the paragraph."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_run(paragraph, clean_text(words), font, size)
    return paragraph


def add_heading(document: Document, words: str, font: str, *, level: int) -> None:
    """Add a heading of the outline, 1 the highest, which stays with the paragraph below it."""
    paragraph = add_indented(document)
    paragraph.paragraph_format.keep_with_next = True
    paragraph._p.get_or_add_pPr().append(element("outlineLvl", val=str(level - 1)))
    add_run(paragraph, clean_text(words), font, BODY)


def add_text(document: Document, words: str) -> None:
    """Add a paragraph of the body."""
    add_run(add_indented(document), clean_text(words), FANG_SONG, BODY)
