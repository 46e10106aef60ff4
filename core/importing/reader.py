"""Reads one workbook in a process of its own, so that a hostile file can only end that process.

Run as a script with the path; prints {"sheets": [...]} or {"refused": code}. Imports nothing of
the project. A value is text, true or false, null, {"n": number} or {"d": date}.
"""

import json
import sys
import zipfile
from datetime import date, time, timedelta

LIMITS = {"bytes": 5 << 20, "parts": 200, "unpacked": 50 << 20, "rows": 20_000, "columns": 100}
RATIO, RATIO_FROM = 100, 1 << 20
MEMORY, SECONDS = 1 << 30, 20
OLE = b"\xd0\xcf\x11\xe0"
DOCTYPES = [("<!" + "DOCTYPE").encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Refused(Exception):
    pass


def main(path: str) -> None:
    limit_the_process()
    try:
        check_package(path)
        answer: dict = {"sheets": list(read_sheets(path))}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except Exception:
        # Whatever a broken file provokes in the parsers, the caller gets one plain answer.
        answer = {"refused": "unreadable"}
    json.dump(answer, sys.stdout)


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
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    places = sheet_parts(path)
    workbook = CalamineWorkbook.from_path(path)
    for sheet in workbook.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet or sheet.visible != SheetVisibleEnum.Visible:
            continue
        marks = look_at_cells(path, places[sheet.name])
        rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        yield {"name": sheet.name, "rows": [[plain(v) for v in row] for row in rows], **marks}


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


def look_at_cells(path: str, part: str) -> dict:
    """What calamine does not tell: hidden rows, and cells whose value is missing or an error."""
    from defusedxml import ElementTree

    hidden: list[int] = []
    formulas: list[list[int]] = []
    broken: list[list[int]] = []
    row = 0
    with zipfile.ZipFile(path) as package, package.open(part) as stream:
        for _event, element in ElementTree.iterparse(stream):
            if element.tag != f"{MAIN}row":
                continue
            row = int(element.get("r") or row + 1)
            if element.get("hidden") in ("1", "true"):
                hidden.append(row)
            for column, cell in placed(element.iter(f"{MAIN}c")):
                check_place(row, column)
                if cell.get("t") == "e":
                    broken.append([row, column])
                elif without_value(cell):
                    formulas.append([row, column])
            element.clear()
    return {"hidden": hidden, "formulas": formulas, "broken": broken}


def placed(cells):
    """The cells that hold something, with the numbers of their columns. Cells that have but a
    format do not count: sheets are often formatted to the end."""
    column = 0
    for cell in cells:
        column = column_number(cell.get("r")) or column + 1
        if len(cell):
            yield column, cell


def check_place(row: int, column: int) -> None:
    if row > LIMITS["rows"]:
        raise Refused("rows")
    if column > LIMITS["columns"]:
        raise Refused("columns")


def without_value(cell) -> bool:
    """A formula whose result was never stored. A stored empty text has the type “str”."""
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
    if value is None or isinstance(value, bool | str):
        return value or (value if isinstance(value, bool) else None)
    if isinstance(value, int | float):
        # Excel keeps 15 digits; what float arithmetic adds behind them is no part of the number.
        return {"n": format(value, ".15g")}
    if isinstance(value, date):
        return {"d": value.isoformat()[:10]}
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


if __name__ == "__main__":
    main(sys.argv[1])
