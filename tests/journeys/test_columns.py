"""Columns are chosen and views kept by hand and by keyboard."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def heads(page) -> list[str]:
    return [text.strip() for text in page.locator("main thead th:not(.pick)").all_inner_texts()]


def test_a_clerk_puts_columns_in_order_keeps_the_view_and_opens_it_by_default(sign_in, at, page):
    sign_in("clerk")
    at("/projects/?stage=building&sort=-plan")
    page.locator("#columns > summary").focus()
    page.keyboard.press("Enter")
    for box in page.locator("#columns input[type=checkbox]").all():
        box.set_checked(box.input_value() in ("name", "plan", "lead_official"))
    up = page.locator("#columns button[value='up-lead_official']")
    while page.locator("#columns li input").nth(1).input_value() != "lead_official":
        up.press("Enter")
    page.locator("#columns").get_by_role("button", name="应用").last.click()
    page.wait_for_url("**columns=name,lead_official,plan**")
    assert [head.split("（")[0] for head in heads(page)] == [
        "项目",
        "包联领导",
        "年度计划",
        "数据来源",
    ]
    page.locator("#views > summary").click()
    page.get_by_label("将当前显示保存为视图").fill("在建按计划")
    page.locator("#views").get_by_role("button", name="保存").click()
    page.get_by_text("视图：在建按计划").click()
    page.locator("#views").get_by_text("修改").click()
    page.get_by_role("button", name="设为本列表默认").click()
    at("/projects/")
    assert "columns=name,lead_official,plan" in page.url
    page.locator("#views > summary").click()
    page.keyboard.press("Escape")
    assert not page.locator("#views .fold-part").is_visible()
    page.locator("#views > summary").click()
    page.locator("#views").get_by_role("link", name="全部").click()
    assert page.url.endswith("?view=all")
