"""Renders the stored content as Word. Number, issuer and seal are added by the office."""

from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt

from core.files.word_layout import (
    BODY,
    FANG_SONG,
    HEI,
    KAI,
    TEXT_WIDTH,
    TITLE,
    TITLE_SIZE,
    add_indented,
    add_run,
    set_up_page,
)
from core.files.word_text import add_centred, add_heading
from reports.content.edits import COUNTED
from reports.content.formatting import clean, notes
from reports.content.parts import text_of
from reports.renderers.word_ending import add_ending
from reports.renderers.word_tables import add_table

OPEN = "（未截止）"  # under the title while a month of the period takes entries


def render_word(content: dict, *, draft: bool) -> bytes:
    document = Document()
    set_up_page(document, draft=draft)
    _properties(document, content)
    _title(document, content["title"], content["issue"])
    if not content["closed"]:
        add_centred(document, OPEN, KAI)
    document.add_paragraph()
    add_heading(document, "数据说明", HEI, level=1)
    for paragraph in notes(content):
        _paragraph(document, paragraph)
    for section in content["sections"]:
        add_heading(document, section["heading"], HEI, level=1)
        for block in section["blocks"]:
            _block(document, block, content["decimals"])
    add_ending(document, content)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _properties(document: DocumentType, content: dict) -> None:
    """Set no author or time of day: the same content gives the same file."""
    core = document.core_properties
    core.title = f"{content['title']}{content['issue']}"
    core.author = core.last_modified_by = core.comments = ""
    core.language = "zh-CN"
    core.created = core.modified = datetime.fromisoformat(content["as_of"])


def _title(document: DocumentType, title: str, issue: str) -> None:
    """Centred, 小标宋 of size 2. The indents make the line break before the period."""
    document.add_paragraph()
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    rest = TEXT_WIDTH - TITLE_SIZE * len(title) - Pt(12)
    if rest > 0:
        sides = paragraph.paragraph_format
        sides.left_indent = sides.right_indent = Length(rest // 2)
    paragraph.paragraph_format.line_spacing = Pt(34)
    _run(paragraph, f"{title}{issue}", TITLE, TITLE_SIZE)


def _block(document: DocumentType, block: dict, places: int) -> None:
    if block["type"] == "table":
        add_table(document, block, places)
    elif block["type"] == "heading":
        add_heading(document, block["text"], KAI, level=2)
    else:
        _paragraph(document, block)


def _paragraph(document: DocumentType, block: dict) -> None:
    paragraph = add_indented(document)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if COUNTED.fullmatch(block["lead"]):
        add_run(paragraph, block["lead"], FANG_SONG, BODY, FANG_SONG)
    elif block["lead"]:
        _run(paragraph, block["lead"], KAI)
    _run(paragraph, "".join(text_of(words) for words in block["sentences"]), FANG_SONG)


def _run(paragraph, text: str, font: str, size: Length = BODY) -> None:
    add_run(paragraph, clean(text), font, size)
