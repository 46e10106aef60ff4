"""A helper in the browser: its own tasks, feedback, and nothing of others'."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from programmes.models import Task, TaskProgress

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_helper_gives_feedback_and_finds_nothing_of_others(county, sign_in, at):
    helper = User.objects.get(username="helper")
    own = Task.objects.visible_to(helper).not_done().first()
    foreign = Task.objects.of(county).exclude(lead_unit=helper.unit).first()

    page = sign_in("helper")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的任务")
    item = page.get_by_role("listitem").filter(has_text=own.text).first
    item.get_by_role("link", name="反馈").click()
    page.get_by_label("进展", exact=False).first.fill("已派两名专家到现场。")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("main")).to_contain_text("已派两名专家到现场。")
    expect(page.locator("main")).to_contain_text("推进中")
    made = TaskProgress.objects.get(created_by=helper)
    assert (made.task, made.unit) == (own, helper.unit)

    for address in (
        reverse("task", args=[foreign.pk]),
        reverse("task_progress", args=[foreign.pk]),
        reverse("task", args=[999_999_999]),
    ):
        at(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("找不到页面")
    at("/supervision/month/2024-06/")
    expect(page.locator("main")).to_contain_text("您的角色不包含此页面")


def test_a_helper_works_in_english_too(county, sign_in):
    page = sign_in("helper")
    page.get_by_role("button", name="四川省经济合作局").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My tasks")
    expect(page.locator("html")).to_have_attribute("lang", "en")
