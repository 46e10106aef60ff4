"""One odd cell ends in one sentence at most, never in a traceback."""

import json
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from core.importing import cells
from core.importing.cells import CellError
from core.importing.reader import in_fifteen_digits
from core.importing.workbook import INFINITE, parse_sheet
from projects.importers.ledger import published_total
from tests.importing import books
from tests.importing.books import FUNDS, LEDGER, NEEDS, changed, imported


@pytest.mark.parametrize(
    "remark",
    [
        "公开报道:总投资1.2.3亿元",
        "公开报道:总投资..万元",
        "公开报道:总投资,万元",
        "公开报道:总投资12.345678901万元",
        "公开报道:总投资99999999999999999亿元",
    ],
)
def test_a_remark_without_an_amount_publishes_none(remark):
    assert published_total(remark) is None


def test_a_remark_with_an_amount_that_is_none_is_imported(network, tmp_path):
    remark = LEDGER.grid()[3].index("备注") if "备注" in LEDGER.grid()[3] else -1
    path = changed(LEDGER, tmp_path, (8, remark, "公开报道:总投资1.2.3亿元"))
    assert imported(network, LEDGER, path).is_good


@pytest.mark.parametrize("book", [LEDGER, FUNDS])
def test_the_year_0(network, tmp_path, book):
    path = changed(book, tmp_path, (1, 0, "台账(截至0000年6月底)"), (2, 0, "单位:万元"))
    messages = [error.message for error in imported(network, book, path).errors]
    assert [m for m in messages if m.startswith("标题")] == messages[-1:]


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
@pytest.mark.parametrize("reader", [cells.number, cells.amount, cells.quantity, cells.month])
def test_a_number_beyond_all_bounds(number, reader):
    marks = {
        "sheet": "",
        **dict.fromkeys(("hidden", "merged", "formulas", "broken", "formats"), []),
    }
    line = json.dumps({**marks, "rows": [[in_fifteen_digits(float(number))]]})
    [[value]] = parse_sheet(line.encode()).rows
    assert value == INFINITE
    with pytest.raises(CellError, match="NaN"):
        reader(value, "元")


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        (0.1 + 0.2, "0.3"),
        (1.0, "1"),
        (-0.0, "0"),
        (123456789012345.0, "123456789012345"),
        (1234567890123456.7, "1234567890123460"),
        (1e-7, "1E-7"),
    ],
)
def test_a_number_has_the_fifteen_digits_that_excel_keeps(number, kept):
    assert (
        str(
            json.loads(
                json.dumps([in_fifteen_digits(number)]), parse_int=Decimal, parse_float=Decimal
            )[0]
        )
        == kept
    )


@pytest.mark.parametrize("blank", ["\u2003", "\u00a0\u200b", "\ufeff", "\u3164", "\u2028"])
def test_what_nobody_sees_is_empty(blank):
    assert cells.number(blank, "") is None
    assert cells.text(9)(f"荍{blank}坝", "") == f"荍{blank}坝"


def test_a_total_of_more_rows_than_can_be_counted(network, tmp_path):
    grid = [*NEEDS.grid(), ["合计(" + "9" * 5000 + "个)"]]
    imported(network, NEEDS, books.write(grid, tmp_path / "count.xlsx"))


def test_two_unit_lines_that_contradict_each_other(network, tmp_path):
    path = changed(LEDGER, tmp_path, (1, 0, "台账(截至2024年6月底) 单位:元"), (2, 0, "单位:万元"))
    [error] = imported(network, LEDGER, path).errors
    assert error.message == "表头上方写有不同的金额单位：元、万元，请只保留一个。"


def test_a_copy_of_the_sheet_beside_it_says_everything_twice(network, tmp_path):
    book = load_workbook(NEEDS.path)
    name = book.active.title
    book.copy_worksheet(book.active).title = "副本"
    book.create_sheet("说明").append(["填表说明"])
    book.save(tmp_path / "two.xlsx")
    errors = imported(network, NEEDS, tmp_path / "two.xlsx").errors
    assert {error.sheet for error in errors} == {"副本"}
    assert errors[0].message == f"与工作表“{name}”第4行重复。"
    assert len(errors) == NEEDS.rows


def test_long_values_are_cut_in_errors(network, tmp_path):
    path = changed(NEEDS, tmp_path, (4, 4, "长" * 400))
    [error] = imported(network, NEEDS, path).errors
    assert error.value == "长" * 59 + "…"
