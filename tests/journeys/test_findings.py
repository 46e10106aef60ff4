"""A finding in the browser: recorded, ordered, signed for, reported, moved, sent back once and at
last verified."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from supervision.models import Finding, FindingRequest, Order
from tests.journeys.test_tasks import press, row_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

UNIT, FOUND = "县交通运输局", "荣丁大桥加固工程质量保证资料缺失"
NUMBER = "督办〔2024〕1号"


def finding() -> Finding:
    return Finding.objects.get(text=FOUND)


def recorded(page, at) -> None:
    at("/findings/new/")
    page.locator("[name=source]").select_option(label="专项督查")
    page.locator("[name=text]").fill(FOUND)
    page.locator("[name=unit]").select_option(label=UNIT)
    page.locator("[name=measures]").fill("补齐资料，按月自查")
    page.locator("[name=due_on]").fill("2024-07-31")
    press(page, "保存")
    assert finding().state == "open"


def drafted(page, at) -> None:
    """From the page of the finding."""
    at(reverse("finding", args=[finding().pk]))
    page.get_by_role("link", name="起草督办单").click()
    page.locator("[name=basis]").fill("工作方案")
    page.locator("[name=demands]").fill("资料齐全，现场核验")
    page.locator("[name=due_on]").fill("2024-07-25")
    press(page, "保存")
    [one] = Order.objects.get(state="draft").findings.all()
    assert one == finding()


def pressed(page, card: str, name: str, words: str) -> None:
    """In place: the row leaves the page of the person's work."""
    press(page, name, of=row_of(page.locator(card), words))
    assert page.url.endswith("/my/")
    expect(row_of(page.locator(card), words)).to_have_count(0)


def filled(page, link: str, text: str) -> None:
    """From the page of the person's work and back to it."""
    row_of(page.locator("#findings"), FOUND).get_by_role("link", name=link).click()
    page.locator("[name=text]").fill(text)
    press(page, "保存")
    assert page.url.endswith("/my/")


def another_day(page, at) -> None:
    at(reverse("finding", args=[finding().pk]))
    page.get_by_role("link", name="申请延期").click()
    page.locator("[name=new_due_on]").fill("2024-08-15")
    page.locator("[name=text]").fill("检测机构排期")
    press(page, "保存")


def decided(page, button: str, answer: str) -> None:
    item = row_of(page.locator("#requests"), FOUND)
    item.get_by_role("textbox").fill(answer)
    pressed(page, "#requests", button, FOUND)


def test_a_finding_from_its_recording_to_a_closing_that_was_sent_back_once(sign_in, at):
    page = sign_in("clerk")
    recorded(page, at)
    drafted(page, at)
    sign_in("approver")
    pressed(page, "#orders-to-sign", "签发", UNIT)
    assert Order.objects.get(number=NUMBER).state == "signed"

    sign_in("bureau")
    pressed(page, "#orders-to-receive", "签收", NUMBER)
    assert Order.objects.get(number=NUMBER).received_by.username == "bureau"
    filled(page, "报整改进展", "已补齐八成资料")
    another_day(page, at)
    sign_in("approver")
    decided(page, "同意", "情况属实")
    assert str(finding().due_on) == "2024-08-15"

    sign_in("bureau")
    filled(page, "申请核验销号", "资料已补齐")
    expect(row_of(page.locator("#findings"), FOUND)).to_have_count(0)
    sign_in("clerk")
    decided(page, "退回", "缺检测报告")
    sign_in("bureau")
    filled(page, "申请核验销号", "检测报告已补")
    sign_in("approver")
    row_of(page.locator("#requests"), FOUND).get_by_role("combobox").select_option(label="现场核验")
    decided(page, "同意", "现场查验属实")

    closed = finding()
    assert (closed.state, closed.verification, closed.situation) == (
        "closed",
        "on_spot",
        "检测报告已补",
    )
    requests = FindingRequest.objects.filter(finding=closed, kind="closing").order_by("pk")
    assert [one.state for one in requests] == ["refused", "accepted"]
    at(reverse("finding", args=[closed.pk]))
    for words in ("已销号", NUMBER, "缺检测报告", "2024-07-31 → 2024-08-15"):
        expect(page.locator("main")).to_contain_text(words)
