"""What helpers read and press on the pages of their tasks, and what the county reads of them."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.models import Need, Task, TaskList
from programmes.services.progress import report_progress
from programmes.services.task_requests import refuse_request
from tests.making import JUNE, task, task_request
from tests.pages.crawl import Page


@pytest.fixture
def listed(cast):
    """The helper's task is in a list with words kept for subordinates in its name."""
    entry = cast.help_task.lists[0]
    TaskList.objects.filter(pk=entry.pk).update(name="片区会交办督办事项")
    return cast


def text_of(answer) -> str:
    if answer.streaming:
        return b"".join(answer.streaming_content).decode()
    return answer.text


ADDRESSES = ["/my/", "/tasks/", "/tasks/?_export=csv", "/tasks/calendar/"]


def test_a_helper_reads_the_name_of_a_list_in_the_words_toward_partners(as_, listed):
    own = [reverse("task", args=[listed.help_task.pk])]
    own += [reverse("unit", args=[listed.helper_unit.pk])]
    entry = listed.help_task.lists[0]
    for address in [*ADDRESSES, *own, f"/tasks/?list={entry.pk}"]:
        text = text_of(as_("helper").get(address))
        assert "片区会商请商请事项" in text, address
        assert "交办" not in text and "督办" not in text, address


def test_the_county_reads_the_name_of_a_list_as_it_is(as_, listed):
    assert "片区会交办督办事项" in as_("clerk").get("/tasks/").text


def test_lights_are_explained_to_whoever_may_see_them(as_, cast):
    words = "连续两个月黄灯为红灯"
    assert words in as_("bureau").get("/projects/").text
    assert words not in as_("helper").get("/projects/").text


@pytest.fixture
def answered(cast):
    """The helper's other view of its task has been answered."""
    asked = task_request(cast.help_task, cast.helper, "dispute", text="应由农业局牵头")
    refuse_request(asked, version=1, by=cast.approver, on=cast.day, answer="请先确认人数")
    return cast


def test_a_helper_reads_the_answer_to_its_view_at_the_top(as_, answered):
    client, address = as_("helper"), reverse("task", args=[answered.help_task.pk])
    page = client.get(address)
    assert [one[0].reason for one in page.context["sent_back"]] == ["请先确认人数"]
    text = Page(page.text).text
    assert "对任务的不同意见" in text and "商请补充" in text
    assert "异议" not in text
    parts = client.get("/my/").context["digest"]
    [words] = [part.words for part in parts if "补充" in part.words]
    assert words == "商请补充1项"
    task_now = Task.objects.get(pk=answered.help_task.pk)
    given = {"version": 0, "month": JUNE, "unit": answered.helper_unit, "text": "已确认"}
    report_progress(task=task_now, by=answered.helper, on=answered.day, **given)
    assert client.get(address).context["sent_back"] == []


def test_another_view_and_a_message_have_names_of_their_own(as_, cast):
    text = Page(as_("helper").get(reverse("task", args=[cast.help_task.pk])).text).text
    assert "对任务有不同意见" in text and "留言" in text
    assert "反馈意见" not in text and "提意见" not in text


def test_confirming_the_receipt_is_the_first_and_only_primary_button(as_, cast):
    text = as_("helper").get(reverse("task", args=[cast.help_task.pk])).text
    first = text.index('btn-primary">确认收到')
    assert text.count("btn btn-primary") == 1
    assert first < text.index("对任务有不同意见")


def test_the_table_of_the_month_and_my_page_have_the_same_tasks(as_, cast):
    task(cast.alpha, "H2", cast.helper_unit, state="in_progress")
    client = as_("helper")
    grid = client.get(reverse("task_grid", args=[JUNE])).context["rows"]
    missing = {one.row.task.pk for one in grid if one.row.is_due and not one.row.report}
    mine = client.get("/my/").context["to_report"]
    assert {item.task.pk for item in mine} == missing
    assert cast.help_task.pk in missing


def test_the_tab_of_unsigned_tasks_names_those_of_helpers(as_, cast):
    query = {"state": "assigned", "helper": "no"}
    page = as_("clerk").get("/tasks/", query)
    number = as_("clerk").get("/tasks/", {**query, "helper": "yes"}).context["total_count"]
    assert number > 0
    assert f"不含帮扶单位{number}项" in page.text
    assert "不含帮扶单位" not in as_("clerk").get("/tasks/").text


def test_nothing_waits_only_where_nothing_waits_anywhere(as_, cast):
    client = as_("helper2")
    Task.objects.update(state="closed", closed_on=date(2024, 6, 1))
    assert Need.objects.unanswered().exists()
    assert "没有待办事项" not in client.get("/my/").text
    Need.objects.all().delete()
    assert "没有待办事项" in client.get("/my/").text
