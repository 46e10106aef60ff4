"""The county's publicity log as a workbook."""

from datetime import date

import pytest
from openpyxl import load_workbook

from core.importing.undo import undo_import
from programmes.management.commands.export_data import all_rows
from programmes.models import Membership
from supervision.importers.publications import PublicationExporter, PublicationImporter
from supervision.models import Publication
from tests.contents import everything
from tests.importing.books import confirmed, write
from tests.importing.publicity import HEADS, PUBLICITY
from tests.making import JUNE, person

MEDIUM, LEVEL, DAY, UNIT = 2, 3, 5, 6


def run(programme, grid, tmp_path, **options):
    return PublicationImporter(programme).run(write(grid, tmp_path / "log.xlsx"), **options)


def with_cell(row: int, column: int, value) -> list[list]:
    grid = [list(cells) for cells in PUBLICITY]
    grid[row - 1][column] = value
    return grid


@pytest.fixture
def log(network, tmp_path):
    result = run(network, PUBLICITY, tmp_path)
    assert (result.errors, result.created) == ([], 6)
    return network


def test_levels_kinds_and_days_are_read_as_sheets_write_them(log):
    rows = Publication.objects.of(log).order_by("published_on")
    found = rows.values_list("medium", "level__name", "kind", "published_on", "link", "provenance")
    assert list(found) == [
        ("马边融媒", "县级", "article", date(2024, 5, 6), "", "recorded"),
        ("四川日报", "省级", "article", date(2024, 5, 20), "https://example.org/a", "recorded"),
        ("人民日报", "中央", "article", date(2024, 6, 3), "", "recorded"),
        ("乐山电视台", "市级", "broadcast", date(2024, 6, 10), "见光盘", "recorded"),
        ("马边融媒", "县级", "film", date(2024, 6, 18), "", "illustrative"),
        ("四川日报", "省级", "article", date(2024, 7, 1), "", "published"),
    ]


def test_rows_with_one_title_and_unit_are_one_matter_and_the_preview_says_so(network, tmp_path):
    trial = run(network, PUBLICITY, tmp_path, dry_run=True)
    assert [(one.row, one.column) for one in trial.warnings] == [(4, "标题"), (5, "标题")]
    assert "同一事项" in trial.warnings[0].message
    assert not Publication.objects.exists()
    run(network, PUBLICITY, tmp_path)
    first = Publication.objects.get(published_on=date(2024, 5, 6))
    assert set(first.same_matter.values_list("medium", flat=True)) == {"四川日报", "人民日报"}
    more = [*PUBLICITY[:2], [1, "产业路通到村", "新华社", "中央", None, "2024-7-2", "县交通运输局"]]
    assert run(network, more, tmp_path).created == 1
    assert Publication.objects.get(medium="新华社").matter == first


def test_it_comes_back_without_a_difference(log, tmp_path):
    before, path = everything(), tmp_path / "out.xlsx"
    with path.open("wb") as file:
        PublicationExporter(log, all_rows, JUNE).write(file, "xlsx")
    result = PublicationImporter(log).run(path)
    assert (result.errors, result.created, result.updated, result.unchanged) == ([], 0, 0, 6)
    assert everything() == before
    heads = [cell.value for cell in load_workbook(path).active[2]]
    assert heads == HEADS[1:]


def test_an_import_is_taken_back_as_a_whole(network, tmp_path):
    path = write(PUBLICITY, tmp_path / "log.xlsx")
    by = person(network, "宣传员", "clerk", network.task_force)
    record = confirmed(PublicationImporter(network), path, by=by)
    assert Publication.objects.of(network).count() == 6
    undo_import(PublicationImporter(network), record.pk, by=by)
    assert not Publication.objects.exists()


def test_other_words_of_the_heads_are_understood(network, tmp_path):
    grid = [["信息名称", "刊发媒体", "层级", "刊发时间", "报送单位"]]
    grid.append(["水渠修好了", "四川日报", "省级", "2024-07-01", "县水务局"])
    result = run(network, grid, tmp_path)
    assert (result.errors, result.created) == ([], 1)


@pytest.mark.parametrize(
    ("row", "column", "value", "head", "words"),
    [
        (3, LEVEL, "宇宙级", "媒体级别", "没有媒体级别“宇宙级”"),
        (3, DAY, "2031-01-01", "日期", "晚于今天"),
        (3, UNIT, "县外某局", "责任单位", "没有"),
        (3, MEDIUM, None, "媒体名称", "缺"),
    ],
)
def test_what_cannot_be_is_an_error_at_its_cell(network, tmp_path, row, column, value, head, words):
    [error] = run(network, with_cell(row, column, value), tmp_path).errors
    assert (error.row, error.column) == (row, head)
    assert words in error.message


def test_a_helper_has_no_publication(network, tmp_path):
    helper = Membership.objects.of(network).helpers().first().unit.name
    [error] = run(network, with_cell(3, UNIT, helper), tmp_path).errors
    assert (error.column, "只能填县内单位" in error.message) == ("责任单位", True)
