"""A list as a file: text stays text, numbers stay numbers."""

import csv
import io
from decimal import Decimal
from types import SimpleNamespace
from zipfile import ZipFile

import django_tables2 as tables
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from core.files.exporters import csv_text, export_response, pieces_of
from core.web.columns import MoneyColumn, NumberColumn, PointsColumn, ShareColumn
from core.web.tables import Table
from projects.models import Project
from projects.tables.projects import ProjectTable
from tests.making import DAY, JUNE

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠1"]


class Rows(Table):
    text = tables.Column(verbose_name="text")
    amount = MoneyColumn(verbose_name="amount")
    count = NumberColumn(verbose_name="count")


def table(*texts):
    return Rows([{"text": text, "amount": Decimal("123456.78"), "count": 3} for text in texts])


def workbook_of(table, name=""):
    return b"".join(pieces_of(table, "xlsx", name))


def csv_of(table) -> str:
    return b"".join(pieces_of(table, "csv")).decode()


def read_sheet(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data)).active


def read_csv(*texts):
    return list(csv.reader(io.StringIO(csv_of(table(*texts)))))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_stays_a_text_in_a_workbook(text):
    cell = read_sheet(workbook_of(table(text))).cell(2, 1)
    assert cell.data_type in ("s", "inlineStr")
    assert cell.value.replace("_x000D_", "\r") == text


def test_a_workbook_holds_no_formula_and_no_link():
    data = workbook_of(table(*FORMULAS, "http://example.org/", "mailto:a@b.c"))
    sheet = ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f" not in sheet
    assert "hyperlink" not in sheet


def test_money_stands_in_a_workbook_as_a_number_at_full_precision():
    cell = read_sheet(workbook_of(table("甲"))).cell(2, 2)
    assert cell.data_type == "n"
    assert Decimal(str(cell.value)) == Decimal("12.345678")
    assert cell.number_format == "#,##0.00"


class Shares(Table):
    share = ShareColumn(part="done", whole="plan", verbose_name="share")
    points = PointsColumn(part="done", whole="plan", due="twelfths", verbose_name="points")


def shares():
    rows = [{"done": Decimal(1), "plan": plan, "twelfths": 6} for plan in (Decimal(3), None)]
    return Shares([SimpleNamespace(**row) for row in rows])


def test_shares_and_points_stand_in_a_workbook_as_numbers():
    sheet = read_sheet(workbook_of(shares()))
    share, points = sheet[2]
    assert (share.value, share.number_format) == (pytest.approx(1 / 3), "0.00%")
    assert (points.value, points.number_format) == (-16.67, "#,##0.00")
    assert [cell.value for cell in sheet[3]] == [None, None]


def test_shares_and_points_stand_in_a_csv_as_numbers():
    assert csv_of(shares()).splitlines()[1:] == ["33.33%,-16.67", ","]


def test_the_heads_of_a_workbook_stay_in_view():
    sheet = read_sheet(workbook_of(table("甲")))
    assert [cell.value for cell in sheet[1]] == ["text", "amount（万元）", "count"]
    assert sheet.freeze_panes == "A2"
    assert sheet.cell(2, 3).value == 3


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe_in_a_csv(text):
    assert csv_text(text) == f"'{text}"


def test_a_csv_begins_with_the_mark_that_excel_wants_and_keeps_numbers():
    assert csv_of(table("甲", "-1")).startswith("\ufeff")
    assert read_csv("甲", "-1")[1:] == [["甲", "12.345678", "3"], ["'-1", "12.345678", "3"]]


def test_what_is_not_there_is_an_empty_cell():
    rows = Rows([{"text": None, "amount": None, "count": None}])
    assert [cell.value for cell in read_sheet(workbook_of(rows))[2]] == [None] * 3
    assert csv_of(rows).splitlines()[1] == ",,"


def test_characters_that_no_workbook_takes_do_not_break_it():
    assert read_sheet(workbook_of(table("甲\x0b乙"))).cell(2, 1).value


@pytest.mark.parametrize(("kind", "start"), [("xlsx", b"PK"), ("csv", "\ufeff".encode())])
def test_a_file_is_private_and_named_in_chinese(kind, start):
    response = export_response(table("甲"), kind, "项目 2024/07/08")
    body = response.getvalue()
    assert body.startswith(start)
    assert "no-store" in response["Cache-Control"]
    assert "attachment" in response["Content-Disposition"]
    assert "%E9%A1%B9%E7%9B%AE" in response["Content-Disposition"]
    assert "/" not in response["Content-Disposition"].split("''")[1]


def test_columns_are_as_wide_as_what_they_hold_and_the_heads_filter():
    sheet = read_sheet(workbook_of(table("农村公路" * 3, "水"), "项目 2024-06-30: [全部]"))
    assert sheet.title == "项目 2024-06-30   全部"
    assert sheet.column_dimensions["A"].width > 24
    assert sheet.column_dimensions["B"].width >= 8
    assert sheet.auto_filter.ref == "A1:C3"
    long = read_sheet(workbook_of(table("长" * 500)))
    assert long.column_dimensions["A"].width < 62


def test_an_amount_in_a_csv_has_no_needless_noughts():
    assert read_csv("a")[1][1] == "12.345678"
    assert [csv_text(Decimal(one)) for one in ("6771.290000", "0.00", "10")] == [
        "6771.29",
        "0",
        "10",
    ]


def test_a_workbook_reads_the_same_in_other_readers():
    data = workbook_of(table("<甲> & “乙”", "_x0041_", "", "a\nb", "长" * 40_000), "项目's")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_name("项目's").to_python()
    texts = [row[0].replace("_x005F_", "_") for row in rows[1:]]
    assert texts == ["<甲> & “乙”", "_x0041_", "", "a\nb", "长" * 32_767]
    assert [row[1:] for row in rows[1:]] == [[12.345678, 3]] * 5
    sheet = read_sheet(data)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.cell(2, 1).quotePrefix


def test_what_a_query_gives_is_what_the_stock_table_would_give(cast):
    rows = Project.objects.of(cast.alpha).with_lights(JUNE).with_stage(on=DAY).order_by("code")
    made = ProjectTable(
        rows.select_related("owner_unit", "sector", "township"), month=JUNE, day=DAY
    )
    hidden = set(made.hidden()) - set(made.in_files)
    stock = list(tables.Table.as_values(made, hidden))
    assert list(made.as_values()) == stock
    assert len(stock) == 5


def test_lines_are_sent_as_they_are_read():
    parts = pieces_of(table(*["甲"] * 1200), "csv")
    assert [part.count(b"\r\n") for part in parts] == [1, 500, 500, 200]
