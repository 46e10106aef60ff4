"""A workbook of one sheet, written as text and piece by piece: a general writer takes four times as
long, and holds all of it."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import chain, islice
from zipfile import ZIP_DEFLATED, ZipFile

from core.files.sheet_cells import WIDEST, named, widths

MEASURED = 2000  # rows that the widths of the columns go by
LINES = 1000  # that are compressed together
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


def written(title: str, lines: Iterable[str]) -> Iterator[bytes]:
    """An .xlsx piece by piece: ``title`` names the sheet; the lines are its rows as
    ``core.files.sheet_cells`` writes them, the heads first. The columns are as wide as what the
    first of them hold."""
    out, lines, rows = Outbox(), iter(lines), 0
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in PARTS.items():
            archive.writestr(name, part)
        yield out.taken()
        first = list(islice(lines, MEASURED))
        wide = widths(first)
        last = letters(len(wide))
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write((BEGIN % _columns(wide)).encode())
            for some in batches(chain(first, lines), LINES):
                sheet.write(named("".join(some)).encode())
                rows += len(some)
                yield out.taken()
            sheet.write((END % (last, rows)).encode())
        archive.writestr("xl/workbook.xml", _book(title, last, rows))
    yield out.taken()


class Outbox:
    """A file that is taken away while it is written."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, data: bytes, /) -> int:
        self.waiting += data
        return len(data)

    def flush(self) -> None:
        """What was written waits to be taken."""

    def close(self) -> None:
        """Nothing is kept open."""

    def taken(self) -> bytes:
        data, self.waiting = bytes(self.waiting), bytearray()
        return data


def batches(lines: Iterator[str], size: int) -> Iterator[list[str]]:
    while some := list(islice(lines, size)):
        yield some


def _columns(wide: list[int]) -> str:
    return "".join(
        f'<col min="{n}" max="{n}" width="{min(width, WIDEST)}" customWidth="1"/>'
        for n, width in enumerate(wide, 1)
    )


def _book(title: str, last: str, rows: int) -> str:
    quoted = "'" + title.replace("'", "''") + "'"
    return BOOK % {"title": escape(title), "quoted": escape(quoted), "column": last, "row": rows}


def letters(number: int) -> str:
    """The name of the column: A for 1, AA for 27."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found or "A"
