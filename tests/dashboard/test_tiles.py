"""Each of the six figures equals the list that it opens."""

from decimal import Decimal
from fractions import Fraction

import pytest

from core.money import share_of
from dashboard.tiles import six_tiles
from projects.choices import Light


@pytest.fixture
def tiles(figures):
    return {tile.name: tile for tile in six_tiles(figures)}


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


def test_the_investment_equals_its_list(tiles, opened):
    listed = opened(tiles["invested"].link)

    assert listed["count"] == 61
    assert tiles["invested"].value == share_of(listed["year_amount"], listed["plan"])
    assert opened(part(tiles["invested"], "已报").link)["count"] == 58


def test_the_projects_begun_equal_their_list(tiles, opened, figures):
    listed = opened(tiles["begun"].link)
    everything = opened(part(tiles["begun"], "占储备").link)

    assert tiles["begun"].value == listed["count"] == 40
    assert part(tiles["begun"], "总投资").text == "总投资117.89亿元"
    assert listed["total_investment"] == figures.begun.total == Decimal("11789280200.00")
    assert part(tiles["begun"], "占储备").text == "占储备139个、1,468.00亿元"
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

    assert listed["count"] == figures.funds.count == 39
    assert tiles["arrived"].value == Fraction(listed["arrived"]) / Fraction(listed["planned"])
    assert figures.funds.paid_share == Fraction(listed["paid"]) / Fraction(listed["arrived"])


@pytest.mark.parametrize(
    ("tile", "start", "count"),
    [
        ("tasks", "共", 111),
        ("tasks", "到期", 27),
        ("tasks", "其中", 9),
        ("needs", "高紧迫", 21),
        ("needs", "已对接", 0),
    ],
)
def test_a_sentence_equals_its_list(tiles, opened, tile, start, count):
    sentence = part(tiles[tile], start)

    assert str(count) in sentence.text
    assert opened(sentence.link)["count"] == count


@pytest.mark.parametrize(("tile", "count"), [("tasks", 30), ("needs", 80)])
def test_tasks_done_and_needs_equal_their_lists(tiles, opened, tile, count):
    assert tiles[tile].value == opened(tiles[tile].link)["count"] == count


def test_sums_of_groups_equal_sums_of_all(figures):
    from funds.figures import totals
    from funds.models import FundLine
    from programmes.figures.tasks import task_counts
    from programmes.models import Task
    from projects.figures.lights import counts
    from projects.figures.totals import investment, size

    month, day = figures.month, figures.day
    assert figures.investment == investment(figures.projects, month, on=day)
    assert figures.pipeline == size(figures.projects)
    assert figures.counts_of_lights == counts(figures.projects, month, on=day)
    assert figures.funds == totals(figures.visible(FundLine), day)
    assert figures.tasks == task_counts(figures.visible(Task), day)
