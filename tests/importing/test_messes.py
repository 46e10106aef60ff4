"""Ledgers as other hands keep them: each kind of mess imports as the tidy sheet does, or is
refused in one sentence."""

from datetime import date

import pytest

from accounts.models import Unit
from core.importing.rows import Problem
from projects.models import MonthEntry, Project
from tests.importing import messy
from tests.importing.books import LEDGER, imported
from tests.importing.messy import CODE, HEADS, NAME, RECORDS, START, STARTED, Mess, summed

# Titles and heads


def test_titles_and_empty_rows_above_the_heads(reads_alike):
    above = [["附件2"], [], [messy.TITLE], [None, None, "填报单位:县发展和改革局"], ["单位：万元"]]
    reads_alike(Mess(above=above))


def test_a_row_of_empty_cells_and_a_column_before_the_table(reads_alike):
    mess = Mess()
    mess.heads = [[None, *HEADS]]
    mess.rows = [row for record in RECORDS for row in ([None, *record], [])]
    reads_alike(mess)


def test_a_head_of_two_rows_with_merged_groups(reads_alike):
    upper = list(HEADS)
    upper[7:12] = ["投资情况(万元)", None, None, None, None]
    lower = [None] * len(HEADS)
    lower[7:12] = HEADS[7:12]

    def merge(sheet):
        sheet.merge_cells("H3:L3")
        for column in "ABCDEFGMNOPQRST":
            sheet.merge_cells(f"{column}3:{column}4")

    reads_alike(Mess(above=[[messy.TITLE], []], heads=[upper, lower]), after=merge)


def test_a_head_of_three_rows(reads_alike):
    heads = [[None] * len(HEADS) for _n in range(3)]
    heads[0] = list(HEADS)
    heads[0][7:12] = ["投资情况(万元)", None, None, None, None]
    heads[1][7:12] = ["总投资", "至上年底累计完成投资", "2024年", None, None]
    heads[2][9:12] = ["计划投资", "6月完成投资", "1-6月累计完成投资"]
    reads_alike(Mess(heads=heads), after=lambda sheet: sheet.merge_cells("J4:L4"))


def test_heads_broken_into_lines_with_spaces_and_full_width_brackets(reads_alike):
    mess = Mess(above=[[messy.TITLE]])
    for column in messy.MONEY:
        mess.head(column, f"{HEADS[column][:2]}\n{HEADS[column][2:]}（万元）")
    reads_alike(mess.head(messy.NAME, "项 目 名 称").head(0, "序\n号"))


def test_columns_in_any_order(reads_alike):
    mess = Mess()
    order = [*range(10, 20), *range(10)]
    mess.heads = [[HEADS[column] for column in order]]
    mess.rows = [[record[column] for column in order] for record in RECORDS]
    reads_alike(mess)


def test_synonyms_of_heads(reads_alike):
    words = {
        1: "项目编号", 2: "项目全称", 3: "项目性质", 4: "行业领域", 5: "所属乡镇", 6: "目前阶段",
        7: "投资规模", 8: "至2023年底累计完成投资", 9: "年度投资计划", 10: "本月完成投资",
        11: "1至6月累计", 12: "工程进展情况", 13: "拟开工时间", 14: "实际开工日期",
        15: "预计完工时间", 16: "存在的主要问题", 17: "牵头领导", 18: "业主单位", 19: "是否入统",
    }  # fmt: skip
    mess = Mess()
    for column, head in words.items():
        mess.head(column, head)
    reads_alike(mess)


def test_a_synonym_does_not_count_beside_the_column_itself(reads_alike):
    mess = Mess(heads=[[*HEADS, "业主单位"]])
    for row in mess.rows:
        row.append("马边某某有限公司")
    reads_alike(mess)


