"""What the report says of starts and of the statistics, each name with its record."""

from datetime import date

from reports.content import warnings
from reports.content.parts import text_of
from reports.content.scope import Scope
from tests.making import DAY, JUNE, building, project, stage


def words(cast) -> list[str]:
    blocks = warnings.blocks(Scope(cast.alpha, JUNE, DAY))
    return [
        text_of(sentence)
        for block in blocks
        if block["type"] == "paragraph"
        for sentence in block["sentences"]
    ]


def waiting(cast, code, planned):
    made = project(cast.alpha, code, cast.bureau_unit, planned_start=planned)
    stage(made, "early", date(2023, 1, 1))
    return made


def test_overdue_starts_are_named_the_red_ones_first(cast):
    waiting(cast, "W1", date(2024, 6, 1))
    waiting(cast, "W2", date(2024, 1, 1))
    waiting(cast, "W3", date(2024, 9, 1))
    assert words(cast)[0] == (
        "计划开工月份已过、尚未开工的项目2个，其中红灯1个："
        "W2号项目（交通局，计划2024年1月开工）、W1号项目（交通局，计划2024年6月开工）。"
    )


def test_what_lacks_its_planned_start_is_counted_and_not_rated(cast):
    waiting(cast, "W4", None)
    assert "未填计划开工月份，未评。" in words(cast)[-1]


def test_projects_not_in_the_statistics_are_named(cast):
    building(
        cast.alpha, "W5", cast.bureau2_unit, in_statistics=False, actual_start=date(2024, 4, 1)
    )
    assert "开工后未入库纳统的项目1个：W5号项目（水利局，2024年4月开工）。" in words(cast)
