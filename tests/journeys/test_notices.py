"""A month is reopened in the browser: each finds on their own page what waits for them."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from reports import services
from reports.choices import ReportKind
from tests.journeys.test_accessible import look_at
from tests.making import JUNE, closed
from tests.reports.conftest import filled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def run(county):
    """The report of June, closed by the clerk, as it waits for the approver."""
    closed(county, JUNE, User.objects.get(username="clerk"))
    run = services.renew(county, ReportKind.MONTHLY, JUNE)
    services.generate(run)
    run.refresh_from_db()
    return filled(run, User.objects.get(username="clerk"))


def test_from_the_notice_of_a_report_to_the_month_open_again(run, sign_in, at):
    page = sign_in("approver")
    at("/my/")
    expect(page.get_by_role("link", name="未读通知")).to_contain_text("1")
    wrong = look_at(page, "a report waits")
    page.get_by_role("button", name="月度报告 2024年6月").click()
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="批准").click()
    expect(page.locator(".facts")).to_contain_text("已批")
    expect(page.get_by_role("link", name="未读通知")).to_have_count(0)

    page = sign_in("clerk")
    at(reverse("supervision_month", args=[JUNE]))
    page.get_by_label("重新开放的原因").fill("漏报一个项目")
    page.get_by_role("button", name="申请重新开放").click()
    page.wait_for_load_state()

    page = sign_in("approver")
    at("/my/")
    page.get_by_role("button", name="申请重新开放2024年6月").click()
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="同意并重新开放").click()
    page.wait_for_load_state()
    for address in (reverse("reports"), reverse("report", args=[run.pk])):
        expect(at(address).locator("main")).to_contain_text("本期已重新开放，数字可能变动")
        wrong += look_at(page, address)

    page = sign_in("bureau")
    at("/my/")
    page.get_by_role("button", name="2024年6月已重新开放").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2024年6月")
    at("/my/")
    expect(page.get_by_role("heading", name="通知")).to_have_count(0)

    page = sign_in("clerk")
    at("/my/")
    wrong += look_at(page, "a month is open again")
    page.get_by_role("button", name="全部标为已读").click()
    expect(page.get_by_role("heading", name="通知")).to_have_count(0)
    assert wrong == []
