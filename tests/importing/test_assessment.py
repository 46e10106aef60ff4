"""The workbook of the self-assessment."""

from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from core.importing.undo import undo_import
from programmes.management.commands.export_data import all_rows
from programmes.models import Membership
from supervision.importers.assessment import AssessmentExporter, AssessmentImporter
from supervision.models import AssessmentItem
from supervision.services.assessment import edit_item
from tests.contents import everything
from tests.importing.assessment import ASSESSMENT, HEADS
from tests.importing.books import confirmed, write
from tests.making import JUNE, person

POSITION, FULL, OWN, STATEMENT, UNIT = 0, 3, 4, 5, 6


def run(programme, grid, tmp_path, **options):
    return AssessmentImporter(programme).run(write(grid, tmp_path / "items.xlsx"), **options)


def with_cells(*cells: tuple[int, int, object]) -> list[list]:
    grid = [list(row) for row in ASSESSMENT]
    for row, column, value in cells:
        grid[row - 1][column] = value
    return grid


@pytest.fixture
def items(network, tmp_path):
    result = run(network, ASSESSMENT, tmp_path)
    assert (result.errors, result.created) == ([], 3)
    return network


def test_year_marks_and_states_follow_from_the_sheet(items):
    rows = AssessmentItem.objects.of(items).in_order()
    found = rows.values_list("year", "item", "full_mark", "own_mark", "state", "unit__name")
    assert list(found) == [
        (2024, "产业发展", Decimal(10), Decimal("9.5"), "written", "县农业农村局"),
        (2024, "产业发展", Decimal(5), None, "to_do", "县发展改革局"),
        (2024, "就业增收", Decimal("5.5"), Decimal(5), "written", None),
    ]
    assert [one.mark for one in rows] == ["演示", "", ""]


def test_it_comes_back_without_a_difference(items, tmp_path):
    before, path = everything(), tmp_path / "out.xlsx"
    with path.open("wb") as file:
        AssessmentExporter(items, all_rows, JUNE).write(file, "xlsx")
    result = AssessmentImporter(items).run(path)
    assert (result.errors, result.created, result.updated, result.unchanged) == ([], 0, 0, 3)
    assert everything() == before
    assert [cell.value for cell in load_workbook(path).active[2]] == HEADS


def test_an_import_is_taken_back_as_a_whole(items, tmp_path):
    stated = list(AssessmentItem.objects.in_order().values_list("statement", "state"))
    by = person(items, "自评员", "clerk", items.task_force)
    grid = with_cells((3, STATEMENT, "另一种说法"), (4, STATEMENT, "已入库"))
    record = confirmed(AssessmentImporter(items), write(grid, tmp_path / "again.xlsx"), by=by)
    assert AssessmentItem.objects.get(statement="已入库").state == "written"
    undo_import(AssessmentImporter(items), record.pk, by=by)
    assert list(AssessmentItem.objects.in_order().values_list("statement", "state")) == stated


def test_an_empty_cell_keeps_what_is_stored(items, tmp_path):
    grid = with_cells((3, OWN, None), (3, STATEMENT, None), (3, UNIT, None))
    assert run(items, grid, tmp_path).unchanged == 3


def test_another_statement_is_to_be_checked_again(items, tmp_path):
    AssessmentItem.objects.filter(state="written").update(state="checked")
    result = run(items, with_cells((3, STATEMENT, "已建成园区两个。")), tmp_path)
    assert (result.errors, result.updated) == ([], 1)
    states = AssessmentItem.objects.of(items).in_order().values_list("state", flat=True)
    assert list(states) == ["written", "to_do", "checked"]


def test_an_item_merged_over_its_requirements_is_each_ones(network, tmp_path):
    book, path = Workbook(), tmp_path / "merged.xlsx"
    for row in with_cells((4, 1, None)):
        book.active.append(row)
    book.active.merge_cells("B3:B4")
    book.save(path)
    assert AssessmentImporter(network).run(path).errors == []
    assert AssessmentItem.objects.filter(item="产业发展").count() == 2


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ([(3, OWN, 10.5)], "自评分", "高于分值"),
        ([(3, FULL, "十分")], "分值", "数字"),
        ([(3, POSITION, 1.5)], "序号", "整数"),
        ([(3, UNIT, "县外某局")], "责任单位", "没有"),
    ],
)
def test_what_cannot_be_is_an_error_at_its_cell(network, tmp_path, cells, column, words):
    [error] = run(network, with_cells(*cells), tmp_path).errors
    assert (error.row, error.column) == (3, column)
    assert words in error.message


