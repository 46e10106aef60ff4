"""The register of visits as a workbook."""

from datetime import date

import pytest
from openpyxl import load_workbook

from programmes.importers.visits import VisitExporter
from programmes.management.commands.export_data import all_rows
from programmes.models import Visit
from tests.contents import everything
from tests.importing.books import VISITS, changed, imported
from tests.making import JUNE, task

DAY, KIND, WHOM, UNITS, PURPOSE, FOLLOW_UP, UNIT, DUE, REMARK = 1, 2, 3, 5, 6, 8, 9, 10, 11
FIRST, FOLLOWED, PUBLISHED = 4, 6, 24  # 劳动镇; 峨眉电影集团; 国家发展改革委


@pytest.fixture
def visits(network):
    result = imported(network, VISITS)
    assert (result.errors, result.warnings, result.created) == ([], [], 26)
    return network


def whom(name: str) -> Visit:
    return Visit.objects.with_participants().get(whom=name)


def test_the_counts_are_those_of_the_sheet(visits):
    kinds = [Visit.objects.filter(kind=kind).count() for kind in ("up", "out", "down", "in")]
    assert (kinds, Visit.objects.with_follow_up().count()) == ([7, 8, 6, 5], 13)


def test_a_row_is_read_whole(visits):
    one = whom("峨眉电影集团")
    assert (one.day, one.kind, one.leader) == (date(2024, 1, 8), "out", "县领导01")
    assert (one.visited_unit.name, one.participants) == ("峨眉电影集团", "县水务局")
    assert (one.purpose, one.result) == ("对接宣传片播出", "达成初步意向")
    assert (one.follow_up, one.unit.name) == ("跟进对接宣传片播出", "县教育局")
    assert (one.due_on, one.mark) == (date(2024, 3, 8), "演示")
    assert whom("四川省水利厅").visited_unit is None


def test_what_the_remark_says_is_published(visits):
    one, helper = whom("国家发展改革委"), whom("中央纪委国家监委机关")
    assert (one.provenance, one.has_illustrative) == ("published", True)
    assert one.published_fields == ["kind", "whom", "purpose"]
    assert helper.published_fields == ["kind", "whom", "purpose", "visited_unit"]


def test_a_second_import_changes_nothing_in_any_order(visits, tmp_path):
    before = everything()
    grid = VISITS.grid()
    swapped = [(4, column, value) for column, value in enumerate(grid[4])]
    swapped += [(5, column, value) for column, value in enumerate(grid[3])]
    result = imported(visits, VISITS, changed(VISITS, tmp_path, *swapped))
    assert (result.errors, result.created, result.updated, result.unchanged) == ([], 0, 0, 26)
    assert everything() == before


def test_an_export_has_the_columns_of_the_workbook(visits, tmp_path):
    path = tmp_path / "out.xlsx"
    with path.open("wb") as file:
        VisitExporter(visits, all_rows, JUNE).write(file, "xlsx")
    rows = [[cell or None for cell in row] for row in load_workbook(path).active.values]
    assert rows[0][0] == "马边彝族自治县互动走访台账"
    texts = [[str(cell) if cell else None for cell in row] for row in rows[1:]]
    assert texts == [row[1:] for row in VISITS.grid()[2:]]
    result = imported(visits, VISITS, path)
    assert (result.errors, result.created, result.updated, result.unchanged) == ([], 0, 0, 26)


def test_participants_outside_the_network_are_kept_as_words(network, tmp_path):
    path = changed(VISITS, tmp_path, (FIRST, UNITS, "县发展改革局、省设计院；专家组"))
    result = imported(network, VISITS, path)
    assert [warning.message for warning in result.warnings] == [
        "“省设计院”不是本项目的单位，按文字保留。",
        "“专家组”不是本项目的单位，按文字保留。",
    ]
    one = whom("劳动镇")
    assert (one.participants, one.others) == ("县发展改革局、省设计院、专家组", "省设计院、专家组")


def test_of_what_became_a_task_the_words_stay(visits, tmp_path):
    one = whom("峨眉电影集团")
    Visit.objects.filter(pk=one.pk).update(task=task(visits, "T1", one.unit))
    path = changed(VISITS, tmp_path, (FOLLOWED, FOLLOW_UP, "另一件事"), (FOLLOWED, DUE, None))
    [conflict] = imported(visits, VISITS, path).conflicts
    assert (conflict.column, conflict.value, conflict.kept) == (
        "后续事项", "另一件事", "跟进对接宣传片播出",
    )  # fmt: skip
    assert (whom("峨眉电影集团").follow_up, whom("峨眉电影集团").due_on) == (
        "跟进对接宣传片播出", date(2024, 3, 8),
    )  # fmt: skip


def test_a_unit_that_somebody_chose_stays(visits, network):
    other = whom("峨眉电影集团").visited_unit
    Visit.objects.filter(whom="四川省水利厅").update(visited_unit=other)
    assert imported(network, VISITS).updated == 0
    assert whom("四川省水利厅").visited_unit == other


@pytest.mark.parametrize(
    ("column", "value", "head", "words"),
    [
        (DAY, "2031-01-01", "日期", "日期晚于今天。"),
        (DAY, "初春", "日期", "不是日期"),
        (KIND, "走过来", "走访类别", "走上去、走出去、走下去、走进去"),
        (WHOM, None, "走访对象", "缺少走访对象。"),
        (PURPOSE, None, "走访事由", "缺少走访事由。"),
        (UNIT, "县外某局", "责任单位", "县外某局"),
        (DUE, "2024-01-07", "完成时限", "早于走访日期。"),
        (FOLLOW_UP, None, "责任单位", "请同时填写后续事项。"),
    ],
)
def test_what_cannot_be_is_an_error_at_its_cell(network, tmp_path, column, value, head, words):
    errors = imported(network, VISITS, changed(VISITS, tmp_path, (FOLLOWED, column, value))).errors
    assert (errors[0].row, errors[0].column) == (FOLLOWED, head)
    assert words in errors[0].message
    assert Visit.objects.count() == 0
