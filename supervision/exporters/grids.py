"""Tables of an official document, whose heads repeat on each page."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as DocumentType
from docx.shared import Pt

from core.files.word_layout import FANG_SONG, HEI, add_run, element
from core.text import clean_text

CELL_SIZE, CELL_LINE = Pt(12), Pt(20)


def add_grid(document: DocumentType, heads: Sequence[str], widths: Sequence[Any]) -> Any:
    """Add a table with its row of heads; returns it."""
    grid = document.add_table(rows=0, cols=len(heads), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    row = add_row(grid, heads, widths, HEI)
    row._tr.get_or_add_trPr().append(element("tblHeader"))
    return grid


def add_row(grid: Any, words: Sequence[str], widths: Sequence[Any], font: str = FANG_SONG) -> Any:
    """Add a row that no page break splits; returns it."""
    row = grid.add_row()
    row._tr.get_or_add_trPr().append(element("cantSplit"))
    for cell, text, width in zip(row.cells, words, widths, strict=True):
        write_cell(cell, text, font, width)
    return row


def write_cell(cell: Any, text: str, font: str, width: Any) -> None:
    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = CELL_LINE
    add_run(paragraph, clean_text(text), font, CELL_SIZE)
