"""Two people save one month: the later one chooses in the browser, at a desk and in the hand."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from projects.models import MonthEntry, Project
from projects.services.months import record_month
from tests.making import JUNE, closed, wan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROAD = "下溪至劳动产业路"
DESK, HAND = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


def shoot(page, name: str) -> None:
    """A picture to look at, where somebody asks for pictures."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def wider_than_the_screen(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def drafts(page) -> int:
    """A draft outlives the page on which one chooses, until the choice is saved."""
    return page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length"
    )


@pytest.fixture
def entry(county) -> MonthEntry:
    road = Project.objects.get(programme=county, name=ROAD)
    bureau = User.objects.get(username="bureau")
    return record_month(
        project=road, month=JUNE, by=bureau, amount=wan(300), image_progress="路基完成六成"
    )


@pytest.fixture
def meanwhile(entry):
    """The bureau saves while the clerk's form is open."""
    return lambda **values: record_month(
        project=entry.project,
        month=JUNE,
        by=entry.created_by,
        **{"amount": wan(310), "image_progress": "路基完成七成，涵洞3座", **values},
    )


@pytest.mark.parametrize("size", [DESK, HAND], ids=["desk", "hand"])
def test_both_texts_stand_side_by_side_and_the_choice_stands_in_the_record(
    size, entry, meanwhile, sign_in, at
):
    page = sign_in("clerk")
    page.set_viewport_size(size)
    at(reverse("project_entry", args=[entry.project_id, JUNE]))
    page.get_by_label("当月完成投资").fill("326.52")
    page.get_by_label("形象进度").fill("路基完成八成")
    page.get_by_label("存在问题").fill("砂石料供应不足")
    meanwhile(version=1)
    page.get_by_role("button", name="保存", exact=True).click()

    amount = page.get_by_role("group", name="当月完成投资")
    progress = page.get_by_role("group", name="形象进度")
    for words in ("326.52万元", "310万元", "原为：300万元", "县交通运输局填报"):
        expect(amount).to_contain_text(words)
    expect(page.locator("main input[type=radio]:checked")).to_have_count(0)
    assert drafts(page) == 1
    expect(page.get_by_role("group")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("砂石料供应不足")
    expect(page.locator("main")).not_to_contain_text("双方一致")
    assert not wider_than_the_screen(page)
    shoot(page, f"merge-{size['width']}")

    page.get_by_role("button", name="按选定保存").click()
    expect(page.get_by_text("请选定以哪个为准")).to_have_count(2)
    shoot(page, f"merge-lacking-{size['width']}")
    amount.get_by_role("radio", name="我的").check()
    progress.get_by_label("形象进度（另写）").fill("路基完成八成，涵洞3座")
    expect(progress.get_by_role("radio", name="另写")).to_be_checked()
    shoot(page, f"merge-chosen-{size['width']}")
    page.get_by_role("button", name="按选定保存").click()

    expect(page.get_by_text("已保存").first).to_be_visible()
    assert drafts(page) == 0
    stands = MonthEntry.objects.get(pk=entry.pk)
    assert (stands.amount, stands.image_progress, stands.problems, stands.version) == (
        wan("326.52"),
        "路基完成八成，涵洞3座",
        "砂石料供应不足",
        3,
    )


def test_a_button_on_a_page_that_is_out_of_date_does_nothing_and_says_so(county, sign_in, at):
    clerk = User.objects.get(username="clerk")
    page = sign_in("approver")
    page.get_by_role("link", name="月调度").click()
    closed(county, JUNE, clerk)
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="截止2024年6月").click()
    expect(page.locator("main")).to_contain_text("他人已作了修改")
    shoot(page, "stale-button")
    page.get_by_role("link", name="查看现在的内容").click()
    expect(page.locator(".facts")).to_contain_text("已截止")
