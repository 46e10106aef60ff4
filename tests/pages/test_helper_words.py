"""Helpers are partners: what they read holds none of the words kept for subordinates."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from notifications.models import Notice
from programmes.models import TaskMilestone, TaskOccurrence, TaskProgress
from programmes.services.digests import make_digests
from programmes.services.task_events import set_deadline
from programmes.services.task_requests import refuse_request
from tests.making import JUNE, need, progress, sent, support, task, task_request
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


def events_of(cast, one, by):
    """A closing that is sent back, another deadline, and a milestone and an occurrence past."""
    asked = task_request(one, by, "closing")
    given = {"by": cast.clerk, "on": cast.day}
    refuse_request(asked, version=1, answer="请补材料", **given)
    one.refresh_from_db()
    later = {"deadline": cast.day + timedelta(1), "reason": "汛期"}
    set_deadline(one, version=one.version, **later, **given)
    past = {"programme": cast.alpha, "task": one, "due_on": cast.day - timedelta(9)}
    TaskMilestone.objects.create(name="初设", **past)
    month = {"first_day": past["due_on"], "last_day": past["due_on"], "number": 1}
    TaskOccurrence.objects.create(**month, **past)


@pytest.fixture
def supporting(late):
    """The helpers support tasks of the bureau and of one another, past their own day, too."""
    cast = late
    overdue = {"deadline": cast.day - timedelta(9), "state": "in_progress"}
    tasks = [task(cast.alpha, f"S{n}", cast.bureau_unit, **overdue) for n in range(2)]
    for one, days in zip(tasks, (-5, 5), strict=True):
        support(one, cast.helper_unit, cast.helper2_unit, due_on=cast.day + timedelta(days))
        events_of(cast, one, cast.bureau)
    led = task(cast.alpha, "S9", cast.helper_unit, **overdue)
    support(led, cast.helper2_unit, due_on=cast.day - timedelta(5))
    events_of(cast, led, cast.helper)
    make_digests(cast.alpha, datetime.combine(cast.day, time(9), ZoneInfo("Asia/Shanghai")))
    return cast


@pytest.mark.parametrize("who", ["helper", "helper2"])
def test_a_supporting_helper_reads_no_such_word_or_light_either(as_, supporting, who):
    client = as_(who)
    addresses = ["/my/", "/tasks/calendar/", "/tasks/?_export=csv", "/search/?q=S"]
    texts = crawl(client, addresses).texts
    texts |= {
        one.dedupe_key: one.text
        for one in Notice.objects.filter(recipient=getattr(supporting, who))
    }
    assert any(key.startswith("digest:") for key in texts)
    for address, text in texts.items():
        assert [word for word in FORBIDDEN if word in Page(text).text] == [], address
        of_tasks = address.startswith(("/my/", "/tasks/"))
        assert not (of_tasks and any(light in text for light in LIGHTS)), address


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
    assert "商请反馈时限为" in text


def test_a_helper_fills_in_no_form_of_the_county(as_, late):
    client, own = as_("helper"), late.help_task.pk
    addresses = [
        "/my/",
        "/tasks/",
        reverse("task", args=[own]),
        reverse("task_progress", args=[own, JUNE]),
    ]
    for address in addresses:
        assert "填报" not in Page(client.get(address).text).text, address


def test_a_task_of_a_helper_has_two_facts(as_, late):
    """Its state, and whether the helper has given feedback."""
    closed = task(late.alpha, "H8", late.helper_unit, state="closed")
    client = as_("helper")
    table = client.get("/tasks/").context["table"]
    facts = {str(row.get_cell("state")): set() for row in table.rows}
    for row in table.rows:
        facts[str(row.get_cell("state"))].add(str(row.get_cell("feedback")))
    assert facts == {
        "计划": {"已反馈", "待反馈"},
        "推进中": {"已反馈"},
        "已完成": {"已反馈", "暂无反馈"},
    }
    page = client.get(reverse("task", args=[closed.pk])).text
    assert "已反馈" not in page and "暂无反馈" in page and "尚无反馈" in page
    unit = client.get(reverse("unit", args=[late.helper_unit.pk])).text
    assert "办理情况" in unit and "暂无反馈" in unit


def test_the_refusals_a_helper_meets_are_in_its_words_too(as_, late):
    client = as_("helper")
    closed = late.help_task.__class__.objects.filter(lead_unit=late.helper_unit, state="closed")
    answers = [
        client.get(reverse("supervision_month", args=[JUNE])),
        client.get(reverse("task", args=[late.help2_task.pk])),
        client.post(reverse("task_progress", args=[closed.first().pk, JUNE]), sent(0, text="再报")),
        client.post(
            reverse("task_progress", args=[late.help_task.pk, JUNE]),
            sent(9, text="再报"),
        ),
    ]
    assert [answer.status_code for answer in answers] == [403, 404, 200, 409]
    for answer in answers:
        assert not [word for word in FORBIDDEN if word in answer.text]


def test_a_bureau_reads_the_countys_own_words(as_, late):
    task(late.alpha, "B1", late.bureau_unit, deadline=late.day - timedelta(3))
    assert "逾期3天" in as_("bureau").get("/my/").text


def test_a_supporting_helper_reads_of_its_own_part_alone_whether_it_gave_feedback(as_, cast):
    led = task(cast.alpha, "S1", cast.bureau_unit, text="由县局牵头")
    support(led, cast.helper2_unit)
    address = reverse("unit", args=[cast.bureau_unit.pk])
    client = as_("helper2")
    for given, other in (("待反馈", "已反馈"), ("已反馈", "待反馈")):
        assert given in row_of(client.get(address).text, led)
        row = row_of(client.get("/tasks/").text, led)
        assert given in row and other not in row and "未报" not in row
        TaskProgress.objects.filter(task=led).delete()
        progress(led, unit=cast.helper2_unit, created_by=cast.helper2)
    assert "由县局牵头" in client.get("/tasks/", {"reported": "yes"}).text
    assert "由县局牵头" not in client.get("/tasks/", {"reported": "no"}).text


def row_of(text: str, one) -> str:
    found = text[text.index(one.text) :]
    return found[: found.index("</tr>")]
