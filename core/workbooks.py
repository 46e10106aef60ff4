"""A workbook of one sheet, written as text: a general writer takes four times as long. Every text
stands in its cell as text, so that nothing is ever run as a formula."""

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

NARROWEST, WIDEST = 8, 60  # of a column, in characters
LONGEST = 32_767  # characters that a cell takes
# Of the styles below: a head, an amount, a share, a text that stays one when the cell is edited.
HEAD, AMOUNT, SHARE, TEXT = 1, 2, 3, 4
NOTHING = "<c/>"
UNKNOWN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override \
PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/><Override \
PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/><Override \
PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" \
Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": f"""<styleSheet {MAIN}><fonts count="2"><font><sz val="11"/><name \
val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2">\
<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>\
<left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/>\
</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf \
fontId="1" borderId="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment wrapText="1"/>\
</xf><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/><xf \
quotePrefix="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" \
builtinId="0"/></cellStyles></styleSheet>""",
}
BOOK = f"""<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="%(title)s" sheetId="1" \
r:id="rId1"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" \
hidden="1">%(quoted)s!$A$1:$%(column)s$%(row)d</definedName><definedName name="_xlnm.Print_Titles" \
localSheetId="0">%(quoted)s!$1:$1</definedName></definedNames></workbook>"""
BEGIN = f"""<worksheet {MAIN}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" \
topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>%s</cols>\
<sheetData>"""
END = """</sheetData><autoFilter ref="A1:%s%d"/><pageSetup paperSize="9" orientation="landscape"/>\
</worksheet>"""


def written(title: str, rows: Iterable[Sequence[Any]]) -> bytes:
    """An .xlsx: ``title`` names the sheet, the first of the rows are its heads."""
    widths: list[int] = []
    lines = [_line(row, widths) for row in rows]
    cols = "".join(
        f'<col min="{n}" max="{n}" width="{min(width, WIDEST)}" customWidth="1"/>'
        for n, width in enumerate(widths, 1)
    )
    last, quoted = letters(len(widths)), "'" + title.replace("'", "''") + "'"
    book = {"title": _text(title), "quoted": _text(quoted), "column": last, "row": len(lines)}
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in {**PARTS, "xl/workbook.xml": BOOK % book}.items():
            archive.writestr(name, part)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write((BEGIN % cols).encode())
            for start in range(0, len(lines), 1000):
                sheet.write("".join(lines[start : start + 1000]).encode())
            sheet.write((END % (last, len(lines))).encode())
    return buffer.getvalue()


def _line(row: Sequence[Any], widths: list[int]) -> str:
    """A row as XML; ``widths`` grow with it, and are empty before the heads."""
    is_head = not widths
    widths.extend([NARROWEST] * len(row) if is_head else ())
    cells = []
    for number, value in enumerate(row):
        cell, width = _head(value) if is_head else _cell(value)
        cells.append(cell)
        if width > widths[number]:
            widths[number] = width
    while cells and cells[-1] == NOTHING:
        cells.pop()
    return f"<row>{''.join(cells)}</row>"


def _cell(value: Any) -> tuple[str, int]:
    """The cell, and how wide it is in characters of Excel's standard type."""
    if isinstance(value, Decimal):
        return f'<c s="{AMOUNT}"><v>{value:f}</v></c>', len(f"{value:,.2f}") + 2
    if isinstance(value, float):
        return f'<c s="{SHARE}"><v>{value!r}</v></c>', NARROWEST
    if isinstance(value, int):
        return f"<c><v>{int(value)}</v></c>", len(str(value)) + 2
    return (NOTHING, 0) if value in (None, "") else _words(str(value), TEXT)


def _head(value: Any) -> tuple[str, int]:
    return _words(str(value), HEAD)


def _words(text: str, style: int) -> tuple[str, int]:
    text = text[:LONGEST]
    told = f'<t xml:space="preserve">{_text(text)}</t>'
    return f'<c s="{style}" t="inlineStr"><is>{told}</is></c>', _width(text) + 2


def _width(text: str) -> int:
    """A Chinese character takes two."""
    return len(text) if text.isascii() else len(text) + len(WIDE.findall(text))


def _text(text: str) -> str:
    """As XML takes it; characters that it does not take are named, as Excel does."""
    if UNKNOWN.search(text):
        text = UNKNOWN.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return escape(text)


def letters(number: int) -> str:
    """The name of the column: A for 1, AA for 27."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found or "A"
