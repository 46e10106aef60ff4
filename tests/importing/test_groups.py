"""Heads of groups, subtotals and totals as offices write them are told from records, wherever they
stand, and checked against the rows."""

import pytest

from core.importing.rows import Problem
from tests.importing import messy
from tests.importing.messy import HEADS, RECORDS, Mess, summed

FIRST, SECOND = RECORDS[:2], RECORDS[2:]


def grouped(first: str, second: str, at: int = 0, *, sums: bool = True) -> Mess:
    """The ledger under two heads of groups."""
    mess = Mess()
    heads = [summed(words, rows, at) for words, rows in ((first, FIRST), (second, SECOND))]
    if not sums:
        heads = [[None] * at + [words] for words in (first, second)]
    mess.rows = [heads[0], *map(list, FIRST), heads[1], *map(list, SECOND)]
    return mess


def without_codes(mess: Mess) -> Mess:
    mess.heads = [[HEADS[0], *HEADS[2:]]]
    mess.rows = [[row[0], *row[2:]] for row in mess.rows]
    return mess


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、交通类（2个）", "二、其他类（2个）"),
        ("一 交通类（2个）", "二　其他类（2个）"),
        ("（一）产业类 2个", "（二）其他 2个"),
        ("一、产业类", "二、其他"),
        ("一、交通类（共2个项目）", "二、其他类 共2个项目"),
    ],
)
def test_a_group_with_its_ordinal_number_and_sums_in_one_row(reads_alike, first, second):
    for at in (0, messy.CODE, messy.NAME):
        reads_alike(grouped(first, second, at))
        reads_alike(grouped(first, second, at, sums=False))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、交通类（2个）", "二、其他类（2个）"),
        ("一 交通类（2个）", "二 其他类 2个"),
        ("（一）产业类 2个", "（二）其他"),
    ],
)
def test_a_group_in_the_column_of_names_of_a_sheet_without_codes(network, refused, first, second):
    mess = without_codes(grouped(first, second, messy.NAME))
    mess.rows[3][messy.TOTAL - 1] += 1
    [error] = refused(mess)
    assert (error.row, error.column) == (7, "总投资")


@pytest.mark.parametrize("sums", [True, False])
def test_an_ordinal_in_the_column_of_numbers_of_a_sheet_without_codes(refused, sums):
    mess = grouped("交通类", "其他", messy.NAME, sums=sums)
    mess.rows[0][0], mess.rows[3][0] = "一", "二"
    mess.rows.append(summed("合计", RECORDS))
    mess.rows[-1][messy.TOTAL] += 1
    [error] = refused(without_codes(mess))
    assert (error.row, error.value) == (10, "160029.02")


def test_groups_within_groups_and_numbers_that_begin_anew(reads_alike):
    rows = [[1, *RECORDS[0][1:]], [2, *RECORDS[1][1:]], [1, *RECORDS[2][1:]], [1, *RECORDS[3][1:]]]
    mess = Mess()
    mess.rows = [
        summed("一、产业类（3个）", rows[:3]), summed("(一)工业(2个)", rows[:2]), *rows[:2],
        summed("（二）农业 1个", rows[2:3]), rows[2], summed("二、基础设施", rows[3:]), rows[3],
        summed("全县合计", rows),
    ]  # fmt: skip
    reads_alike(mess)


def test_a_sum_in_the_row_of_the_group_and_once_more_below_it(reads_alike):
    mess = grouped("一、产业类（2个）", "二、其他类（2个）")
    mess.rows.insert(3, summed("小计", FIRST, 2))
    mess.rows.append(summed("小 计", SECOND))
    mess.rows.append(summed("总 计：", RECORDS))
    reads_alike(mess)


@pytest.mark.parametrize("words", ["合计", "总计（4个）", "合 计:", "全县合计", "合计4个", "累计"])
def test_a_total_at_the_top_in_the_middle_and_at_the_end(reads_alike, words):
    for place in (0, 2, 4):
        mess = Mess()
        mess.rows.insert(place, summed(words, RECORDS, 2))
        reads_alike(mess)


@pytest.mark.parametrize("count", ["4个", "共4个项目", 4, "/"])
def test_a_total_with_the_number_of_projects_in_the_cell_beside(reads_alike, count):
    mess = Mess()
    mess.rows.append(summed("合计", RECORDS))
    mess.rows[-1][messy.NAME] = count
    mess.rows[-1][messy.TOWNSHIP] = "/"
    reads_alike(mess)


@pytest.mark.parametrize(
    ("words", "row"), [("一、产业类（3个）", 4), ("一 产业类 3个", 4), ("（一）产业类（3个）", 4)]
)
def test_a_count_that_the_rows_do_not_make(refused, words, row):
    mess = grouped(words, "二、其他")
    mess.rows[2][messy.TOTAL] += 1
    mess.rows[0][messy.TOTAL] += 1
    assert refused(mess) == [Problem(row, "序号", words, "写的是3行，实有2行。")]


def test_a_count_beside_a_total_that_the_rows_do_not_make(refused):
    mess = Mess()
    mess.rows.append(summed("合计", RECORDS))
    mess.rows[-1][messy.NAME] = "5个"
    assert refused(mess) == [Problem(8, "序号", "合计", "写的是5行，实有4行。")]


def test_shares_and_columns_that_nobody_reads_are_no_words_of_a_group(reads_alike):
    mess = grouped("一、产业类（2个）", "（二）其他 2个")
    mess.rows.append(summed("合计", RECORDS))
    mess.heads = [[*HEADS, "占年度计划(%)", "去年排名", "秘书"]]
    for row in mess.rows:
        row += [0.5, "51%", "—"]
    reads_alike(mess)


def test_both_sums_of_a_group_are_checked(refused):
    mess = grouped("一、产业类（2个）", "二、其他类（2个）")
    mess.rows.insert(3, summed("小计", FIRST))
    mess.rows[0][messy.PLAN], mess.rows[3][messy.PLAN] = 8001, 7999
    assert [(e.row, e.column, e.message) for e in refused(mess)] == [
        (4, "2024年计划投资", "“一、产业类（2个）”为8001万元，各行之和为8000万元。"),
        (7, "2024年计划投资", "“小计”为7999万元，各行之和为8000万元。"),
    ]
