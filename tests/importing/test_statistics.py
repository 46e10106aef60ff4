"""The month's sheet of the statistics bureau."""

from datetime import date
from decimal import Decimal

import pytest

from projects.importers import StatisticsImporter
from projects.models import MonthEntry, StatisticsEntry
from tests.importing.messy import Mess, save

TITLE = "马边县固定资产投资入统情况(截至2024年%s月底)"
HEADS = ["序号", "项目编码", "项目名称", "本月入统投资", "1-%s月累计入统投资"]
IRON = ("MB2024-003", "黄家坪磷矿开发")


@pytest.fixture
def sheet(ledger, tmp_path):
    def put(month, *cells, name=IRON[1]):
        heads = [head % month if "%" in head else head for head in HEADS]
        mess = Mess(above=[[TITLE % month], ["单位:万元"]], heads=[heads])
        mess.rows = [[1, IRON[0], name, *cells]]
        return StatisticsImporter(ledger).run(save(tmp_path / "statistics.xlsx", mess))

    return put


def held() -> dict[date, Decimal]:
    return dict(StatisticsEntry.objects.values_list("month", "amount"))


def test_the_month_s_figure_is_a_fact_beside_the_reported_one(sheet):
    before = list(MonthEntry.objects.order_by("pk").values_list("amount", flat=True))
    assert sheet(6, "5,000.5", None).created == 1
    assert held() == {date(2024, 6, 1): Decimal("50005000.00")}
    assert list(MonthEntry.objects.order_by("pk").values_list("amount", flat=True)) == before


def test_of_the_year_so_far_the_months_held_before_are_taken_off(sheet):
    sheet(4, 100, None)
    sheet(5, None, 250)
    assert sheet(6, None, 240).errors == []
    assert held() == {
        date(2024, 4, 1): Decimal(1000000),
        date(2024, 5, 1): Decimal(1500000),
        date(2024, 6, 1): Decimal(-100000),
    }


def test_where_both_stand_and_disagree_nothing_is_written(sheet):
    sheet(5, 100, None)
    [error] = sheet(6, 10, 111).errors
    assert (error.row, error.column) == (4, "1-6月累计入统投资")
    assert len(held()) == 1
    assert sheet(6, 10, 110).errors == []


def test_again_is_unchanged_and_another_figure_is_a_change(sheet):
    sheet(6, 10, None)
    assert sheet(6, 10, None).unchanged == 1
    assert sheet(6, 12, None).updated == 1
    assert sheet(6, None, None).unchanged == 1
    assert held() == {date(2024, 6, 1): Decimal(120000)}


def test_a_project_that_nobody_knows_or_of_another_name_is_refused(sheet):
    [error] = sheet(6, 10, None, name="黄家坪磷矿").errors
    assert error.message == "编码MB2024-003的项目名称是“黄家坪磷矿开发”。"
    assert held() == {}


def test_a_month_that_has_not_begun_is_refused(sheet):
    assert [e.message for e in sheet(9, 10, None).errors] == ["2024年9月尚未开始。"]
