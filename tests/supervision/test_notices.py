"""Who is told that somebody asks to reopen a month, that it was reopened, and until when."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from notifications.models import Notice
from supervision.services.months import request_reopening, return_request, withdraw_request
from tests.making import JUNE, closed, member, person, reopened, sent, unread_texts


@pytest.fixture
def second(cast):
    """A second approver."""
    return person(cast.alpha, "alpha_approver2", "approver", cast.force)


def ask(cast, by, reason="漏报一个项目"):
    request_reopening(programme=cast.alpha, month=JUNE, reason=reason, by=by, at=timezone.now())


def test_closing_tells_nobody(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    assert unread_texts() == {}


def test_the_approvers_are_told_that_somebody_asks(cast, second):
    closed(cast.alpha, JUNE, cast.clerk)
    ask(cast, cast.clerk)
    words = ["alpha_clerk申请重新开放2024年6月，请您审核：漏报一个项目"]
    assert unread_texts() == {"alpha_approver": words, "alpha_approver2": words}
    address = reverse("supervision_month", args=[JUNE])
    assert set(Notice.objects.values_list("url", "programme_id")) == {(address, cast.alpha.pk)}


def test_who_asks_is_not_told(cast, second):
    closed(cast.alpha, JUNE, cast.clerk)
    ask(cast, second)
    assert list(unread_texts()) == ["alpha_approver"]


def test_an_approver_who_may_no_longer_sign_in_is_not_told(cast, second):
    second.is_active = False
    second.save()
    closed(cast.alpha, JUNE, cast.clerk)
    ask(cast, cast.clerk)
    assert list(unread_texts()) == ["alpha_approver"]


def test_a_later_request_takes_the_place_of_the_first(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    ask(cast, cast.clerk, "第一次")
    ask(cast, cast.clerk, "第二次")
    assert unread_texts() == {
        "alpha_approver": ["alpha_clerk申请重新开放2024年6月，请您审核：第二次"]
    }


@pytest.mark.parametrize("reason", ["", " "])
def test_a_request_that_is_refused_is_not_told(cast, reason):
    closed(cast.alpha, JUNE, cast.clerk)
    with pytest.raises(ValidationError):
        ask(cast, cast.clerk, reason)
    assert unread_texts() == {}


def test_what_is_taken_back_was_not_told(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ask(cast, cast.clerk)
        1 / 0  # noqa: B018
    assert unread_texts() == {}


def test_who_asked_is_told_that_the_request_was_returned(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    ask(cast, cast.clerk)
    return_request(programme=cast.alpha, month=JUNE, reason="不必重开", by=cast.approver)
    assert unread_texts() == {
        "alpha_clerk": ["alpha_approver退回了重新开放2024年6月的申请：不必重开"]
    }
    ask(cast, cast.clerk, "确有漏报")
    assert list(unread_texts()) == ["alpha_approver"]


def test_a_withdrawn_request_waits_on_no_page(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    ask(cast, cast.clerk)
    withdraw_request(programme=cast.alpha, month=JUNE, by=cast.clerk)
    assert unread_texts() == {}


def test_clerks_and_reporters_with_projects_due_are_told_of_the_reopening(cast):
    """Not the approver who agreed, and not those whose units have nothing to report."""
    person(cast.alpha, "alpha_idle", "unit_reporter", member(cast.alpha, "教育局", "member"))
    closed(cast.alpha, JUNE, cast.clerk)
    reopened(cast.alpha, JUNE, cast.clerk, cast.approver, reason="漏报一个项目")
    words = ["2024年6月已重新开放，可以填报、更正：漏报一个项目"]
    assert unread_texts() == {"alpha_clerk": words, "alpha_bureau": words, "alpha_bureau2": words}
    assert Notice.objects.unread().first().url == reverse("project_months", args=[JUNE])


def test_who_is_clerk_and_reporter_is_told_once(cast):
    person(cast.alpha, "alpha_bureau", "clerk", cast.bureau_unit)
    closed(cast.alpha, JUNE, cast.clerk)
    reopened(cast.alpha, JUNE, cast.clerk, cast.approver, reason="漏报一个项目")
    assert len(unread_texts()["alpha_bureau"]) == 1


def test_closing_anew_settles_the_reopening(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    reopened(cast.alpha, JUNE, cast.clerk, cast.approver, reason="漏报一个项目")
    closed(cast.alpha, JUNE, cast.clerk)
    assert unread_texts() == {}


def test_a_second_reopening_is_told_anew(cast):
    for _turn in range(2):
        closed(cast.alpha, JUNE, cast.clerk)
        reopened(cast.alpha, JUNE, cast.clerk, cast.approver)
    assert sorted(unread_texts()) == ["alpha_bureau", "alpha_bureau2", "alpha_clerk"]
    assert Notice.objects.count() == 2 * (1 + 3)


def test_a_notice_is_written_in_chinese_whoever_writes_it(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    with translation.override("en"):
        ask(cast, cast.clerk)
    assert unread_texts()["alpha_approver"][0].startswith("alpha_clerk申请重新开放2024年6月")


def test_the_approver_finds_the_request_on_their_own_page(client, cast):
    closed(cast.alpha, JUNE, cast.clerk)
    ask(cast, cast.clerk)
    client.force_login(cast.approver)
    assert "申请重新开放2024年6月" in client.get("/my/").text
    client.post(reverse("reopen_month", args=[JUNE]), sent(3))
    assert "申请重新开放2024年6月" not in client.get("/my/").text
