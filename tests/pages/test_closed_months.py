"""A page that says that a month is closed leads to its reopening, for whoever may request it."""

import pytest
from django.urls import reverse

from tests.making import JUNE, closed, progress, sent

REOPEN = reverse("supervision_month", args=[JUNE]) + "#reopen"
PAGES = ("project_grid", "project_months", "project_entry", "home")


@pytest.fixture
def june(cast):
    return closed(cast.alpha, JUNE, cast.clerk)


def address(cast, name: str) -> str:
    keys = {"home": [], "project_entry": [cast.dam.pk, JUNE]}
    return reverse(name, args=keys.get(name, [JUNE]))


@pytest.mark.parametrize("name", PAGES)
def test_the_task_force_goes_from_the_message_to_the_request(cast, as_, june, name):
    page = as_("clerk").get(address(cast, name), follow=True).text
    assert f'href="{REOPEN}"' in page
    assert 'id="reopen"' in as_("clerk").get(REOPEN).text


@pytest.mark.parametrize("name", PAGES)
def test_an_open_month_has_no_such_link(cast, as_, name):
    assert REOPEN not in as_("clerk").get(address(cast, name), follow=True).text


@pytest.mark.parametrize("name", PAGES)
def test_a_bureau_is_not_led_where_it_may_not_go(cast, as_, june, name):
    assert REOPEN not in as_("bureau2").get(address(cast, name), follow=True).text


def asked(as_):
    as_("clerk").post(reverse("ask_reopen", args=[JUNE]), sent(2, reason="漏报水库"))
    return as_("approver")


def test_the_reopening_is_confirmed(as_, june):
    page = asked(as_).get(REOPEN).text
    assert "确定重新开放2024年6月吗" in page


def test_the_approver_returns_the_request_with_a_reason(cast, as_, june):
    approver = asked(as_)
    back = sent(3, reason="数字无误")
    page = approver.post(reverse("return_reopening", args=[JUNE]), back, follow=True).text
    assert "申请已退回" in page
    assert reverse("reopen_month", args=[JUNE]) not in page
    assert "退回了重新开放2024年6月的申请：数字无误" in as_("clerk").get("/my/").text


def test_without_a_reason_it_is_not_returned(cast, as_, june):
    approver = asked(as_)
    page = approver.post(reverse("return_reopening", args=[JUNE]), sent(3), follow=True).text
    assert "请写明退回申请的原因" in page
    assert reverse("reopen_month", args=[JUNE]) in page


def test_who_requested_withdraws_the_request_on_the_page_that_shows_it(as_, june):
    asked(as_)
    clerk, button = as_("clerk"), reverse("withdraw_reopening", args=[JUNE])
    assert button in clerk.get(REOPEN).text
    page = clerk.post(button, sent(3), follow=True).text
    assert "申请已撤回" in page
    assert "申请重新开放</button>" in page


def test_the_request_of_another_has_no_button_to_withdraw_it(as_, june):
    assert reverse("withdraw_reopening", args=[JUNE]) not in asked(as_).get(REOPEN).text


def test_a_closed_month_offers_neither_no_change_nor_taking_back(as_, cast):
    progress(cast.help_task, created_by=cast.helper)
    fill = reverse("unit_no_change", args=[cast.bureau2_unit.pk, JUNE])
    back = reverse("take_back_progress", args=[cast.help_task.pk, JUNE])
    pages = {
        fill: (as_("bureau2"), reverse("project_grid", args=[JUNE])),
        back: (as_("helper"), reverse("task_progress", args=[cast.help_task.pk, JUNE])),
    }
    assert [offer in who.get(page).text for offer, (who, page) in pages.items()] == [True, True]
    closed(cast.alpha, JUNE, cast.clerk)
    assert [offer in who.get(page).text for offer, (who, page) in pages.items()] == [False, False]
