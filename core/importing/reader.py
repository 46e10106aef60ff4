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
from functools import cache
from xml.parsers import expat

LIMITS = {"bytes": 5 << 20, "parts": 200, "unpacked": 50 << 20, "rows": 20_000, "columns": 100}
# Of the whole workbook; cells are counted as rows × columns, empty ones too.
LIMITS |= {"sheets": 20, "cells": 500_000, "characters": 10_000_000}
RATIO, RATIO_FROM = 100, 1 << 20
MEMORY, SECONDS = 512 << 20, 20
OLE = b"\xd0\xcf\x11\xe0"
DOCTYPES = [("<!" + "DOCTYPE").encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROW, CELL, VALUE, FORMULA = (f"{MAIN[1:]}{name}" for name in ("row", "c", "v", "f"))
# Formats that show a number as another one: as a percentage, in 万, in thousands, with digits of
# their own, or not at all.
DISPLAY = re.compile(r'[%十百千万亿元]|[0#?],+(?![,0#?])|"[^"]*\d[^"]*"|^(?:[; ]*;[; ]*|(?:"")+)$')
PERCENTAGES = {"9": "0%", "10": "0.00%"}
LONGEST_FORMAT = 100
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

    places, formats = sheet_parts(path), display_formats(path)
    workbook = CalamineWorkbook.from_path(path)
    names = visible_sheets(workbook)
    cells, characters = 0, 0
    for name in names:
        marks = inspect_cells(path, places[name], LIMITS["cells"] - cells, formats)
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


def display_formats(path: str) -> dict[str, str]:
    """The codes of the DISPLAY formats by the number of the cell style."""
    from defusedxml import ElementTree

    with zipfile.ZipFile(path) as package:
        if "xl/styles.xml" not in package.namelist():
            return {}
        styles = ElementTree.fromstring(package.read("xl/styles.xml"))
    named = styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    codes = PERCENTAGES | {one.get("numFmtId"): one.get("formatCode") or "" for one in named}
    cells = enumerate(styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf"))
    found = {str(number): codes.get(one.get("numFmtId"), "") for number, one in cells}
    return {style: code[:LONGEST_FORMAT] for style, code in found.items() if DISPLAY.search(code)}


class Inspection:
    """What calamine omits of a sheet: hidden rows, cells whose value is missing or an error, and
    the DISPLAY formats of numbers.
    ``cells``: rows × columns, at least the number of cells; more than ``most`` are refused. Cells
    with only a format do not count: sheets are often formatted to the end."""

    def __init__(self, most: int, formats: dict[str, str]):
        self.most, self.formats = most, formats
        self.marks: dict[str, list] = {"hidden": [], "formulas": [], "broken": [], "formats": []}
        self.row = self.column = self.last_row = self.last_column = self.count = 0
        self.kind: str | None = None
        self.style = ""
        self.has_content = self.has_formula = self.has_value = self.in_value = False

    @property
    def cells(self) -> int:
        return max(self.count, self.last_row * self.last_column)

    def read(self, stream) -> dict:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = refuse_doctype
        parser.ParseFile(stream)
        return {**self.marks, "cells": self.cells}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.has_content = True
        if tag == CELL:
            letters = attributes.get("r", "").rstrip("0123456789")
            self.column = column_number(letters) or self.column + 1
            self.kind, self.style = attributes.get("t"), attributes.get("s", "")
            self.has_content = self.has_formula = self.has_value = False
        elif tag == VALUE:
            # A stored empty text has the type “str”.
            self.in_value, self.has_value = True, self.kind == "str"
        elif tag == FORMULA:
            self.has_formula = True
        elif tag == ROW:
            self.start_row(attributes)

    def start_row(self, attributes: dict[str, str]) -> None:
        self.row, self.column = int(attributes.get("r") or self.row + 1), 0
        if self.row < 1:
            raise Refused("unreadable")
        if attributes.get("hidden") in ("1", "true"):
            self.marks["hidden"].append(self.row)

    def text(self, text: str) -> None:
        self.has_value = self.has_value or self.in_value

    def end(self, tag: str) -> None:
        if tag == VALUE:
            self.in_value = False
        elif tag == CELL and self.has_content:
            self.add_cell()

    def add_cell(self) -> None:
        self.count += 1
        if self.row > self.last_row or self.column > self.last_column:
            self.extend()
        if self.count > self.most:
            raise Refused("cells")
        if self.kind == "e":
            self.marks["broken"].append([self.row, self.column])
        elif self.has_formula and not self.has_value:
            self.marks["formulas"].append([self.row, self.column])
        elif self.style in self.formats and self.kind in (None, "n"):
            self.marks["formats"].append([self.row, self.column, self.formats[self.style]])

    def extend(self) -> None:
        if self.row > LIMITS["rows"]:
            raise Refused("rows")
        if self.column > LIMITS["columns"]:
            raise Refused("columns")
        self.last_row = max(self.last_row, self.row)
        self.last_column = max(self.last_column, self.column)
        if self.cells > self.most:
            raise Refused("cells")


def inspect_cells(path: str, part: str, most: int, formats: dict[str, str]) -> dict:
    with zipfile.ZipFile(path) as package, package.open(part) as stream:
        return Inspection(most, formats).read(stream)


def refuse_doctype(*_details) -> None:
    raise Refused("active")


@cache
def column_number(letters: str) -> int:
    """27 for AA; 0 without letters."""
    number = 0
    for letter in letters:
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