def test_computed_columns_are_ignored_and_said_so(network, reads_alike, tmp_path):
    computed = [
        "占年度计划(%)",
        "与序时进度差(百分点)",
        "占总投资(%)",
        "预警",
        "开工以来累计完成投资",
    ]
    mess = Mess(heads=[[*HEADS, *computed, "项目秘书"]])
    for row in mess.rows:
        row += [0.51, "-3.2", "12%", "黄", 99999, "某某"]
    reads_alike(mess)
    importer = LEDGER.importer(network)
    importer.run(messy.save(tmp_path / "computed.xlsx", mess), dry_run=True)
    assert (importer.computed_heads, importer.unread_heads) == (computed, ["项目秘书"])


def test_a_row_that_numbers_the_columns(reads_alike):
    marks = ["甲", "乙", *range(1, 19)]
    reads_alike(Mess(heads=[list(HEADS), marks]))


def test_heads_repeated_on_each_page(reads_alike):
    mess = Mess()
    mess.rows.insert(2, list(HEADS))
    reads_alike(mess)


# Rows that are no records


def test_groups_with_sums_above_their_rows_and_a_total_below(reads_alike):
    rows = [list(row) for row in RECORDS]
    mess = Mess()
    mess.rows = [
        summed("磷化工(2个)", rows[:2]), *rows[:2], summed("其他(2个)", rows[2:]), *rows[2:],
        summed("合计(4个)", rows),
    ]  # fmt: skip
    reads_alike(mess)


def test_subtotals_below_and_a_total_at_the_top(reads_alike):
    rows = [list(row) for row in RECORDS]
    mess = Mess()
    mess.rows = [
        summed("总计", rows, 2), *rows[:2], summed("磷化工小计", rows[:2], 2), *rows[2:],
        summed("小计", rows[2:], 2),
    ]  # fmt: skip
    reads_alike(mess)


def test_groups_that_only_name_what_follows(reads_alike):
    mess = Mess()
    mess.rows.insert(0, ["一", None, "磷化工"])
    mess.rows.insert(3, ["二、", None, "其他"])
    reads_alike(mess)


def test_a_subtotal_that_does_not_add_up_is_refused(refused):
    mess = Mess()
    mess.rows.insert(2, summed("磷化工小计", RECORDS[:2], 2))
    mess.rows[2][7] += 1
    assert refused(mess) == [
        Problem(6, "总投资", "147929.02", "“磷化工小计”为147929.02万元，各行之和为147928.02万元。")
    ]


def test_notes_and_names_below_the_table(reads_alike):
    mess = Mess()
    mess.rows += [
        ["注:投资额以批复为准"], [],
        ["填报人:某某", None, None, "审核人:某某", None, None, "填报日期:2024年7月3日"],
    ]  # fmt: skip
    reads_alike(mess)


def test_hidden_rows_are_read_and_named(network, reads_alike, tmp_path):
    def hide(sheet):
        sheet.row_dimensions[5].hidden = True

    reads_alike(Mess(), after=hide)
    importer = LEDGER.importer(network)
    importer.run(messy.save(tmp_path / "hidden.xlsx", Mess(), after=hide), dry_run=True)
    assert importer.hidden == [5]


def test_words_merged_over_several_rows_hold_for_each(reads_alike):
    mess = Mess()
    for column in (messy.SECTOR, 17, messy.UNIT):
        mess.rows[1][column] = None

    def merge(sheet):
        for cells in ("E4:E5", "R4:R5", "S4:S5"):
            sheet.merge_cells(cells)

    reads_alike(mess, after=merge)


def test_an_amount_merged_over_several_rows_is_refused(refused):
    [error] = refused(Mess(), after=lambda sheet: sheet.merge_cells("J6:J7"))
    assert error == Problem(
        6, "2024年计划投资", "1500", "一个数值对应多行（合并单元格）：请逐行填写。"
    )


# Money


def test_hundred_millions_in_the_unit_line(reads_alike):
    mess = Mess(above=[[messy.TITLE], ["金额单位：亿元"]])
    for column in messy.MONEY:
        mess.put(column, *(r[column] and round(r[column] / 10000, 8) for r in RECORDS))
    reads_alike(mess)


