"""The unit of an amount: written in its cell, in the head, above the heads, or by the format in
which the number is shown."""

from decimal import Decimal

import pytest

from core.importing import cells
from core.importing.cells import CellError
from core.importing.formats import other_reading, percentage_of
from core.importing.rows import Problem
from core.importing.workbook import FormattedNumber
from programmes.models import Task
from projects.models import Project
from tests.importing import books, messy
from tests.importing.books import LEDGER, TASKS, imported
from tests.importing.messy import Mess
from tests.making import wan

HEAD = "总投资"
PLACE = (4, HEAD)


def total(network, path) -> Decimal | None:
    assert imported(network, LEDGER, path).errors == []
    return Project.objects.get(code="XM-01").total_investment


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("12000万元", "12000"),
        ("1.2亿元", "12000"),
        ("1.2 亿", "12000"),
        ("120000000元", "12000"),
        ("￥12,000.5万元", "12000.5"),
    ],
)
def test_a_unit_in_the_cell_counts_first(network, tmp_path, words, amount):
    path = messy.save(tmp_path / "cell.xlsx", Mess().put(messy.TOTAL, words))
    assert total(network, path) == wan(amount)


@pytest.mark.parametrize(
    ("words", "unit"),
    [("1200美元", "美元"), ("1200千元", "千元"), ("1200万元亿元", "万元亿元"), ("3个", "个")],
)
def test_another_unit_in_the_cell_is_refused(refused, words, unit):
    [error] = refused(Mess().put(messy.TOTAL, words))
    assert error == Problem(
        *PLACE, words, f"“{words}”的单位是“{unit}”：金额请以元、万元、亿元之一填写。"
    )
    assert error.place == "台账!H4"


@pytest.mark.parametrize(
    "words", ["单位：万元、亿元", "单位:(万元/亿元)", "金额单位：人民币元、万元"]
)
def test_two_units_above_the_heads_are_refused(refused, words):
    [error] = refused(Mess(above=[[messy.TITLE], [None, words]]))
    units = "元、万元" if "人民币" in words else "万元、亿元"
    assert (error.place, error.value) == ("台账!B2", words)
    assert error.message == f"表头上方写有不同的金额单位：{units}，请只保留一个。"


def test_renminbi_is_one_unit(network, tmp_path):
    mess = Mess(above=[[messy.TITLE], ["金额单位：人民币万元"]])
    assert total(network, messy.save(tmp_path / "rmb.xlsx", mess)) == wan("17928.02")


@pytest.mark.parametrize(
    "words", ["总投资(万元、亿元)", "总投资（万元/亿元）", "总投资(万元或亿元)"]
)
def test_two_units_in_a_head_are_refused(refused, words):
    assert refused(Mess().head(messy.TOTAL, words)) == [
        Problem(3, words, words, "此表头写有多个金额单位：万元、亿元。请只保留一个。")
    ]


@pytest.mark.parametrize("where", ["line", "head"])
def test_a_unit_that_is_not_read_is_refused(refused, where):
    mess = Mess(above=[[messy.TITLE], ["单位:千元"]]) if where == "line" else Mess()
    if where == "head":
        mess.head(messy.TOTAL, "总投资(千元)")
    [error] = refused(mess)
    assert error.message == "“千元”不是可以读取的金额单位：请改为元、万元、亿元之一。"
    assert error.place == ("台账!A2" if where == "line" else "台账!H3")


def formatted(code: str, cell: str = "H4"):
    def change(sheet):
        sheet[cell].number_format = code

    return change


