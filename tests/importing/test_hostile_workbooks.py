"""Files that are no data sheet: each ends in one sentence, none in a traceback."""

import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from core.importing import reader
from core.importing.workbook import BROKEN, UNCALCULATED, WorkbookError, read_workbook
from tests.importing.books import BOOKS, LEDGER

NO_MARKS: dict = {"hidden": [], "formulas": [], "broken": [], "formats": []}


def with_part(path, name, content, compression=zipfile.ZIP_DEFLATED):
    """The ledger with one more part, or with another content of a part."""
    with zipfile.ZipFile(LEDGER.path) as source, zipfile.ZipFile(path, "w", compression) as target:
        for part in source.infolist():
            if part.filename != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    return path


def refused(path) -> str:
    with pytest.raises(WorkbookError) as error:
        read_workbook(path)
    return str(error.value)


def test_a_bomb(tmp_path):
    path = with_part(tmp_path / "bomb.xlsx", "xl/media/zero.bin", b"\0" * (20 << 20))
    assert refused(path) == "工作簿解压后过大，不像数据表。"


def test_a_large_file(tmp_path):
    path = tmp_path / "large.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\0" * (5 << 20))
    assert refused(path) == "文件超过 5 MB。"


def test_many_parts(tmp_path):
    path = tmp_path / "parts.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(200):
            package.writestr(f"{number}.xml", "")
        package.writestr("xl/workbook.xml", "")
    assert refused(path) == "工作簿的部件过多。"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/vbaProject.bin", b"macro"),
        ("xl/externalLinks/externalLink1.xml", b"<x/>"),
        ("xl/extra.xml", b'<!DOCTYPE x [<!ENTITY a "a">]><x/>'),
        ("xl/wide.xml", "<!DOCTYPE x><x/>".encode("utf-16")),
    ],
)
def test_what_no_data_sheet_contains(tmp_path, name, content):
    path = with_part(tmp_path / "active.xlsx", name, content)
    assert refused(path) == "工作簿含有宏、外部链接或实体定义，不能导入。"


def test_an_old_or_encrypted_file(tmp_path):
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert refused(path).startswith("文件是旧版 .xls 或设有密码")


def test_a_broken_sheet(tmp_path):
    path = with_part(tmp_path / "broken.xlsx", "xl/worksheets/sheet1.xml", b"<worksheet><row")
    assert refused(path) == "工作簿已损坏，无法读取。"


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [(20_001, 1, "工作表超过20000行。"), (1, 101, "工作表超过100列。")],
)
def test_too_many_rows_or_columns(tmp_path, row, column, sentence):
    book = Workbook()
    book.active.cell(row, column, "x")
    book.save(tmp_path / "wide.xlsx")
    assert refused(tmp_path / "wide.xlsx") == sentence


def test_values_as_they_are(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["荍坝镇", 0.1 + 0.2, 12, True, date(2024, 6, 3), "=1+1", None])
    sheet.append(["hidden"])
    sheet.row_dimensions[2].hidden = True
    sheet.cell(30_000, 1).number_format = "0.00"
    book.save(tmp_path / "values.xlsx")
    [read] = read_workbook(tmp_path / "values.xlsx")
    assert read.rows[0][:6] == [
        "荍坝镇",
        Decimal("0.3"),
        Decimal(12),
        True,
        date(2024, 6, 3),
        UNCALCULATED,
    ]
    assert (read.rows[1][0], read.hidden) == ("hidden", [2])


def test_an_error_in_a_cell_is_not_a_text(tmp_path):
    sheet = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <sheetData><row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>
        </worksheet>"""
    path = with_part(tmp_path / "error.xlsx", "xl/worksheets/sheet1.xml", sheet)
    assert read_workbook(path)[0].rows[0][0] == BROKEN


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.importer.name)
def test_the_cells_of_a_sheet_are_counted_as_rows_by_columns(book):
    [part] = reader.sheet_parts(book.path).values()
    rows = book.grid()
    area = len(rows) * max(map(len, rows))
    assert reader.inspect_cells(book.path, part, area, {}) == {**NO_MARKS, "cells": area}
    with pytest.raises(reader.Refused, match="cells"):
        reader.inspect_cells(book.path, part, area - 1, {})


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ('<c r="A1"><f>1+1</f></c>', {"formulas": [[1, 1]]}),
        ('<c r="A1"><f>1+1</f><v/></c>', {"formulas": [[1, 1]]}),
        ('<c r="A1" t="str"><f>A2</f></c>', {"formulas": [[1, 1]]}),
        ('<c r="A1" t="str"><f>A2</f><v></v></c>', {}),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', {}),
        ('<c r="A1" t="e"><v>#REF!</v></c>', {"broken": [[1, 1]]}),
        ("<c r='A1'><v>1</v></c>", {}),
        ('<c r="&#65;1"><v>1</v></c>', {}),
        ("<c><v>1</v></c>", {}),
        ('<x:c r="A1"><x:v>1</x:v></x:c>', {}),
        ('<c r="A1"/>', {"cells": 0}),
    ],
)
def test_a_cell_is_looked_at_however_it_is_written(tmp_path, cell, marks):
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = f'<sheetData><row r="1">{cell}</row></sheetData>'
    sheet = f'<worksheet xmlns="{name}" xmlns:x="{name}">{row}</worksheet>'
    path = with_part(tmp_path / "odd.xlsx", "xl/worksheets/sheet1.xml", sheet)
    found = reader.inspect_cells(path, "xl/worksheets/sheet1.xml", 500_000, {})
    assert found == {**NO_MARKS, "cells": 1, **marks}
