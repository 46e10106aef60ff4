"""Helpers are partners: what they read holds none of the words kept for subordinates."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.making import JUNE, need, progress, sent, task
from tests.pages.crawl import Page
from tests.rights.crawling import crawl

FORBIDDEN = ["交办", "退回", "催办", "催报", "逾期", "督办", "超期", "排名", "得分"]
LIGHTS = ["light-red", "light-yellow"]


@pytest.fixture
def late(cast):
    """Tasks of the helper in each state, past their date, due today, due later, without one."""
    helper, alpha = cast.helper_unit, cast.alpha
    days = [None, -200, -1, 0, 1, 29, 365]
    for number, days_left in enumerate(days):
        deadline = cast.day + timedelta(days_left) if days_left is not None else None
        state = ["assigned", "in_progress", "closed"][number % 3]
        made = task(alpha, f"H{number}", helper, deadline=deadline, state=state)
        need(alpha, f"HN{number}", cast.township_unit, answer=made)
        progress(made, created_by=cast.helper)
    return cast


@pytest.mark.parametrize("who", ["helper", "helper2"])
def test_no_page_a_helper_reads_holds_a_word_for_subordinates(as_, late, who):
    texts = crawl(as_(who), ["/my/"]).texts
    assert len(texts) > 10
    for address, text in texts.items():
        words = Page(text).text
        assert [word for word in FORBIDDEN if word in words] == [], address


def test_no_task_of_a_helper_shows_it_a_light(as_, late):
    client = as_("helper")
    addresses = ["/my/", "/tasks/", reverse("task", args=[late.help_task.pk])]
    addresses += [reverse("unit", args=[late.helper_unit.pk])]
    for address in addresses:
        assert not any(light in client.get(address).text for light in LIGHTS)


def test_a_helper_is_asked_never_warned(as_, late):
    text = as_("helper").get("/my/").text
    assert "商请反馈" in text
    assert "反馈进展" in text or "反馈" in text


def test_the_states_of_its_tasks_stand_in_its_own_words(as_, late):
    client = as_("helper")
    table = client.get("/tasks/").context["table"]
    words = {str(row.get_cell("state")) for row in table.rows}
    assert words == {"待反馈", "推进中", "已反馈"}
    for state, word in (("assigned", "待反馈"), ("closed", "已反馈")):
        row = late.help_task.__class__.objects.filter(lead_unit=late.helper_unit, state=state)
        assert word in client.get(reverse("task", args=[row.first().pk])).text


def test_the_refusals_a_helper_meets_are_in_its_words_too(as_, late):
    client = as_("helper")
    closed = late.help_task.__class__.objects.filter(lead_unit=late.helper_unit, state="closed")
    answers = [
        client.get(reverse("supervision_month", args=[JUNE])),
        client.get(reverse("task", args=[late.help2_task.pk])),
        client.post(
            reverse("task_progress", args=[closed.first().pk]), sent(text="再报", month="2024-06")
        ),
        client.post(
            reverse("task_progress", args=[late.help_task.pk]),
            sent(9, text="再报", month="2024-06"),
        ),
    ]
    assert [answer.status_code for answer in answers] == [403, 404, 200, 409]
    for answer in answers:
        assert not [word for word in FORBIDDEN if word in answer.text]


def test_a_bureau_reads_the_countys_own_words(as_, late):
    task(late.alpha, "B1", late.bureau_unit, deadline=late.day - timedelta(3))
    assert "逾期3天" in as_("bureau").get("/my/").text
