"""What became of a leader's instructions, on the leader's own page and in the list."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programmes.models import Task, TaskRemark
from programmes.services.remarks import link_event, link_task
from programmes.services.task_events import set_deadline
from tests.counting import statements
from tests.making import comment, task


def instruct(cast, text: str, by=None, **values) -> TaskRemark:
    given = {"leader": "李县长", "text": text, **values}
    return comment(given.pop("of", cast.road_task), by or cast.leader, kind="instruction", **given)


@pytest.fixture
def given(cast):
    """One instruction of each outcome."""
    made = task(cast.alpha, "P1", cast.bureau_unit, text="由批示而来的任务")
    link_task(instruct(cast, "转为任务"), made)
    day = cast.day + timedelta(days=60)
    event = set_deadline(
        cast.road_task, version=1, deadline=day, reason="按批示", by=cast.clerk, on=cast.day
    )
    link_event(instruct(cast, "定时限"), event)
    instruct(cast, "尚无下文")
    instruct(cast, "已经办好", of=cast.done_task)


def outcomes(page) -> dict[str, str]:
    return {row.record.text: row.record.outcome for row in page.context["table"].rows}


def test_the_list_names_what_became_of_each_instruction(as_, cast, given):
    page = as_("leader").get(reverse("instructions"))
    assert outcomes(page) == {
        "转为任务": "task", "定时限": "deadline", "尚无下文": "open", "已经办好": "done"
    }  # fmt: skip
    assert "由批示而来的任务" in page.text
    open_ones = as_("leader").get(reverse("instructions"), {"outcome": "open"})
    assert [*outcomes(open_ones)] == ["尚无下文"]


def test_an_instruction_is_done_with_the_task_that_follows_from_it(as_, cast, given):
    Task.objects.filter(number="P1").update(state="closed")
    page = as_("leader").get(reverse("instructions"))
    assert outcomes(page)["转为任务"] == "done"


def test_a_leader_finds_what_is_not_done_of_their_own_on_their_page(as_, cast, given):
    instruct(cast, "别人的批示", by=cast.clerk)
    instruct(cast, "专班代记", by=cast.clerk, leader=cast.leader.name)
    page = as_("leader").get(reverse("my_work")).text
    for words in ("转为任务", "定时限", "尚无下文", "专班代记"):
        assert words in page
    assert "已经办好" not in page and "别人的批示" not in page
    assert f"{reverse('instructions')}?own=yes" in page
    own = as_("leader").get(reverse("instructions"), {"own": "yes"})
    assert "别人的批示" not in outcomes(own) and "已经办好" in outcomes(own)


def test_without_instructions_the_page_names_what_is_due_next(as_, cast):
    Task.objects.exclude(pk=cast.road_task.pk).update(deadline=None)
    page = as_("leader").get(reverse("my_work")).text
    assert "没有待落实的批示" in page and page.count("下一项到期") == 1
    own = page.split('id="instructions"')[1].split("</section>")[0]
    assert "下一项到期" not in own and cast.road_task.text not in own
    assert "下一项到期" in page and cast.road_task.text in page and "2024-07-31" in page


def test_a_unit_with_nothing_due_reads_what_is_due_next(as_, cast):
    Task.objects.filter(programme=cast.alpha).update(deadline=None)
    day = cast.day + timedelta(days=20)
    Task.objects.filter(pk=cast.road_task.pk).update(deadline=day)
    page = as_("bureau").get(reverse("my_work")).text
    assert "7日内没有到期事项" in page and str(day) in page
    Task.objects.filter(pk=cast.help_task.pk).update(deadline=day)
    words = as_("helper").get(reverse("my_work")).text
    assert "下一项商请反馈" in words and "到期" not in words


def test_leaders_alone_read_instructions_on_their_page(as_, cast, given):
    for who in ("clerk", "finance", "bureau", "helper"):
        assert "我的批示" not in as_(who).get(reverse("my_work")).text


def test_one_instruction_takes_as_many_statements_as_ten(as_, cast):
    client, counts = as_("leader"), []
    for number in (1, 10):
        for _one in range(number):
            instruct(cast, "加快")
        counts.append([statements(client, reverse(name)) for name in ("my_work", "instructions")])
    assert counts[0] == counts[1]
