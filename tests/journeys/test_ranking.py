"""The ranking of a quarter in the browser: computed, opened, objected to by a township, answered,
issued, and the same afterwards."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from programmes.models import Programme, ReportingPeriod, Task
from supervision.models import Objection, Ranking
from tests import making
from tests.journeys.test_accessible import look_at
from tests.journeys.test_tasks import press, row_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = reverse("ranking", args=[making.QUARTER])
TOWNSHIP = "民建镇"


def tasks_of_township(county) -> None:
    """Four tasks due in the quarter; one is closed by mistake only later."""
    unit = making.unit(TOWNSHIP)
    for number in range(4):
        given = {"deadline": date(2024, 5, 31), "state": "closed" if number else "in_progress"}
        making.task(county, f"J{number}", unit, **given, lists=[])


def confirmed(page, name: str) -> None:
    """A button that asks first."""
    page.once("dialog", lambda dialog: dialog.accept())
    press(page, name)


def row(page, words: str):
    return page.locator("#township-tasks").get_by_role("row").filter(has_text=words)


def objected(page, at) -> None:
    at("/my/")
    page.locator("#rankings").get_by_role("link").click()
    expect(row(page, TOWNSHIP)).to_contain_text("75.00%")
    expect(row(page, TOWNSHIP)).to_contain_text("本单位")
    expect(page.locator("main")).not_to_contain_text("县交通运输局")
    page.locator("#township-tasks").get_by_role("link", name="申请复核").click()
    page.locator("[name=text]").fill("J0已于5月办结，未计入")
    press(page, "申请复核")
    expect(page.locator("#objections")).to_contain_text("待复核")


def answered(page, at) -> None:
    Task.objects.filter(number="J0").update(state="closed")
    at("/my/")
    row_of(page.locator("#objections"), TOWNSHIP).get_by_role("link", name="答复").click()
    page.locator("[name=is_accepted]").select_option(label="采纳")
    page.locator("[name=answer]").fill("已补登销号")
    press(page, "答复")
    at(PAGE)
    expect(row(page, TOWNSHIP)).to_contain_text("100.00%")
    expect(page.locator("#changes")).to_contain_text("75.00% → 100.00%")


def test_a_township_objects_is_answered_and_the_ranking_is_issued_and_stays(county, sign_in, at):
    tasks_of_township(county)
    page = sign_in("clerk")
    at(PAGE)
    press(page, "计算排名")
    expect(row(page, TOWNSHIP)).to_contain_text("75.00%")
    confirmed(page, "征求意见")
    assert Ranking.objects.get().state == "open"
    assert look_at(at(PAGE), PAGE) == []

    sign_in("township")
    objected(page, at)
    sign_in("clerk")
    answered(page, at)

    Programme.objects.filter(pk=county.pk).update(as_of=date(2024, 7, 16))
    closed = set(ReportingPeriod.objects.of(county).closed().values_list("month", flat=True))
    for month in making.QUARTER.months():
        if month.start not in closed:
            making.closed(county, month, report=False)
    sign_in("approver")
    at(PAGE)
    press(page, "重新计算")
    confirmed(page, "通报")
    issued = Ranking.objects.get()
    assert issued.state == "issued"
    assert Objection.objects.get().state == "accepted"

    Task.objects.filter(number__startswith="J").update(state="in_progress")
    sign_in("township")
    at(PAGE)
    expect(page.locator("main")).to_contain_text("已通报")
    expect(row(page, TOWNSHIP)).to_contain_text("100.00%")
    expect(page.locator("#objections")).to_contain_text("已补登销号")
