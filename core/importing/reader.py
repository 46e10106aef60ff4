"""Reads one workbook in a process of its own, so that a hostile file can only end that process.

Runs as a script with the path; prints JSON line by line: a sheet with all its rows, and last
{"refused": code} or {"done": true}. Without the last line the output is invalid. Imports nothing
of the project. A value is text, a boolean, null, a number (also NaN and Infinity) or
{"day": date}.
"""

import json
import re
import sys
import zipfile
from datetime import date

LIMITS = {"bytes": 5 << 20, "parts": 200, "unpacked": 50 << 20, "rows": 20_000, "columns": 100}
# Of the whole workbook; cells are counted as rows × columns, empty ones too.
LIMITS |= {"sheets": 20, "cells": 500_000, "characters": 10_000_000}
RATIO, RATIO_FROM = 100, 1 << 20
MEMORY, SECONDS = 512 << 20, 20
OLE = b"\xd0\xcf\x11\xe0"
DOCTYPES = [("<!" + "DOCTYPE").encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
# What makes inspect_plain_cells give up: hidden rows, errors, quotes and entities of other kinds.
NOT_PLAIN = (b"hidden", b't="e"', b"='", b"<!", b"&#")
TAGS = """?xml worksheet sheetPr tabColor outlinePr pageSetUpPr dimension sheetViews sheetView pane
    selection sheetFormatPr cols col sheetData row c v is t r rPr rFont sz color family scheme
    charset b i u strike mergeCells mergeCell phoneticPr pageMargins pageSetup printOptions
    headerFooter oddHeader oddFooter autoFilter ignoredErrors ignoredError"""
PLAIN_TAGS = {f"<{tag}".encode() for tag in TAGS.split()}
LOOK, KIND = rb'(?: s="\d+")?', rb'(?: t="(?:s|n|str|inlineStr|b|d)")?'
PLACE = rb'<c r="([A-Z]{1,3})(\d{1,7})"'
PLAIN_CELL = re.compile(PLACE + LOOK + KIND + LOOK + rb"(/?)>")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Refused(Exception):
    pass


def main(path: str) -> None:
    limit_the_process()
    try:
        check_package(path)
        for sheet in read_sheets(path):
            print(json.dumps(sheet))
        answer: dict = {"done": True}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except Exception:
        # A broken file may raise anything in the parsers.
        answer = {"refused": "unreadable"}
    print(json.dumps(answer))


def limit_the_process() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def check_package(path: str) -> None:
    """Size, parts, inflated size (counted while inflating) and what no data sheet contains."""
    with open(path, "rb") as file:
        start = file.read(4)
        size = file.seek(0, 2)
    if size > LIMITS["bytes"]:
        raise Refused("bytes")
    if start == OLE:
        raise Refused("old_or_encrypted")
    if not zipfile.is_zipfile(path):
        raise Refused("not_a_workbook")
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
        names = {part.filename.lower() for part in parts}
        if "xl/workbook.xml" not in names:
            raise Refused("not_a_workbook")
        if len(parts) > LIMITS["parts"]:
            raise Refused("parts")
        if any("vbaproject" in name or "externallinks" in name for name in names):
            raise Refused("active")
        inflate(package, parts)


def inflate(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    total = 0
    for part in parts:
        size, tail = 0, b""
        with package.open(part) as stream:
            while chunk := stream.read(1 << 16):
                size += len(chunk)
                total += len(chunk)
                if total > LIMITS["unpacked"]:
                    raise Refused("unpacked")
                if size > RATIO_FROM and size > RATIO * max(part.compress_size, 1):
                    raise Refused("unpacked")
                if any(word in tail + chunk for word in DOCTYPES):
                    raise Refused("active")
                tail = chunk[-20:]


def read_sheets(path: str):
    from python_calamine import CalamineWorkbook

    places = sheet_parts(path)
    workbook = CalamineWorkbook.from_path(path)
    names = visible_sheets(workbook)
    cells, characters = 0, 0
    for name in names:
        marks = inspect_cells(path, places[name], LIMITS["cells"] - cells)
        cells += marks.pop("cells")
        sheet = workbook.get_sheet_by_name(name)
        rows = []
        # calamine omits empty columns on the left.
        before = [None] * (sheet.start[1] if sheet.start else 0)
        for row in sheet.iter_rows():
            characters += sum(len(value) for value in row if isinstance(value, str))
            if characters > LIMITS["characters"]:
                raise Refused("unpacked")
            rows.append(before + [plain(value) for value in row])
        yield {"sheet": name, "merged": merged_cells(sheet), **marks, "rows": rows}


def merged_cells(sheet) -> list[list[int]]:
    """Top row, left column, bottom row, right column: rows from 1, columns from 0."""
    ranges = (sheet.merged_cell_ranges or [])[: LIMITS["rows"]]
    return [[top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in ranges]


def visible_sheets(workbook) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    kind = (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
    names = [s.name for s in workbook.sheets_metadata if (s.typ, s.visible) == kind]
    if len(names) > LIMITS["sheets"]:
        raise Refused("sheets")
    return names


def sheet_parts(path: str) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    from defusedxml import ElementTree

    with zipfile.ZipFile(path) as package:
        links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target") for link in links}
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    places = {}
    for sheet in book.iter(f"{MAIN}sheet"):
        target = targets[sheet.get(LINK)]
        places[sheet.get("name")] = target.lstrip("/") if target[0] == "/" else f"xl/{target}"
    return places


def inspect_cells(path: str, part: str, most: int) -> dict:
    """What calamine omits: hidden rows, and cells whose value is missing or an error. ``cells``:
    rows × columns, at least the number of cells; more than ``most`` are refused."""
    plain = inspect_plain_cells(path, part, most)
    return plain or inspect_each_cell(path, part, most)


def inspect_plain_cells(path: str, part: str, most: int) -> dict | None:
    """The same, several times as fast, for sheets without formulas, errors, hidden rows and
    unusual markup; None for all others."""
    with zipfile.ZipFile(path) as package:
        text = package.read(part)
    started = text.count(b"<c ") + text.count(b"<c>") + text.count(b"<c/")
    if started > 2 * LIMITS["cells"] or any(word in text for word in NOT_PLAIN):
        return None
    if not PLAIN_TAGS.issuperset(re.findall(rb"<[^\s/>]+", text)):
        return None
    cells = PLAIN_CELL.findall(text)
    if len(cells) != started:
        return None
    filled = [(column, row) for column, row, end in cells if not end]
    columns = {column_number(column.decode()) for column in {column for column, _row in filled}}
    rows = {int(row) for row in {row for _column, row in filled}}
    for place in ((max(rows, default=1), 1), (1, max(columns, default=1))):
        check_place(*place)
    area = max(len(filled), max(rows, default=0) * max(columns, default=0))
    if area > most:
        raise Refused("cells")
    return {"hidden": [], "formulas": [], "broken": [], "cells": area}


def inspect_each_cell(path: str, part: str, most: int) -> dict:
    hidden: list[int] = []
    formulas: list[list[int]] = []
    broken: list[list[int]] = []
    row = last_row = last_column = count = cells = 0
    for element in rows_of(path, part):
        row = int(element.get("r") or row + 1)
        if element.get("hidden") in ("1", "true"):
            hidden.append(row)
        for column, cell in placed(element.iter(f"{MAIN}c")):
            check_place(row, column)
            last_row, last_column, count = max(last_row, row), max(last_column, column), count + 1
            cells = max(count, last_row * last_column)
            if cells > most:
                raise Refused("cells")
            if cell.get("t") == "e":
                broken.append([row, column])
            elif without_value(cell):
                formulas.append([row, column])
    return {"hidden": hidden, "formulas": formulas, "broken": broken, "cells": cells}


def rows_of(path: str, part: str):
    """The elements of rows; each is freed before the next."""
    from defusedxml import ElementTree

    rows = None
    with zipfile.ZipFile(path) as package, package.open(part) as stream:
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            if event == "start":
                rows = element if element.tag == f"{MAIN}sheetData" else rows
            elif element.tag == f"{MAIN}row":
                yield element
                (element if rows is None else rows).clear()


def placed(cells):
    """The cells with content, and the numbers of their columns. Cells with only a format do not
    count: sheets are often formatted to the end."""
    column = 0
    for cell in cells:
        column = column_number(cell.get("r")) or column + 1
        if len(cell):
            yield column, cell


def check_place(row: int, column: int) -> None:
    if row < 1 or column < 1:
        raise Refused("unreadable")
    if row > LIMITS["rows"]:
        raise Refused("rows")
    if column > LIMITS["columns"]:
        raise Refused("columns")


def without_value(cell) -> bool:
    """A formula without a stored result. A stored empty text has the type “str”."""
    if cell.find(f"{MAIN}f") is None:
        return False
    value = cell.find(f"{MAIN}v")
    return value is None or not value.text and cell.get("t") != "str"


def column_number(reference: str | None) -> int:
    number = 0
    for letter in reference or "":
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number


def plain(value):
    if isinstance(value, str):
        return value or None
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return in_fifteen_digits(value)
    if isinstance(value, date):
        return {"day": value.isoformat()[:10]}
    return str(value)


def in_fifteen_digits(number: float) -> float:
    """Excel keeps 15 digits; those after are errors of float arithmetic."""
    number = float(format(number, ".15g"))
    return int(number) if number.is_integer() and abs(number) < 1e16 else number


if __name__ == "__main__":
    main(sys.argv[1])