def test_hundred_millions_in_one_head(reads_alike):
    mess = Mess().head(messy.TOTAL, "总投资(亿元)")
    reads_alike(mess.put(messy.TOTAL, 1.792802, 13, 0.3, 0.91))


def test_units_in_the_cells(reads_alike):
    reads_alike(Mess().put(messy.TOTAL, "17928.02万元", "13亿元", "3000万", "0.91亿"))


def test_numbers_as_text_with_commas_and_full_width_digits(reads_alike):
    mess = Mess().put(messy.TOTAL, "17,928.02", "１３００００", " 3000 ", "９，１００")
    reads_alike(mess.put(8, "1,200.5", "0", "0.00", "２０００．０"))


def test_dashes_and_strokes_where_there_is_nothing(reads_alike):
    mess = Mess()
    for column in (8, 9, 10, 11, 14, 19):
        mess.rows[1][column] = mess.rows[1][column] or ("—" if column % 2 else "/")
    reads_alike(mess)


# Dates


@pytest.mark.parametrize(
    "written",
    [
        ("2024.12", "2024.03", "2022.10"),
        ("2024年12月", "2024年3月", "2022年10月份"),
        ("2024年底", "2024年3月底前", "2022年10月中旬"),
        ("2024年年底", "2024-3", "２０２２．１０"),
        ("2024年末", "2024/03/15", "202210"),
        (date(2024, 12, 1), date(2024, 3, 20), "2022年10月8日"),
    ],
    ids=lambda written: str(written[0]),
)
def test_dates_as_people_write_them(reads_alike, written):
    reads_alike(Mess().put(messy.START, RECORDS[0][messy.START], *written))


# Names


def test_townships_without_their_suffix(reads_alike):
    reads_alike(Mess().put(messy.TOWNSHIP, "荣丁", "劳动", "荍坝", " 民主 "))


def test_a_township_without_its_suffix_that_may_be_two_is_refused(network, refused):
    Unit.objects.filter(name="永红乡").update(name="荣丁乡")
    [error] = refused(Mess().put(messy.TOWNSHIP, "荣丁"))
    assert (error.row, error.value) == (4, "荣丁")
    assert error.message == "“荣丁”可能是荣丁镇、荣丁乡，请写全称。"


def test_names_with_spaces_and_brackets_of_another_width(network, reads_alike):
    reads_alike(Mess().put(messy.UNIT, "县经济信息化局 ", "县经济 信息化局", "县农业农村局\n"))


def test_an_unknown_unit_names_the_nearest(refused):
    [error] = refused(Mess().put(messy.UNIT, "县经信局"))
    assert (error.row, error.column, error.value) == (4, "责任单位", "县经信局")
    assert error.message.startswith("名册中没有单位“县经信局”。")


# Sheets


def one_each(*groups) -> list[Mess]:
    messes = [Mess(name=name) for name, _rows in groups]
    for mess, (_name, rows) in zip(messes, groups, strict=True):
        mess.rows = [list(row) for row in rows]
    return messes


def test_a_sheet_for_each_sector_is_one_ledger(reads_alike):
    messes = one_each(("磷化工", RECORDS[:2]), ("农业", RECORDS[2:3]), ("水利", RECORDS[3:]))
    messes[1].rows.append(summed("合计", RECORDS[2:3]))
    reads_alike(*messes)


def test_sheets_with_their_own_order_of_columns_and_unit(reads_alike):
    first, second = one_each(("一", RECORDS[:2]), ("二", RECORDS[2:]))
    second.above = [["单位:元"]]
    for row in second.rows:
        for column in messy.MONEY:
            row[column] = row[column] * 10000
    second.heads = [list(reversed(HEADS))]
    second.rows = [list(reversed(row)) for row in second.rows]
    reads_alike(first, second)


