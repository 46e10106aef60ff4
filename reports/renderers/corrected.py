"""A Word file that the task force took out, corrected and put back: its lines, what was changed in
it, and the same file without the watermark."""

from difflib import SequenceMatcher
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.table import Table

from core.files.word_layout import WATERMARK_ID
from reports.content.edits import TO_FILL, numbers_of

CELLS = "｜"  # between the cells of a table's row


def lines_of(data: bytes) -> list[str]:
    """The paragraphs and the rows of tables in order, without empty ones."""
    document, lines = Document(BytesIO(data)), []
    for one in document.iter_inner_content():
        if isinstance(one, Table):
            lines += [CELLS.join(cell.text.strip() for cell in row.cells) for row in one.rows]
        else:
            lines.append(one.text.strip())
    return [line for line in lines if line]


def changes(before: list[str], after: list[str]) -> list[dict]:
    """What differs: the lines ``before`` and those ``after``, and the numbers that these have and
    those do not."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [
        _change(before[first:last], after[start:end])
        for kind, first, last, start, end in blocks
        if kind != "equal"
    ]


def _change(before: list[str], after: list[str]) -> dict:
    """Numbers in place of generated words alone are compared with the record."""
    generated = [line for line in before if line not in TO_FILL]
    known = numbers_of("\n".join(generated))
    new = numbers_of("\n".join(after)) - known if generated else set()
    return {"before": before, "after": after, "foreign": sorted(new)}


def without_watermark(data: bytes) -> bytes:
    """The file without our 草稿 in its headers; everything else as it is."""
    document = Document(BytesIO(data))
    for picture in _watermarks(document):
        picture.getparent().remove(picture)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _watermarks(document: DocumentType) -> list:
    headers = [
        header
        for section in document.sections
        for header in (section.header, section.even_page_header, section.first_page_header)
        if not header.is_linked_to_previous
    ]
    pictures = [one for header in headers for one in header._element.iter(qn("w:pict"))]
    return [one for one in pictures if any(WATERMARK_ID in each for each in one.xpath(".//@id"))]
