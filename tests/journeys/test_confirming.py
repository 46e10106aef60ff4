"""The password is asked for again ten minutes after the sign-in: asked, wrong, right, and the
action goes on with what was typed."""

from importlib import import_module

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from core.web.reauthentication import SESSION_KEY, VALIDITY
from mabian.sample.loading import stored_password
from programmes.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def ten_minutes_pass(page) -> None:
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    engine = import_module(settings.SESSION_ENGINE)
    session = engine.SessionStore(cookies[settings.SESSION_COOKIE_NAME])
    session[SESSION_KEY] -= VALIDITY.total_seconds()
    session.save()


def test_a_role_is_given_after_the_password_with_what_was_chosen_before(county, sign_in, at):
    finance = User.objects.get(username="finance")
    page = sign_in("secadmin")
    at(reverse("person_roles", args=[finance.pk]))
    page.get_by_label("角色").select_option("clerk")
    ten_minutes_pass(page)
    page.get_by_role("button", name="授予").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("身份验证")
    expect(page.locator("main")).to_contain_text("操作尚未执行")
    assert not Role.objects.filter(user=finance, name="clerk").exists()

    page.get_by_label("密码").fill("不是这个密码")
    page.get_by_role("button", name="确认").click()
    expect(page.locator("main")).to_contain_text("密码错误")

    page.get_by_label("密码").fill(stored_password())
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("财务")
    page.get_by_role("button", name="恢复草稿").click()
    expect(page.get_by_label("角色")).to_have_value("clerk")
    page.get_by_role("button", name="授予").click()
    expect(page.get_by_text("已授予")).to_be_visible()
    assert Role.objects.filter(user=finance, name="clerk").exists()
