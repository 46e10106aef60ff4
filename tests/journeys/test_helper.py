"""A helper in the browser: its own tasks, feedback, and nothing of others'."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from programmes.models import Task, TaskProgress
from tests.pages.crawl import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_helper_gives_feedback_and_finds_nothing_of_others(county, sign_in, at):
    helper = User.objects.get(username="helper")
    own = Task.objects.visible_to(helper).not_done().first()
    foreign = Task.objects.of(county).exclude(lead_unit=helper.unit).first()

    page = sign_in("helper")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的任务")
    item = page.locator("#to-report").get_by_role("listitem").filter(has_text=own.text)
    item.locator("summary").click()
    item.get_by_role("link", name=own.text).click()
    page.get_by_role("link", name="反馈进展").first.click()
    page.get_by_label("进展", exact=False).first.fill("已派两名专家到现场。")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("main")).to_contain_text("已派两名专家到现场。")
    expect(page.locator("main")).to_contain_text("推进中")
    made = TaskProgress.objects.get(created_by=helper)
    assert (made.task, made.unit) == (own, helper.unit)

    for address in (
        reverse("task", args=[foreign.pk]),
        reverse("task_progress", args=[foreign.pk, "2024-06"]),
        reverse("task", args=[999_999_999]),
    ):
        at(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("找不到页面")
    at("/supervision/month/2024-06/")
    expect(page.locator("main")).to_contain_text("您的角色不包含此页面")


FORBIDDEN = ("交办", "退回", "催办", "逾期", "督办")
PHONE = {"width": 390, "height": 844}
WIDTH = "document.documentElement.scrollWidth"


def read(page) -> None:
    """Everything on the page: none of the words for subordinates, nothing beside the screen."""
    page.wait_for_load_state()
    words = Page(page.content()).text
    assert [word for word in FORBIDDEN if word in words] == [], page.url
    assert page.evaluate(WIDTH) <= PHONE["width"], page.url


def test_a_helper_confirms_and_reports_from_a_telephone(county, sign_in, at):
    helper = User.objects.get(username="helper")
    task = Task.objects.visible_to(helper).filter(state="assigned", lead_unit=helper.unit).first()
    page = sign_in("helper")
    page.set_viewport_size(PHONE)
    read(page)
    item = page.locator("#unsigned").get_by_role("listitem").filter(has_text=task.text)
    item.get_by_role("button", name="确认", exact=True).click()
    expect(item).to_have_count(0)
    read(page)

    item = page.locator("#to-report").get_by_role("listitem").filter(has_text=task.text)
    item.locator("summary").first.click()
    item.get_by_label("进展").fill("已联系两家企业。")
    read(page)
    item.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("进展已保存")).to_be_visible()
    read(page)

    item = page.get_by_role("listitem").filter(has_text=task.text).last
    item.get_by_role("link", name=task.text).click()
    expect(page.locator("main")).to_contain_text("已联系两家企业。")
    read(page)
    page.get_by_role("link", name="反馈已办结").click()
    read(page)
    page.get_by_role("textbox", name="结果").fill("两家企业已签约。")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("申请已提交")).to_be_visible()
    for address in (page.url, *map(reverse, ("tasks", "task_calendar", "my_work"))):
        page.goto(address) if address.startswith("http") else at(address)
        read(page)
    assert Task.objects.get(pk=task.pk).state == "closing"


def test_a_helper_works_in_english_too(county, sign_in):
    page = sign_in("helper")
    page.get_by_role("button", name="四川省经济合作局").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My tasks")
    expect(page.locator("html")).to_have_attribute("lang", "en")
