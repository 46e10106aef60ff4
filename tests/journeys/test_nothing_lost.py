"""What is typed outlives an ended session, a lost connection and an error of the server."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mabian.sample.loading import stored_password
from projects.models import MonthEntry, Project
from tests.making import JUNE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length"
ROAD = "下溪至劳动产业路"


@pytest.fixture
def form(county, sign_in, at):
    """The bureau's entry of June, half written."""
    page = sign_in("bureau")
    at(reverse("project_entry", args=[Project.objects.get(name=ROAD).pk, JUNE]))
    page.get_by_label("当月完成投资").fill("326.52")
    return page


def save(page) -> None:
    page.get_by_role("button", name="保存", exact=True).click(no_wait_after=True)


def taken_over(page) -> None:
    """The draft is offered, taken over, saved, and then gone."""
    page.get_by_role("button", name="恢复草稿").click()
    expect(page.get_by_label("当月完成投资")).to_have_value("326.52")
    save(page)
    expect(page.get_by_text("已保存").first).to_be_visible()
    assert page.evaluate(DRAFTS) == 0
    assert MonthEntry.objects.filter(project__name=ROAD, month=JUNE.start).count() == 1


def test_a_session_that_ended_meanwhile(form):
    page = form
    page.context.clear_cookies(name="sessionid")
    save(page)
    expect(page.get_by_role("status")).to_contain_text("登录已失效")
    page.get_by_label("登录名").fill("bureau")
    page.get_by_label("密码").fill(stored_password())
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(ROAD)
    taken_over(page)


@pytest.mark.parametrize("status", [0, 500, 503])
def test_a_lost_connection_and_an_error_of_the_server(form, at, status):
    page, address = form, form.url
    broken = (
        (lambda route: route.fulfill(status=status)) if status else (lambda route: route.abort())
    )
    page.route(address, broken)
    save(page)
    page.wait_for_timeout(300)
    page.unroute(address)
    at("/my/")
    page.goto(address)
    taken_over(page)


def test_a_form_without_an_answer_is_sent_again_and_saved_once(form):
    page = form
    page.clock.install()
    page.route(page.url, lambda route: route.fulfill(status=204), times=1)  # the page stays
    save(page)
    expect(page.locator("form[data-sent]")).to_be_attached()
    page.clock.fast_forward(21_000)
    expect(page.get_by_role("alert").filter(has_text="20秒没有答复")).to_be_visible()
    save(page)
    expect(page.get_by_text("已保存").first).to_be_visible()
    assert MonthEntry.objects.filter(project__name=ROAD, month=JUNE.start).count() == 1


def test_ten_minutes_before_its_end_the_session_can_go_on(form):
    page = form
    page.clock.install()
    page.reload()
    ending = page.get_by_role("alert").filter(has_text="分钟后将自动退出登录")
    page.clock.fast_forward("19:00")
    expect(ending).to_be_hidden()
    page.clock.fast_forward("02:00")
    expect(ending).to_contain_text("9分钟")
    page.get_by_role("button", name="继续使用").click()
    expect(ending).to_be_hidden()
    page.clock.fast_forward("31:00")
    expect(page.get_by_role("alert").filter(has_text="登录已失效")).to_be_visible()
    page.get_by_role("link", name="重新登录").click()
    page.wait_for_url("**/month/2024-06/")
