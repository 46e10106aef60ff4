"""What stands in cells and between rows of ledgers that several hands fill in and print: read where
its meaning is plain, else refused with what to write instead."""

import pytest

from core.importing.rows import Problem
from tests.importing import messy
from tests.importing.messy import HEADS, RECORDS, TITLE, Mess, summed


def test_pages_with_title_unit_and_heads_of_two_rows_again(reads_alike):
    upper = list(HEADS)
    upper[7:12] = ["投资情况(万元)", None, None, None, None]
    lower: list = [None] * len(HEADS)
    lower[7:12] = HEADS[7:12]
    mess = Mess(above=[[TITLE], ["填报单位:县发展和改革局"]], heads=[upper, lower])
    page = [["续表"], [TITLE], ["单位:万元"], list(upper), list(lower)]
    mess.rows[2:2] = [summed("本页小计", RECORDS[:2]), ["第1页，共2页"], *page]
    reads_alike(mess)


@pytest.mark.parametrize("at", [0, messy.CODE, messy.NAME])
def test_the_end_of_the_table_is_marked_and_empty_rows_are_numbered(reads_alike, at):
    mess = Mess()
    mess.rows += [[None] * at + ["以下空白"], [5], [6], ["备注：1.投资额以批复为准"]]
    reads_alike(mess)


@pytest.mark.parametrize("mark", ["同上", "〃", "″", "”", " 同 上 "])
def test_a_cell_that_says_as_above(reads_alike, mark):
    mess = Mess()
    mess.rows.insert(2, ["二、其他"])
    for at in (messy.SECTOR, 17, messy.UNIT):
        mess.rows[1][at] = mark
    mess.rows[4][17] = mark
    reads_alike(mess)


def test_as_above_is_refused_of_keys_and_amounts_and_without_a_row_above(refused):
    mess = Mess().put(messy.UNIT, "同上", "同上")
    mess.rows[1][messy.CODE], mess.rows[2][messy.PLAN] = "〃", "同上"
    assert refused(mess) == [
        Problem(4, "责任单位", "同上", "上方没有可以“同上”的数据行。"),
        Problem(5, "项目编码", "〃", "项目编码不能写“同上”，请写出来。"),
        Problem(5, "责任单位", "同上", "上一行此列无法读取。"),
        Problem(6, "2024年计划投资", "同上", "年度计划投资不能写“同上”，请写出来。"),
    ]


def test_names_of_units_with_lines_and_spaces_within(reads_alike):
    names = ("县经济\n信息化局", "县 经 济 信 息 化 局", "县农业\r\n农村局", "　县水务局")
    reads_alike(Mess().put(messy.UNIT, *names))


def test_amounts_with_commas_of_full_width_and_ten_thousands_behind(reads_alike):
    mess = Mess().put(messy.TOTAL, "１７，９２８．０２", "13亿", "3,000 万", "9100.00万元")
    reads_alike(mess.put(8, "１，２００．５", "0万", "无", "2,000"))


def test_none_stands_where_nothing_is(reads_alike):
    mess = Mess()
    for column in (9, 10, 11):
        mess.rows[1][column] = "无"
    mess.rows[1][messy.STARTED] = "暂无"
    reads_alike(mess)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("约1200", "“约1200”不是准确数：请填写准确数字，其余写入备注。"),
        ("1200左右", "“1200左右”不是准确数：请填写准确数字，其余写入备注。"),
        ("13亿余元", "“13亿余元”不是准确数：请填写准确数字，其余写入备注。"),
        ("1200（含税）", "“1200（含税）”带有说明：此处只填1200，说明写入备注。"),
        ("1200-1500", "“1200-1500”是一个区间：请填写一个数字，区间写入备注。"),
        ("51%", "“51%”是百分比，不是金额：请填写金额。"),
        ("批复中", "“批复中”不是数字，请填写如1234.5这样的数字。"),
    ],
)
def test_what_is_no_plain_amount_is_refused_with_what_to_write(refused, written, sentence):
    mess = Mess().put(messy.TOTAL, written)
    assert refused(mess) == [Problem(4, "总投资", written, sentence)]
