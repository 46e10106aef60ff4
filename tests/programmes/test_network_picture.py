"""The picture of the network: every unit once, within its frame, with its load in neutral words."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from accounts.models import Unit
from programmes.choices import Tier
from programmes.figures.picture import (
    BOX,
    PAD,
    SMALL,
    Box,
    Picture,
    narrow_picture,
    wide_picture,
    width_of,
    wrapped,
)
from programmes.models import Membership
from tests.making import DAY, posted


def place(number: int, tier: str, channel: str = "渠道", name: str = "", **values) -> Membership:
    unit = Unit(pk=number, name=name or f"单位{number}")
    made = Membership(unit=unit, tier=tier, channel=channel, position=number)
    made.is_left = values.get("is_left", False)
    return made


@pytest.fixture
def places() -> list[Membership]:
    tiers = ["1"] + ["N"] * 42 + ["member"] * 28 + ["township"] * 15
    found = [
        place(n, tier, f"渠道{n % 3}" if tier == "N" else "渠道") for n, tier in enumerate(tiers)
    ]
    five = [place(100 + n, "5", f"各自渠道{n}") for n in range(5)]
    return [*found, *five, place(200, "N", "渠道0", "名" * 80)]


PICTURES = pytest.mark.parametrize("draw", [wide_picture, narrow_picture])


def boxes_of(picture: Picture) -> list[Box]:
    return [box for frame in picture.frames for box in frame.boxes]


def overlap(one, other) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    above = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (beside or above)


@PICTURES
def test_every_unit_is_drawn_once_and_covers_no_other(places, draw):
    picture = draw("某县", places, {5: ["任务3", "到位1,200万元"]})
    boxes = boxes_of(picture)
    assert sorted(box.place.unit_id for box in boxes) == sorted(one.unit_id for one in places)
    assert not [pair for n, one in enumerate(boxes) for pair in boxes[:n] if overlap(one, pair)]
    frames = [picture.county, *picture.frames]
    assert not [pair for n, one in enumerate(frames) for pair in frames[:n] if overlap(one, pair)]


@PICTURES
def test_boxes_lie_within_their_frames_and_frames_within_the_picture(places, draw):
    picture = draw("某县", places, {})
    for frame in [picture.county, *picture.frames]:
        assert frame.x >= 0
        assert frame.y >= 0
        assert frame.x + frame.width <= picture.width
        assert frame.y + frame.height <= picture.height
        for box in frame.boxes:
            assert frame.x < box.x
            assert box.x + box.width < frame.x + frame.width
            assert frame.y < box.y
            assert box.y + box.height < frame.y + frame.height


def test_a_long_name_has_three_lines_the_last_with_an_ellipsis(places):
    [box] = [one for one in boxes_of(wide_picture("某县", places, {})) if one.place.unit_id == 200]
    assert len(box.name) == 3
    assert box.name[-1].words.endswith("名…")
    assert all(width_of(line.words, 13) <= BOX - 2 * PAD for line in box.name)


def test_words_are_wrapped_at_the_width():
    assert wrapped("到位12,345.67万元和其他", SMALL, 100) == ["到位12,345.67", "万元和其他"]
    assert wrapped("", SMALL, 100) == [""]


def test_frames_are_by_tier_and_by_channels_that_several_share(places):
    titles = {
        "".join(line.words for line in one.title) for one in wide_picture("某县", places, {}).frames
    }
    assert titles == {
        "“1” · 渠道", "“5”（5）", "“N” · 渠道0（15）", "“N” · 渠道1（14）", "“N” · 渠道2（14）",
        "成员单位 · 渠道（28）", "乡镇 · 渠道（15）",
    }  # fmt: skip


def test_channel_load_and_leaving_are_small_lines():
    given = [place(1, "5", "东西部协作", is_left=True), place(2, "5", "定点帮扶")]
    first, second = boxes_of(wide_picture("某县", given, {1: ["任务3"]}))
    assert [line.words for line in first.small] == ["东西部协作", "已退出", "任务3"]
    assert [line.words for line in second.small] == ["定点帮扶"]
    assert second.y == first.y + first.height + 8


@PICTURES
def test_a_picture_of_townships_alone_has_no_empty_columns(draw):
    picture = draw("某县", [place(1, Tier.TOWNSHIP)], {})
    assert len(picture.frames) == 1
    assert picture.width < 400


def page_of(client, **query) -> SimpleNamespace:
    page = client.get(reverse("network"), query)
    loads = {box.place.unit.name: words(box) for box in boxes_of(page.context["wide"])}
    return SimpleNamespace(text=page.text, loads=loads)


def words(box: Box) -> list[str]:
    return [line.words for line in box.small]


LOADS = {
    "交通局": ["任务1", "项目2"],
    "水利局": ["任务1", "项目2", "到位500万元"],
    "上坝镇": ["项目2"],
    "下坝镇": [],
    "省帮扶厅": ["任务1", "到位500万元"],
    "国有帮扶公司": ["任务1", "项目1"],
}


def test_each_unit_has_its_tasks_projects_and_money(as_, cast):
    page = page_of(as_("clerk"))
    assert page.loads == LOADS
    for unit in (cast.bureau_unit, cast.helper_unit, cast.township_unit):
        assert page.text.count(f'href="{reverse("unit", args=[unit.pk])}"') == 3  # with the table


@pytest.mark.parametrize("who", ["bureau", "township", "helper", "helper2"])
def test_who_does_not_see_all_sees_the_load_of_their_own_unit_alone(as_, cast, who):
    own = getattr(cast, f"{who}_unit").name
    loads = page_of(as_(who)).loads
    assert {name for name, found in loads.items() if found} <= {own}
    assert "任务1" in loads[own] or who == "township"


def test_the_picture_and_the_table_show_the_same_of_the_filtered_units(as_, cast):
    client = as_("clerk")
    assert set(page_of(client, tier="township").loads) == {"上坝镇", "下坝镇"}
    assert set(page_of(client, q="帮扶").loads) == {"省帮扶厅", "国有帮扶公司"}
    table = client.get(reverse("network"), {"q": "省帮扶厅"}).context["table"]
    assert [row.get_cell("load") for row in table.rows] == ["任务1 · 到位500万元"]


def test_money_of_the_day_is_shown(as_, cast):
    posted(cast.paid, "arrived", 700, DAY)
    assert page_of(as_("clerk")).loads["省帮扶厅"] == ["任务1", "到位1,200万元"]


def test_the_picture_is_left_out_where_the_whole_table_is_printed(as_, cast):
    client = as_("clerk")
    assert "<svg class=" in client.get(reverse("network")).text
    assert 'class="network-wide"' not in client.get(reverse("network"), {"_print": "all"}).text
