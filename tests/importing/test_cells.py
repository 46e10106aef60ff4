"""What may stand in a cell, by kind."""

from datetime import date
from decimal import Decimal

import pytest

from core.importing import cells, names
from core.importing.cells import CellError
from core.importing.words import plain, plain_head, unit_in_head
from core.importing.workbook import BROKEN, UNCALCULATED

JUNE = date(2024, 6, 1)


@pytest.mark.parametrize(
    "value",
    [
        "2024-06", "2024.6", "2024年6月", "2024年6月底", "2024/06", "２０２４－０６", "202406",
        "2024-06-30", date(2024, 6, 17), Decimal("2024.6"), Decimal("2024.06"),
    ],
)  # fmt: skip
def test_a_month_is_read_as_its_first_day(value):
    assert cells.month(value, "") == JUNE


@pytest.mark.parametrize("value", ["2024", "2024-13", "6月", "明年", Decimal(45000)])
def test_what_is_no_month_is_refused(value):
    with pytest.raises(CellError):
        cells.month(value, "")


def test_a_number_that_may_be_january_or_october_is_refused():
    with pytest.raises(CellError, match="可能是1月，也可能是10月"):
        cells.month(Decimal("2024.1"), "")


@pytest.mark.parametrize("value", ["2024-06-12", "2024.6.12", "2024年6月12日", date(2024, 6, 12)])
def test_a_day(value):
    assert cells.day(value, "") == date(2024, 6, 12)


@pytest.mark.parametrize("value", ["2024-02-30", "2024-06", "昨天", Decimal(45000)])
def test_what_is_no_day_is_refused(value):
    with pytest.raises(CellError):
        cells.day(value, "")


@pytest.mark.parametrize("read", [cells.day, cells.month, cells.deadline])
@pytest.mark.parametrize(
    "value",
    ["1989-12-31", "2101-01-01", date(1900, 1, 5), "0001-01-01", "9999.12.31", "2204年6月30日"],
)
def test_a_day_before_1990_or_after_2100_is_a_slip(read, value):
    with pytest.raises(CellError, match="不在1990年至2100年之间，请核对年份"):
        read(value, "")


@pytest.mark.parametrize("value", ["1989-12", "2101年底", "2204年上半年底"])
def test_a_month_before_1990_or_after_2100_is_a_slip(value):
    with pytest.raises(CellError, match="不在1990年至2100年之间"):
        cells.month(value, "")


def test_the_first_and_the_last_day_that_are_read():
    assert cells.day("1990-01-01", "") == date(1990, 1, 1)
    assert cells.day("2100-12-31", "") == date(2100, 12, 31)


def test_a_deadline_may_be_a_month_and_means_its_last_day():
    assert cells.deadline("2024年6月底", "") == date(2024, 6, 30)
    assert cells.deadline("2024-06-15", "") == date(2024, 6, 15)


def test_a_deadline_may_be_a_day_of_which_the_sheet_has_the_year():
    assert cells.deadline("8月15日", "") == cells.deadline("08月15日前", "") == (8, 15)


def test_a_deadline_without_day_and_year_is_refused_with_what_can_be_written():
    with pytest.raises(CellError, match="“8月”不是时限：请写成2024-08-31、2024-08，或8月底"):
        cells.deadline("8月", "")


@pytest.mark.parametrize(
    ("value", "unit", "yuan"),
    [
        (Decimal("1200.5"), "万元", "12005000"),
        ("1,200.5", "万元", "12005000"),
        ("１２００．５", "万元", "12005000"),
        ("1.2亿元", "万元", "120000000"),
        (Decimal("0"), "万元", "0"),
        (Decimal("1468"), "亿元", "146800000000"),
    ],
)
def test_an_amount_is_read_in_yuan(value, unit, yuan):
    assert cells.amount(value, unit) == Decimal(yuan)


@pytest.mark.parametrize("value", ["约12亿", "-5", "1e3", date(2024, 6, 1), "1.2345678"])
def test_what_is_no_amount_is_refused(value):
    with pytest.raises(CellError):
        cells.amount(value, "万元")


@pytest.mark.parametrize(("value", "expected"), [("是", True), ("否", False), ("√", True)])
def test_yes_or_no(value, expected):
    assert cells.yes_or_no(value, "") is expected


@pytest.mark.parametrize(
    "read", [cells.amount, cells.quantity, cells.month, cells.day, cells.yes_or_no, cells.text(9)]
)
@pytest.mark.parametrize("value", [None, "", "　 "])
def test_an_empty_cell_is_none_in_every_kind(read, value):
    assert read(value, "万元") is None


@pytest.mark.parametrize("value", [BROKEN, UNCALCULATED])
def test_an_unreadable_cell_is_an_error_in_every_kind(value):
    with pytest.raises(CellError):
        cells.text(9)(value, "")


def test_excel_has_spoilt_a_number_of_more_than_15_digits():
    assert cells.number(Decimal("123456789012345"), "") == "123456789012345"
    with pytest.raises(CellError):
        cells.number(Decimal("1234567890123450"), "")


def test_text_is_neither_too_long_nor_of_control_characters():
    assert cells.text(4)(" 民建镇　", "") == "民建镇"
    for words in ("12345", "a\x00"):
        with pytest.raises(CellError):
            cells.text(4)(words, "")


@pytest.mark.parametrize(
    ("head", "words", "unit"),
    [
        ("总投资（万元）", "总投资", "万元"),
        ("总投资\n(亿元)", "总投资", "亿元"),
        ("总投资/万元", "总投资", "万元"),
        ("1—6月累计", "1-6月累计", ""),
        ("至上年底累计完成投资", "至上年底累计完成投资", ""),
    ],
)
def test_the_words_of_a_head_and_its_unit(head, words, unit):
    assert (plain_head(head), unit_in_head(head)) == (words, unit)


def test_names_are_parted_at_the_chinese_comma():
    assert list(names.split_names("县农业农村局、 县商务局、")) == ["县农业农村局", "县商务局"]


def test_brackets_of_both_widths_are_one_name():
    assert names.found_among({plain("市内帮扶县(区)甲"): 1}, "市内帮扶县（区）甲", "%(text)s") == 1


def test_the_largest_quantity_is_a_hundredth_below_a_trillion():
    assert cells.quantity("999999999999.99", "") == Decimal("999999999999.99")
    with pytest.raises(CellError, match="过大"):
        cells.quantity("1000000000000", "")
