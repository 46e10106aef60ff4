"""The workbook of what the helpers give."""

from datetime import date

import pytest
from openpyxl import load_workbook

from core.importing.undo import undo_import
from mabian.sample.removal import remove_illustrative
from programmes.figures.contributions import by_kind
from programmes.importers.contributions import ContributionExporter, ContributionImporter
from programmes.management.commands.export_data import all_rows
from programmes.models import Contribution, ContributionKind
from tests.contents import everything
from tests.importing.books import HELP, confirmed, imported, write
from tests.making import DAY, JUNE, person, wan

KIND, PLANNED, GIVEN, MEASURED, GIVEN_ON, TOWNSHIP = 2, 3, 4, 5, 6, 8


def run(programme, grid, tmp_path, **options):
    return ContributionImporter(programme).run(write(grid, tmp_path / "help.xlsx"), **options)


def with_cells(row: int, cells: dict) -> list[list]:
    grid = HELP.grid()
    for column, value in cells.items():
        grid[row - 1][column] = value
    return grid


@pytest.fixture
def helped(network):
    result = imported(network, HELP)
    assert (result.errors, result.warnings, result.created) == ([], [], 49)
    return network


def test_the_sums_are_those_of_the_workbook(helped):
    rows = Contribution.objects.of(helped).as_of(DAY)
    sums = {one.kind.label: (one.count, one.planned, one.given) for one in by_kind(rows)}
    assert sums == {
        "直接投入资金（万元）": (8, wan(2360), wan(2080)),
        "引进资金（万元）": (8, wan(3500), wan(2100)),
        "消费帮扶（万元）": (8, wan("293.5"), wan(234)),
        "选派人才（人）": (8, 42, 17),
        "培训人次（人次）": (8, 630, 474),
        "转移就业（人）": (8, 444, 120),
        "宣传播出（次）": (1, 1000, 878),
    }


def test_a_published_number_stays_where_the_rest_is_illustrative(helped):
    film = Contribution.objects.get(given_count=878)
    assert (film.provenance, film.published_fields) == ("published", ["content", "given_count"])
    remove_illustrative(helped)
    [left] = Contribution.objects.of(helped)
    kept = (left.given_count, left.planned_count, left.given_on, left.source_note)
    assert kept == (878, None, None, "公开报道:播出878次")
    assert list(ContributionKind.objects.of(helped).values_list("name", flat=True)) == ["宣传播出"]


def test_a_second_import_changes_nothing_and_equal_rows_stay_two(helped):
    twice = {"content": "选派人才(市内帮扶企业02)", "planned_count": 3, "township": None}
    before = everything()
    assert Contribution.objects.of(helped).filter(**twice).count() == 2
    result = imported(helped, HELP)
    assert (result.created, result.updated, result.unchanged) == (0, 0, 49)
    assert everything() == before


def test_it_comes_back_without_a_difference(helped, tmp_path):
    before, path = everything(), tmp_path / "out.xlsx"
    with path.open("wb") as file:
        ContributionExporter(helped, all_rows, JUNE).write(file, "xlsx")
    result = ContributionImporter(helped).run(path)
    assert (result.errors, result.created, result.updated, result.unchanged) == ([], 0, 0, 49)
    assert everything() == before
    rows = [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows()]
    assert [name for name in rows[1] if name not in ("年度", "任务编号")] == HELP.grid()[2][1:]
    assert [row[:5] for row in rows[2:]] == [row[1:6] for row in HELP.grid()[3:]]


def test_another_figure_is_a_new_row_and_the_preview_says_so(helped, tmp_path):
    grid = with_cells(5, {GIVEN: 6, GIVEN_ON: "2024-07-01"})
    result = run(helped, grid, tmp_path, dry_run=True)
    assert (result.errors, result.created, result.unchanged) == ([], 1, 48)
    assert [one.row for one in result.warnings] == [5]
    assert "将另外新增" in result.warnings[0].message


def test_an_import_is_taken_back_as_a_whole(network):
    by = person(network, "录入员", "clerk", network.task_force)
    record = confirmed(ContributionImporter(network), HELP.path, by=by)
    assert Contribution.objects.of(network).count() == 49
    undo_import(ContributionImporter(network), record.pk, by=by)
    assert not Contribution.objects.of(network).exists()
    assert not ContributionKind.objects.of(network).exists()


def test_the_year_is_its_own_that_of_the_day_or_that_of_the_title(network, tmp_path):
    grid = HELP.grid()[:7]
    grid[0][0] = "马边县2025年帮扶单位投入与成效台账"
    result = run(network, grid, tmp_path)
    assert (result.errors, result.created) == ([], 4)
    years = dict(Contribution.objects.of(network).values_list("given_on", "year"))
    assert years == {date(2024, 6, 25): 2024, None: 2025, date(2024, 4, 6): 2024}


@pytest.mark.parametrize(
    ("row", "cells", "head", "words"),
    [
        (4, {1: "县交通运输局"}, "帮扶单位", "不是本县的帮扶单位"),
        (4, {1: "火星帮扶厅"}, "帮扶单位", "没有单位"),
        (4, {GIVEN_ON: None}, "发生日期", "请填写发生日期"),
        (5, {GIVEN_ON: "2024-06-01"}, "实际数", "请填写实际数"),
        (4, {GIVEN_ON: "2024-07-09"}, "发生日期", "日期晚于今天"),
        (4, {GIVEN_ON: "2023-12-31"}, "发生日期", "2023年不在帮扶工作的年度内"),
        (5, {PLANNED: "30万元"}, "计划数", "不是数字"),
        (4, {PLANNED: "约200"}, "计划数", "不是准确数"),
        (5, {PLANNED: None}, "计划数", "请填写计划数或实际数"),
        (4, {MEASURED: "亿元"}, "计量单位", "资金以万元计量"),
        (10, {MEASURED: "人"}, "计量单位", "计量单位是万元"),
        (4, {TOWNSHIP: "火星镇"}, "受益乡镇", "没有乡镇"),
    ],
)
def test_what_cannot_be_is_an_error_at_its_cell(network, tmp_path, row, cells, head, words):
    errors = run(network, with_cells(row, cells), tmp_path).errors
    assert [(one.row, one.column) for one in errors] == [(row, head)]
    assert words in errors[0].message
    assert not Contribution.objects.exists()