def test_a_sheet_that_is_no_ledger_is_left_out_and_named(network, reads_alike, tmp_path):
    note = Mess(name="填表说明", above=[["填表说明"]], heads=[], rows=[["金额保留两位小数"]])
    by_sector = Mess(name="汇总", above=[["单位:万元"]], heads=[["所属行业", "个数", "总投资"]])
    by_sector.rows = [["磷化工", 2, 147928.02], ["农业", 1, 3000]]
    reads_alike(Mess(), note, by_sector)
    importer = LEDGER.importer(network)
    importer.run(messy.save(tmp_path / "more.xlsx", Mess(), note, by_sector), dry_run=True)
    assert importer.skipped == ["填表说明", "汇总"]


def test_sheets_of_two_months_are_refused(refused):
    first, second = one_each(("六月", RECORDS[:2]), ("五月", RECORDS[2:]))
    second.above = [["马边县重点项目推进情况表(截至2024年5月底)"], ["单位:万元"]]
    [error] = refused(first, second)
    assert error.message == ("工作表“六月”是2024年6月的，工作表“五月”是2024年5月的：请分次导入。")


def test_sheets_with_other_columns_are_refused(refused):
    first, second = one_each(("一", RECORDS[:2]), ("二", RECORDS[2:]))
    second.heads[0][messy.SECTOR] = "备注"
    [error] = refused(first, second)
    assert error.message == (
        "工作表“一”与“二”的列不一致，只有其中一张有：所属行业、备注。请改成一致，或只保留一张。"
    )


def test_an_error_in_one_of_several_sheets_names_the_sheet(refused):
    first, second = one_each(("一", RECORDS[:2]), ("二", RECORDS[2:]))
    second.rows[0][messy.TOTAL] = "约3000"
    [error] = refused(first, second)
    assert (error.sheet, error.row, error.column) == ("二", 4, "总投资")


def test_a_project_in_two_sheets_is_refused(refused):
    [error] = refused(*one_each(("一", RECORDS), ("二", RECORDS[2:3])))
    assert (error.sheet, error.row) == ("二", 4)
    assert error.message == "与工作表“一”第6行重复。"


# Nothing is written where one cell is wrong


def test_every_wrong_cell_is_named_and_nothing_is_written(refused):
    mess = Mess().put(messy.TOTAL, "约12亿").put(messy.STAGE, "停工了")
    mess.put(messy.TOWNSHIP, "民圭乡", "劳动镇", "劳动镇", "民圭镇").put(
        messy.FINISH, None, None, "明年"
    )
    errors = refused(mess)
    assert [(e.row, e.column, e.value) for e in errors] == [
        (4, "项目阶段", "停工了"),
        (4, "总投资", "约12亿"),
        (4, "所在乡镇", "民圭乡"),
        (6, "计划竣工", "明年"),
        (7, "所在乡镇", "民圭镇"),
    ]
    assert errors[-1].message == "名册中没有乡镇“民圭镇”。最接近的是：民建镇、民主镇。"
    assert not MonthEntry.objects.exists()


# What is left blank, and what stands above a head


def test_a_blank_cell_of_a_known_project_says_nothing(network, tidy, tmp_path):
    imported(network, LEDGER, messy.save(tmp_path / "tidy.xlsx", Mess()))
    before = list(Project.objects.order_by("code").values())
    blank = Mess()
    for row in blank.rows:
        keep = {CODE, NAME, messy.STAGE}
        row[:] = [value if at in keep else None for at, value in enumerate(row)]
    result = imported(network, LEDGER, messy.save(tmp_path / "blank.xlsx", blank))
    assert (result.errors, result.unchanged) == ([], 4)
    assert list(Project.objects.order_by("code").values()) == before


def test_the_head_of_a_group_says_which_start_is_meant(reads_alike):
    upper: list = [None] * len(HEADS)
    upper[START], upper[STARTED] = "计划时间", "实际时间"
    mess = Mess(heads=[upper, list(HEADS)])
    mess.head(START, "开工时间").head(STARTED, "开工时间")
    reads_alike(mess)


def test_other_hands_words_for_a_stage(reads_alike):
    reads_alike(Mess().put(messy.STAGE, "已开工", "前期", "在建（续建）", "建设中"))