def test_a_mark_above_the_stored_full_mark_is_refused(items, tmp_path):
    [error] = run(items, with_cells((3, FULL, None), (3, OWN, 11)), tmp_path).errors
    assert (error.column, error.message) == ("自评分", "自评分高于分值。")


def test_a_helper_is_never_assessed(network, tmp_path):
    helper = Membership.objects.of(network).helpers().first().unit.name
    [error] = run(network, with_cells((3, UNIT, helper)), tmp_path).errors
    assert (error.column, "只能填县内单位" in error.message) == ("责任单位", True)


@pytest.mark.parametrize("year", [1989, 2199, 9999])
def test_a_title_with_a_year_that_cannot_be_is_refused_in_the_preview(network, tmp_path, year):
    grid = with_cells((1, 0, f"马边{year}年度自评表"))
    [error] = run(network, grid, tmp_path).errors
    assert error.message == f"标题中的年份是{year}年：应在1990年至2100年之间。"
    assert not AssessmentItem.objects.of(network).filter(year=year).exists()


@pytest.mark.parametrize("title", ["2024年度自评表", "2024年度自评表（2025年1月10日填报）"])
def test_the_preview_names_the_year(network, tmp_path, title):
    result = run(network, with_cells((1, 0, title)), tmp_path, dry_run=True)
    assert (result.errors, result.notes) == ([], ["2024年度自评表。"])


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("2024—2025年自评表", "标题中有多个年份（2024、2025）：只能写一个年份。"),
        ("2024年度自评表（对照2023年）", "标题中有多个年份（2023、2024）：只能写一个年份。"),
        ("2020年度自评表", "2020年不在工作平台的起止年度（2024—2027）内。"),
    ],
)
def test_a_title_without_one_year_of_the_programme_is_refused(network, tmp_path, title, words):
    [error] = run(network, with_cells((1, 0, title)), tmp_path).errors
    assert error.message == words
    assert not AssessmentItem.objects.of(network).exists()


def typed(statement: str, own: Decimal | None = None) -> AssessmentItem:
    """The first item, whose statement a person wrote over that of the workbook."""
    item = AssessmentItem.objects.in_order()[0]
    edit_item(item, version=item.version, statement=statement, own_mark=own)
    return AssessmentItem.objects.get(pk=item.pk)


def test_a_typed_statement_stays_and_is_shown_as_a_conflict(items, tmp_path):
    item = typed("县里写的情况", Decimal(8))
    result = run(items, ASSESSMENT, tmp_path)
    assert (result.errors, result.skipped) == ([], 2)
    found = [(one.row, one.column, one.value, one.kept) for one in result.conflicts]
    assert found == [
        (3, "自评情况", "已建成园区一个。", "县里写的情况"), (3, "自评分", "9.5", "8")
    ]  # fmt: skip
    item.refresh_from_db()
    assert (item.statement, item.own_mark) == ("县里写的情况", 8)


def test_the_sheet_replaces_a_typed_statement_where_it_is_chosen(items, tmp_path):
    item = typed("县里写的情况")
    importer = AssessmentImporter(items)
    importer.chosen = frozenset({"!3"})
    result = importer.run(write(ASSESSMENT, tmp_path / "items.xlsx"))
    assert (result.errors, result.updated, result.skipped) == ([], 1, 0)
    assert [(one.key, one.is_chosen) for one in result.conflicts] == [("!3", True)]
    item.refresh_from_db()
    assert (item.statement, item.own_mark) == ("已建成园区一个。", Decimal("9.5"))


def test_a_statement_of_a_workbook_follows_the_next_one_without_a_question(items, tmp_path):
    result = run(items, with_cells((3, STATEMENT, "已建成园区两个。")), tmp_path)
    assert (result.updated, result.conflicts) == (1, [])
