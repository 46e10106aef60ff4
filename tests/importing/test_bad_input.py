"""What is wrong with a sheet is said by row and column, and nothing is written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.importing.rows import Problem
from programmes.models import Need
from projects.models import Project
from tests.importing import books, messy
from tests.importing.books import FUNDS, LEDGER, MONTHS, NEEDS, NETWORK, changed, imported


def test_a_file_that_is_no_workbook(network, tmp_path):
    path = tmp_path / "note.xlsx"
    path.write_text("层级,类别")
    result = imported(network, NETWORK, path)
    assert result.errors == [Problem(None, "", "", "文件不是 Excel 工作簿（.xlsx）。")]


def test_a_file_that_is_not_there(network, tmp_path):
    result = imported(network, NETWORK, tmp_path / "none.xlsx")
    assert result.errors == [Problem(None, "", "", "没有文件“none.xlsx”。")]


def test_an_empty_workbook(network, tmp_path):
    result = imported(network, NETWORK, books.write([], tmp_path / "empty.xlsx"))
    assert result.errors == [Problem(None, "", "", "工作簿是空的。")]


def test_heads_without_rows(network, tmp_path):
    path = books.write(NEEDS.grid()[:3], tmp_path / "heads.xlsx")
    assert [e.message for e in imported(network, NEEDS, path).errors] == ["只有表头，没有数据行。"]


def test_a_required_column_is_missing(network, tmp_path):
    path = books.write([r[:3] + r[4:] for r in NEEDS.grid()], tmp_path / "column.xlsx")
    assert imported(network, NEEDS, path).errors == [
        Problem(3, "需求类别", "需求类别", "缺少必需的列“需求类别”。")
    ]
    assert not Need.objects.exists()


def test_a_code_that_is_repeated(network, tmp_path):
    path = changed(LEDGER, tmp_path, (7, 1, "MB2024-001"))
    assert imported(network, LEDGER, path).errors == [
        Problem(7, "项目编码", "MB2024-001", "与第6行重复。")
    ]


def test_a_total_that_the_rows_do_not_make(network, tmp_path):
    path = changed(LEDGER, tmp_path, (156, 7, 14680001))
    assert imported(network, LEDGER, path).errors == [
        Problem(156, "总投资", "14680001", "“合计”为14680001万元，各行之和为14680000万元。")
    ]
    assert not Project.objects.exists()


def test_a_group_that_its_rows_do_not_make(network, tmp_path):
    path = changed(LEDGER, tmp_path, (5, 0, "磷化工(15个)"), (5, 10, 10476.34))
    assert [(e.row, e.column, e.message) for e in imported(network, LEDGER, path).errors] == [
        (5, "序号", "写的是15行，实有14行。"),
        (5, "6月完成投资", "“磷化工(15个)”为10476.34万元，各行之和为10476.33万元。"),
    ]


def test_months_that_do_not_make_the_row_total(ledger, tmp_path):
    path = changed(MONTHS, tmp_path, (4, 9, 34121.5))
    messages = {(e.row, e.column): e.message for e in imported(ledger, MONTHS, path).errors}
    assert messages[4, "合计"] == "各月之和为34121.4万元，与合计不一致。"


def test_a_cumulative_that_disagrees_with_the_months_held(months, tmp_path):
    cells = [(8, 11, 34122.4), (5, 11, 65414.9), (156, 11, 167023.39)]
    assert imported(months, LEDGER, changed(LEDGER, tmp_path, *cells)).errors == [
        Problem(
            8,
            "1-6月累计完成投资",
            "34122.4",
            "表中累计为34122.4万元，按已有各月计算为34121.4万元，两者不一致。",
        )
    ]


def test_months_that_disagree_with_the_opening_they_replace(ledger, tmp_path):
    cells = [(4, 7, 8047.73), (4, 9, 34122.4), (65, 7, 34683.82), (65, 9, 167023.39)]
    assert imported(ledger, MONTHS, changed(MONTHS, tmp_path, *cells)).errors == [
        Problem(
            4,
            "合计",
            "34122.4",
            "各月之和为27351.11万元，其所替代的期初为27350.11万元，两者不一致。",
        )
    ]


def test_a_project_that_nobody_knows(ledger, tmp_path):
    path = changed(MONTHS, tmp_path, (4, 1, "MB2024-903"))
    [error] = imported(ledger, MONTHS, path).errors
    assert (error.row, error.column) == (4, "项目编码")
    assert "最接近的是：MB2024-003 黄家坪磷矿开发" in error.message


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (8, 12000, "分配金额"),
        (7, 9000.5, "到位金额"),
        (9, 9001, "拨付金额"),
        (10, 4200.01, "支付金额"),
    ],
)
def test_the_chain_of_money_never_grows(ledger, tmp_path, column, value, words):
    errors = imported(ledger, FUNDS, changed(FUNDS, tmp_path, (4, column, value))).errors
    assert (errors[0].row, errors[0].column) == (4, words)


def test_an_amount_without_its_day_and_a_day_after_the_sheet(ledger, tmp_path):
    path = changed(FUNDS, tmp_path, (4, 11, None), (5, 13, "2024-07-01"))
    assert [(e.row, e.column, e.message) for e in imported(ledger, FUNDS, path).errors] == [
        (4, "到位日期", "到位金额有金额，缺少日期。"),
        (5, "最近支付日期", "晚于本表的月末2024-06-30。"),
    ]


def test_money_for_a_project_that_is_none(ledger, tmp_path):
    [error] = imported(ledger, FUNDS, changed(FUNDS, tmp_path, (4, 5, "铜槽子水厂"))).errors
    assert (error.row, error.column) == (4, "项目名称")
    assert error.message == "没有项目“铜槽子水厂”。最接近的是：铜槽子水库。"


def test_a_sheet_without_a_unit_of_money(network, tmp_path):
    [error] = imported(network, NEEDS, changed(NEEDS, tmp_path, (3, 5, "需求资金"))).errors
    assert (error.row, error.column) == (3, "需求资金")
    assert error.message.startswith("没有注明金额单位")


def test_a_unit_line_that_the_head_of_a_group_contradicts(network, tmp_path):
    path = changed(LEDGER, tmp_path, (2, 0, "单位:亿元"))
    errors = imported(network, LEDGER, path).errors
    assert {(e.row, e.message) for e in errors} == {
        (4, "单位行写的是亿元，此列上方的表头写的是万元：请改成一致。")
    }


def test_a_month_that_has_not_begun(network, tmp_path):
    title = "重点项目推进情况表(截至2024年8月底)"
    path = changed(LEDGER, tmp_path, (1, 0, title), (4, 10, "8月完成投资"), (4, 11, "1-8月累计"))
    assert [e.message for e in imported(network, LEDGER, path).errors] == ["2024年8月尚未开始。"]


def test_a_formula_that_was_never_calculated(network, tmp_path):
    path = changed(NEEDS, tmp_path, (4, 5, "=60*2"))
    [error] = imported(network, NEEDS, path).errors
    assert (error.row, error.column) == (4, "需求资金(万元)")
    assert error.message == "此处公式没有计算结果：请用 Excel 打开后重新保存。"


def test_a_row_whose_key_is_a_formula_without_a_value_is_not_left_out(network, tmp_path):
    path = changed(NEEDS, tmp_path, *[(4, column, "=A1") for column in range(8)])
    assert (4, "需求编号") in {(e.row, e.column) for e in imported(network, NEEDS, path).errors}


@pytest.mark.parametrize("place", [messy.NAME, messy.UNIT, "head"])
def test_a_character_that_cannot_be_stored_is_refused_by_row_and_cell(
    network, cast, tmp_path, place
):
    mess = messy.Mess()
    if place == "head":
        mess.head(16, "存在_x0000_问题")
    else:
        mess.rows[0][place] = "某_x0000_局"
    path = messy.save(tmp_path / "nul.xlsx", mess)
    upload = SimpleUploadedFile("nul.xlsx", path.read_bytes())
    record = books.uploaded(LEDGER.importer(network), upload, by=cast.clerk)
    record.refresh_from_db()
    assert "\\x00" not in str(record.preview)
    if place != "head":
        assert record.preview["errors"][0]["row"] == 4
