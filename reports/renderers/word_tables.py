"""A numbered table in Word: repeated head, numbers right-aligned, rows unbroken."""

from math import ceil
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Length, Pt

from core.files.word_layout import FANG_SONG, HEI, TEXT_WIDTH, add_run, element
from reports.content.formatting import NUMBERS, format_cell, heading_of

CELL_SIZE = Pt(10.5)  # 五号
MARK = "※"
MARGIN = 60  # twentieths of a point, left and right in a cell
HALF_WIDTH = CELL_SIZE.pt / 2  # points
# Of texts and of all columns, in half-width characters; and a column's margins.
WIDEST, NARROW, NARROWEST, PADDING = 44, 10, 6, 1.5
A_DAY = 13  # 2024年6月30日, and the number of a record
# Of heads: a label of so many characters stays whole, a note below it breaks.
WHOLE_LABEL, HEAD_NOTE = 4, 10


def add_table(document: Document, table: dict, places: int) -> None:
    _title(document, f"表{table['number']}　{table['title']}")
    add_grid(document, table, places)


def add_grid(document: Document, table: dict, places: int, width: Length = TEXT_WIDTH) -> None:
    """The table without its title, as wide as given, and the note of its marks."""
    heads = [heading_of(column) for column in table["columns"]]
    rows = [*table["rows"], *([table["total"]] if table["total"] else [])]
    lines = [_texts(row, table["columns"], places) for row in rows]
    grid = document.add_table(rows=0, cols=len(heads), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    widths = _widths(heads, lines, table["columns"], width)
    for line, width in zip(grid.columns, widths, strict=True):
        line.width = width
    _margins(grid)
    _add_row(grid, heads, widths, HEI, [WD_ALIGN_PARAGRAPH.CENTER] * len(heads), head=True)
    sides = [_side(column) for column in table["columns"]]
    for row, texts in zip(rows, lines, strict=True):
        _add_row(grid, texts, widths, HEI if row is table["total"] else FANG_SONG, sides)
    if table["total"]:
        _keep_together(grid.rows[-2:])
    _note(document, rows)


def _texts(row: dict, columns: list[dict], places: int) -> list[str]:
    """The cells as text; the first of a text is marked where the row is not the county's own
    record."""
    pairs = zip(row["cells"], columns, strict=True)
    texts = [format_cell(cell, column["kind"], places) for cell, column in pairs]
    if row["mark"]:
        texts[[column["kind"] for column in columns].index("text")] += MARK
    return texts


def _side(column: dict) -> Any:
    number = column["kind"] in NUMBERS
    return WD_ALIGN_PARAGRAPH.RIGHT if number else WD_ALIGN_PARAGRAPH.LEFT


def _widths(
    heads: list[str], lines: list[list[str]], columns: list[dict], width: Length
) -> list[Length]:
    """The width divided so that no number breaks, and no day where there is room; what is left
    goes to long texts and heads."""
    room = width.pt / HALF_WIDTH
    cells = zip(*lines, strict=True) if lines else ((),) * len(heads)
    longest = [max(map(_length, texts), default=0) for texts in cells]
    needs = _needs(longest, columns, A_DAY)
    if sum(needs) > room:
        needs = _needs(longest, columns, NARROW)
    wishes = [
        max(min(length, WIDEST), _head_length(head)) + PADDING
        for length, head in zip(longest, heads, strict=True)
    ]
    gaps = [max(wish - need, 0) for need, wish in zip(needs, wishes, strict=True)]
    spare = room - sum(needs)
    share = min(max(spare, 0) / (sum(gaps) or 1), 1)
    lengths = [need + gap * share for need, gap in zip(needs, gaps, strict=True)]
    return [Length(int(width * each / sum(lengths))) for each in lengths]


def _needs(longest: list[float], columns: list[dict], narrow: int) -> list[float]:
    """The least widths: of a number that of the number, of a text at most ``narrow``."""
    return [
        max(length if column["kind"] in NUMBERS else min(length, narrow), NARROWEST) + PADDING
        for length, column in zip(longest, columns, strict=True)
    ]


def _head_length(head: str) -> float:
    """A label longer than WHOLE_LABEL may break once; its unit is on a line of its own."""
    label, _, unit = head.partition("（")
    whole = len(label) if len(label) <= WHOLE_LABEL else ceil(len(label) / 2)
    return max(whole * 2, min(_length(unit) + 2, HEAD_NOTE) if unit else 0)


def _length(text: str) -> float:
    """In half-width characters; the point and the comma of numbers are half as wide."""
    return sum(0.5 if each in ",." else 1 if each.isascii() else 2 for each in text)


def _add_row(grid, texts, widths, font: str, sides, *, head: bool = False) -> None:
    row = grid.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    for cell, text, width, side in zip(row.cells, texts, widths, sides, strict=True):
        cell.width = width
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.alignment = side
        _set_compact(paragraph)
        # The unit goes on a line of its own: 总投资 over （万元）.
        shown = text.replace("（", "\n（", 1) if head else text
        add_run(paragraph, shown, font, CELL_SIZE)


def _keep_together(rows: Any) -> None:
    """No page ends between the rows."""
    for row in list(rows)[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _set_compact(paragraph) -> None:
    """Use single spacing off the line grid, with small margins."""
    spacing = paragraph.paragraph_format
    spacing.line_spacing_rule = WD_LINE_SPACING.SINGLE
    spacing.space_before = spacing.space_after = Pt(2)
    paragraph._p.get_or_add_pPr().append(element("snapToGrid", val="0"))


def _margins(grid) -> None:
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=str(MARGIN), type="dxa"))
    grid._tbl.tblPr.append(margins)


def _title(document: Document, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    add_run(paragraph, text, HEI, Pt(14))


def _note(document: Document, rows: list[dict]) -> None:
    marked = any(row["mark"] for row in rows)
    paragraph = document.add_paragraph()
    _set_compact(paragraph)
    note = f"注：标{MARK}的行含演示数据或名称待补。" if marked else ""
    add_run(paragraph, note, FANG_SONG, CELL_SIZE)
