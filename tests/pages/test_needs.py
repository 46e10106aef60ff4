"""A need in the browser: stated with three fields, decided on, confirmed."""

import pytest
from django.urls import reverse

from programmes.models import Need
from tests.making import sent

BUTTONS = {
    "accept_need": "采纳",
    "defer_need": "暂缓",
    "decline_need": "不予采纳",
    "confirm_need": "确认已满足",
    "reopen_need": "恢复对接",
}


def buttons(client, need) -> set[str]:
    """The steps that the page of the need offers."""
    page = client.get(reverse("need", args=[need.pk])).text
    return {name for name in BUTTONS if reverse(name, args=[need.pk]) in page}


def test_a_township_states_a_need_with_three_fields(as_, cast):
    client = as_("township")
    page = client.get(reverse("new_need")).text
    form, more = page.split('<details class="mb-3">')
    shown = [
        name
        for name in ("category", "text", "amount", "township", "person")
        if f'name="{name}"' in form
    ]
    assert shown == ["category", "text", "amount"]
    assert 'name="village"' in more and 'name="land_ready"' in more
    values = {"township": cast.township_unit.pk, "category": cast.open_need.category_id}
    client.post(reverse("new_need"), sent(**values, text="缺水渠", amount="12.5"))
    made = Need.objects.get(text="缺水渠")
    assert (made.number, made.decision, made.amount) == ("XQ2024-001", "to_triage", 125_000)


def test_what_is_wrong_below_the_fold_is_shown(as_, cast):
    values = {"township": cast.township_unit.pk, "category": cast.open_need.category_id}
    page = as_("township").post(reverse("new_need"), sent(**values, text="缺水渠", rank="1000"))
    assert '<details class="mb-3" open>' in page.text
    assert "999" in page.text.split('name="rank"')[1][:600]


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("clerk", {"defer_need", "decline_need", "confirm_need"}),
        ("leader", set()),
        ("township", {"confirm_need"}),
        ("helper", set()),
    ],
)
def test_an_open_need_offers_what_the_person_may_do(as_, cast, who, offered):
    assert buttons(as_(who), cast.open_need) == offered


def test_the_task_force_finds_what_waits_and_the_township_reads_the_reason(as_, cast):
    Need.objects.filter(pk=cast.open_need.pk).update(decision="to_triage")
    clerk = as_("clerk")
    assert list(clerk.get("/my/").context["needs_to_triage"]) == [cast.open_need]
    address = reverse("decline_need", args=[cast.open_need.pk])
    clerk.post(address, sent(version=1, reason="不属帮扶范围"))
    page = as_("township").get(reverse("need", args=[cast.open_need.pk])).text
    assert "不予采纳" in page and "不属帮扶范围" in page
    assert "needs_to_triage" not in as_("township").get("/my/").context
    assert buttons(clerk, cast.open_need) == {"reopen_need"}


def test_a_step_that_the_state_does_not_allow_is_refused_with_a_sentence(as_, cast):
    page = as_("clerk").get(reverse("reopen_need", args=[cast.open_need.pk]), follow=True)
    assert "“缺产业路”为“待对接”，现在不能这样办理。" in page.text


def test_the_tile_counts_the_states_that_occur_and_opens_their_list(as_, cast):
    Need.objects.filter(pk=cast.open_need.pk).update(decision="met")
    tiles = {tile.name: tile for tile in as_("leader").get("/dashboard/").context["tiles"]}
    parts = {part.text: part.link for part in tiles["needs"].parts}
    assert parts["已满足1条"] == "/needs/?state=met"
    assert [row.record for row in as_("leader").get("/needs/?state=met").context["table"].rows] == [
        cast.open_need
    ]
