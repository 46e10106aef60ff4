"""Each of the seven figures equals the list that it opens."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from accounts.models import User
from core.choices import Light
from core.money import share_of
from dashboard.figures import DashboardFigures
from dashboard.tiles import all_tiles

MAY_20 = date(2024, 5, 20)


@pytest.fixture
def tiles(figures):
    return {tile.name: tile for tile in all_tiles(figures)}


def part(tile, start):
    return next(part for part in tile.parts if part.text.startswith(start))


def test_the_investment_of_june_is_the_county_s(tiles):
    tile = tiles["invested"]

    assert (tile.text, tile.unit) == ("41.64", "%")
    assert [part.text for part in tile.parts] == [
        "低于序时进度8.36个百分点",
        "完成16.70亿元，年度计划40.11亿元",
        "已报58个（应报61个）",
    ]
    assert (tile.notes.missing, tile.notes.is_marked) == ("3个未报", True)


def test_a_figure_of_the_month_is_as_of_its_last_day_the_others_of_the_day(tiles, figures):
    days = {name: str(tile.notes.as_of) for name, tile in tiles.items()}
    assert days.pop("invested") == "2024-06-30"
    assert set(days.values()) == {str(figures.day)} == {"2024-07-08"}
    assert (tiles["building"].lights_of, tiles["building"].notes.missing) == (
        "6月进度灯",
        "6月3个未报",
    )


def test_as_of_an_earlier_day_the_pipeline_says_that_it_holds_later_projects(sample):
    leader = User.objects.get(username="leader")
    earlier = {tile.name: tile for tile in all_tiles(DashboardFigures(leader, sample, MAY_20))}
    assert earlier["begun"].parts[-1].text == "含目前已登记的全部项目"


def test_the_investment_equals_its_list(tiles, opened):
    listed = opened(tiles["invested"].link)

    assert listed["count"] == 61
    assert tiles["invested"].value == share_of(listed["year_amount"], listed["plan"])
    assert opened(part(tiles["invested"], "已报").link)["count"] == 58


def test_the_projects_begun_equal_their_list(tiles, opened, figures):
    listed = opened(tiles["begun"].link)
    everything = opened(part(tiles["begun"], "储备项目库").link)

    assert tiles["begun"].value == listed["count"] == 40
    assert part(tiles["begun"], "总投资").text == "总投资117.89亿元"
    assert listed["total_investment"] == figures.begun.total == Decimal("11789280200.00")
    assert part(tiles["begun"], "储备项目库").text == "储备项目库139个、1,468.00亿元"
    assert everything["count"] == 139
    assert everything["total_investment"] == Decimal("146800000000.00")


def test_the_lights_equal_their_lists(tiles, opened):
    tile = tiles["building"]

    assert {each.light: each.count for each in tile.lights} == {
        Light.RED: 3,
        Light.YELLOW: 7,
        Light.WATCH: 7,
        Light.GREEN: 10,
        Light.UNREPORTED: 3,
    }
    assert tile.value == opened(tile.link)["count"] == 30
    assert [each.count for each in tile.lights] == [
        opened(each.link)["count"] for each in tile.lights
    ]


def test_the_money_arrived_equals_its_list(tiles, opened, figures):
    listed = opened(tiles["arrived"].link)

    chain = figures.helpers_money.chain
    assert listed["count"] == chain.count == 22
    assert listed["planned"] == chain.planned == Decimal("59300000.00")
    assert tiles["arrived"].value == Fraction(listed["arrived"]) / Fraction(listed["planned"])
    assert chain.paid_share == Fraction(listed["paid"]) / Fraction(listed["arrived"])


def test_the_money_of_higher_levels_stands_apart_with_its_list(tiles, opened, figures):
    sentence = part(tiles["arrived"], "上级财政")
    listed = opened(sentence.link)

    chain = figures.families[1].chain
    assert sentence.text == "上级财政：到位88.39%，支付占到位29.04%"
    assert (listed["count"], listed["planned"]) == (chain.count, chain.planned)
    assert len(figures.families) == 2


@pytest.mark.parametrize(
    ("tile", "start", "count"),
    [
        ("tasks", "共", 111),
        ("tasks", "到期", 27),
        ("tasks", "其中", 9),
        ("needs", "高紧迫", 21),
        ("needs", "已对接", 0),
        ("findings", "共", 24),
        ("findings", "逾期未整改", 9),
        ("findings", "逾期整改", 2),
    ],
)
def test_a_sentence_equals_its_list(tiles, opened, tile, start, count):
    sentence = part(tiles[tile], start)

    assert str(count) in sentence.text
    assert opened(sentence.link)["count"] == count


@pytest.mark.parametrize(("due", "is_named"), [(9, False), (10, True)])
def test_findings_due_are_named_where_they_are_more_than_the_overdue(
    figures, monkeypatch, due, is_named
):
    monkeypatch.setattr(DashboardFigures, "findings", replace(figures.findings, due=due))
    [tile] = [one for one in all_tiles(figures) if one.name == "findings"]
    texts = [one.text for one in tile.parts]
    assert "逾期未整改9个" in texts
    assert (f"到期未整改{due}个" in texts) == is_named


@pytest.mark.parametrize(("tile", "count"), [("tasks", 30), ("needs", 80), ("findings", 19)])
def test_tasks_done_needs_and_open_findings_equal_their_lists(tiles, opened, tile, count):
    assert tiles[tile].value == opened(tiles[tile].link)["count"] == count


def test_sums_of_groups_equal_sums_of_all(figures):
    from programmes.figures.tasks import task_counts
    from programmes.models import Task
    from projects.figures.lights import counts
    from projects.figures.totals import investment, size

    month, day = figures.month, figures.day
    assert figures.investment == investment(figures.projects, month, month)
    assert figures.pipeline == size(figures.projects)
    assert figures.counts_of_lights == counts(figures.projects, month)
    assert figures.tasks == task_counts(figures.visible(Task), day)


def test_what_is_not_recorded_for_an_earlier_day_is_no_figure(sample, leader):
    day = date(2024, 4, 15)
    figures = DashboardFigures(User.objects.get(username="leader"), sample, day)
    found = {tile.name: tile for tile in all_tiles(figures)}
    for name in ("tasks", "needs", "findings"):
        assert (found[name].text, found[name].unit, list(found[name].parts)) == (
            "当日无记录",
            "",
            [],
        )
    leader.post("/as-of/", {"day": day.isoformat()})
    for address, left_out in (("/tasks/", 111), ("/needs/", 80), ("/findings/", 24)):
        page = leader.get(address)
        assert page.context["total_count"] == 0
        assert f"另有{left_out}条当日无记录，未列入" in page.text