@pytest.mark.parametrize("code", ["0%", "0.00%", '0.0"%"', "[Red]0.0%;-0.0%"])
def test_a_percentage_is_no_amount(refused, code):
    [error] = refused(Mess().put(messy.TOTAL, 0.351), after=formatted(code))
    shown = percentage_of(number("0.351", code))
    assert error == Problem(*PLACE, "0.351", f"“{shown}”是百分比，不是金额：请填写金额。")
    [error] = refused(Mess().put(messy.TOTAL, "35%"))
    assert error == Problem(*PLACE, "35%", "“35%”是百分比，不是金额：请填写金额。")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('0!.0,"万"', "1.2万"),
        ('0"."0,"万元"', "1.2万元"),
        ('0.00,"万"', "12.35万"),
        ('#,##0.00"元"', "12345.00元"),
        ('0.00"亿元"', "12345.00亿元"),
        ("#,##0.0,", "12.3万元"),
        ("#,##0,,", "0万元"),
        ('_ * #,##0.0,"千元"_ ;-* #,##0.0,"千元"_ ', "12.3千元"),
    ],
)
def test_a_number_that_is_shown_as_another_is_refused_with_both(refused, code, shown):
    [error] = refused(Mess().put(messy.TOTAL, 12345), after=formatted(code))
    assert (error.row, error.column, error.value) == (*PLACE, "12345")
    assert error.message == (
        f"单元格中存的是12345，按列的单位为12345万元；数字格式“{code}”显示为{shown}："
        "请按实际金额填写，并把格式改为“常规”。"
    )


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00",
        "#,##0.00",
        '0.00"万元"',
        '0.0"万"',
        '"¥"#,##0.00',
        "#,##0_);[Red]0",
        "@",
        "[$-804]0.00",
    ],
)
def test_a_format_that_shows_the_same_amount_changes_nothing(network, tmp_path, code):
    path = messy.save(tmp_path / "same.xlsx", Mess(), after=formatted(code))
    assert total(network, path) == wan("17928.02")


def number(text: str, code: str) -> FormattedNumber:
    made = FormattedNumber(text)
    made.number_format = code
    return made


def test_yuan_shown_in_ten_thousands_are_the_same_amount():
    assert other_reading(number("12345", '0!.0,"万"'), "元") == ""
    assert "显示为12.35万" in other_reading(number("12345", '0.00,"万"'), "元")


CONDITIONAL = '[>=10000]0!.0,"万";0.00'


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("12345", CONDITIONAL, "1.2万"),
        ("9999", CONDITIONAL, ""),
        ("5", '[<0]0"元";[=5]0"元";0', "5元"),
        ("-5", '0;-0"元"', "-5元"),
        ("5", '0;-0"元"', ""),
        ("12.345", 'General"元"', "12.345元"),
        ("12.345", 'G/通用格式"万元"', ""),
    ],
)
def test_the_part_of_a_format_that_shows_the_number_counts(stored, code, shown):
    found = other_reading(number(stored, code), "万元")
    assert f"显示为{shown}：" in found if shown else not found


def test_a_quantity_that_is_shown_as_a_percentage_is_refused(network, tmp_path):
    grid = TASKS.grid()
    column = grid[2].index("量化目标")
    grid[3][column] = 1
    path = books.write(grid, tmp_path / "quantity.xlsx")
    book = books.load_workbook(path)
    cell = book.active.cell(4, column + 1)
    cell.number_format = "0%"
    book.save(path)
    [error] = imported(network, TASKS, path).errors
    assert error.message.startswith("“100%”不是") and not Task.objects.exists()


@pytest.mark.parametrize(
    ("stored", "code"),
    [("0.35", "0." + "0" * 30 + "%"), ("1E+308", "0.00%"), ("123.45", "0." + "0" * 90 + '"元"')],
)
def test_a_format_of_any_length_is_read(stored, code):
    found = number(stored, code)
    assert percentage_of(found) or other_reading(found, "万元")


@pytest.mark.parametrize("code", ["#,##0[$元-804]", ";;;", '""', '"9"0'])
def test_a_format_that_hides_or_changes_the_number_is_refused(refused, code):
    [error] = refused(Mess().put(messy.TOTAL, 5), after=formatted(code))
    assert f"数字格式“{code}”" in error.message


@pytest.mark.parametrize(("code", "shown"), [('0"万"', "5万"), ("0[$万元]", "5万元")])
def test_a_quantity_that_is_shown_as_another_is_refused(code, shown):
    with pytest.raises(CellError, match=f"显示为{shown}"):
        cells.quantity(number("5", code), "")
