"""The page of a task: what it offers, shows and hides."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.models import Task
from programmes.services.progress import report_progress
from programmes.services.task_events import set_deadline
from programmes.services.task_requests import accept_request, refuse_request
from tests import making
from tests.making import sent, task, task_request


def page(client, one) -> str:
    return client.get(reverse("task", args=[one.pk])).text


def test_a_refused_request_stands_on_the_page_with_its_answer(as_, cast):
    asked = task_request(
        cast.road_task, cast.bureau, "deadline", new_deadline=date(2024, 9, 30), text="雨季停工"
    )
    assert "待审定" in page(as_("bureau"), cast.road_task)
    given = {"version": 1, "by": cast.approver, "on": cast.day, "answer": "按期完成"}
    refuse_request(asked, **given)
    shown = page(as_("bureau"), cast.road_task)
    assert ["雨季停工" in shown, "按期完成" in shown, "未同意" in shown] == [True] * 3


def test_an_accepted_request_stands_once_on_the_page(as_, cast):
    asked = task_request(cast.road_task, cast.bureau, "closing", text="路已通车")
    accept_request(asked, version=1, by=cast.approver, on=cast.day)
    assert page(as_("bureau"), cast.road_task).count("路已通车") == 1


def test_a_supporting_unit_reads_nothing_of_a_helpers_deadline(as_, cast):
    making.support(cast.help_task, cast.bureau_unit)
    task_request(cast.help_task, cast.helper, "suspension", text="暂缓至九月")
    set_deadline(
        cast.help_task,
        version=1,
        deadline=date(2024, 8, 8),
        reason="另定八月八日",
        by=cast.clerk,
        on=cast.day,
    )
    for who, reads in (("bureau", False), ("finance", False), ("helper", True), ("clerk", True)):
        shown = page(as_(who), cast.help_task)
        found = [words in shown for words in ("暂缓至九月", "另定八月八日", "2024-08-08")]
        assert found == [reads] * 3, who


def test_another_deadline_is_offered_before_the_deadline(as_, cast):
    offered = reverse("request_of_task", args=[cast.road_task.pk, "deadline"])
    assert offered in page(as_("bureau"), cast.road_task)
    Task.objects.filter(pk=cast.road_task.pk).update(deadline=date(2024, 7, 7))
    assert offered not in page(as_("bureau"), cast.road_task)
    answer = as_("bureau").get(offered, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("task", args=[cast.road_task.pk])


@pytest.mark.parametrize("text", ["\u200b\u200b", "\ufeff", "\u3164", "\u2800", "\u00ad"])
def test_invisible_letters_are_no_reason(as_, cast, text):
    address = reverse("request_of_task", args=[cast.road_task.pk, "suspension"])
    assert as_("bureau").post(address, sent(version=1, text=text)).status_code == 200
    assert not cast.road_task.requests.exists()


def test_the_deadline_of_an_assigned_task_is_not_edited(as_, cast):
    address = reverse("edit_task", args=[cast.road_task.pk])
    fields = {"lists": cast.road_list.pk, "lead_unit": cast.bureau_unit.pk, "text": "修路二期"}
    answer = as_("clerk").post(address, sent(version=1, deadline="2023-01-01", **fields))
    assert "用“调整时限”修改" in answer.text
    assert Task.objects.get(pk=cast.road_task.pk).deadline == date(2024, 7, 31)
    same = sent(version=1, deadline="2024-07-31", **fields)
    assert as_("clerk").post(address, same).status_code == 302


def test_a_helper_reads_words_between_partners(as_, cast):
    task_request(cast.help_task, cast.helper, "closing", text="已办结", done_quantity=3)
    shown = page(as_("helper"), cast.help_task)
    assert "反馈已办结：待答复" in shown and "审定" not in shown
    assert [word for word in ("销号", "申请", "逾期", "退回", "交办") if word in shown] == []


def test_several_closings_are_accepted_together(as_, cast):
    made = [closing_of(cast, number) for number in ("K1", "K2")]
    address = f"{reverse('accept_task_requests')}?row={made[0].pk}&row={made[1].pk}"
    assert "同意这2件" in as_("clerk").get(address).text
    rows = ",".join(f"{one.pk}-{one.version}" for one in made)
    as_("clerk").post(reverse("accept_task_requests"), sent(rows=rows, answer="已核实"))
    assert {one.state for one in Task.objects.filter(number__in=("K1", "K2"))} == {"closed"}


def test_of_several_requests_none_is_accepted_where_one_is_decided(as_, cast):
    first, second = closing_of(cast, "K1"), closing_of(cast, "K2")
    rows = f"{first.pk}-{first.version},{second.pk}-{second.version + 1}"
    page = as_("clerk").post(reverse("accept_task_requests"), sent(rows=rows, answer="")).text
    assert "已被他人修改" in page
    assert {one.state for one in Task.objects.filter(number__in=("K1", "K2"))} == {"closing"}


def test_nobody_accepts_their_own_among_several(as_, cast):
    own = closing_of(cast, "K1", by=cast.clerk)
    address = f"{reverse('accept_task_requests')}?row={own.pk}"
    assert as_("clerk").get(address).status_code == 404


def closing_of(cast, number, by=None):
    one = task(cast.alpha, number, cast.bureau_unit, state="in_progress")
    return task_request(one, by or cast.bureau, "closing")


def test_several_tasks_get_another_person_and_deadline(as_, cast):
    tasks = [task(cast.alpha, number, cast.bureau_unit, state="in_progress") for number in "XY"]
    rows = ",".join(f"{one.pk}-{one.version}" for one in tasks)
    address = reverse("change_tasks")
    given = {"rows": rows, "person": "王五", "deadline": "2024-12-31"}
    assert "须写明理由" in as_("clerk").post(address, sent(**given)).text
    assert as_("clerk").post(address, sent(reason="统一部署", **given)).status_code == 302
    for one in Task.objects.filter(number__in="XY"):
        assert (one.person, str(one.deadline)) == ("王五", "2024-12-31")
        assert one.events.get(kind="date_set").reason == "统一部署"


def test_no_task_is_changed_where_one_allows_no_deadline(as_, cast):
    open_one = task(cast.alpha, "X", cast.bureau_unit, state="in_progress")
    closed = task(cast.alpha, "Y", cast.bureau_unit, state="closed", text="已办完的事")
    rows = f"{open_one.pk}-{open_one.version},{closed.pk}-{closed.version}"
    given = {"rows": rows, "deadline": "2024-12-31", "reason": "统一部署"}
    assert "已办完的事" in as_("clerk").post(reverse("change_tasks"), sent(**given)).text
    open_one.refresh_from_db()
    assert open_one.deadline != date(2024, 12, 31)


def test_requests_are_decided_one_after_the_other(as_, cast):
    first, second = closing_of(cast, "K1"), closing_of(cast, "K2")
    addresses = [
        reverse("accept_task_request", args=[one.task_id, one.pk]) + "?queue=1"
        for one in (first, second)
    ]
    assert addresses[0] in as_("clerk").get(reverse("task_requests")).text
    page = as_("clerk").get(addresses[0]).text
    assert addresses[1] in page and "下一件" in page
    given = sent(version=first.version, answer="")
    assert as_("clerk").post(addresses[0], given).url == addresses[1]
    refuse = addresses[1].replace("accept", "refuse")
    given = sent(version=second.version, answer="请补充")
    assert as_("clerk").post(refuse, given).url == reverse("task_requests")
    states = dict(Task.objects.filter(number__in=("K1", "K2")).values_list("number", "state"))
    assert states == {"K1": "closed", "K2": "in_progress"}


def test_a_request_is_decided_in_my_work(as_, cast):
    one = closing_of(cast, "K1")
    page = as_("clerk").get(reverse("my_work")).text
    address = reverse("accept_task_request", args=[one.task_id, one.pk])
    assert f'action="{address}"' in page
    given = sent(version=one.version, answer="", **{"from": "my_work"})
    assert as_("clerk").post(address, given).url == reverse("my_work")


def test_what_no_county_unit_has_signed_for_is_one_click_away(as_, cast):
    task(cast.alpha, "K1", cast.bureau_unit, state="assigned", text="待签收的事")
    task(cast.alpha, "K2", cast.helper_unit, state="assigned", text="商请的事")
    page = as_("clerk").get(reverse("tasks")).text
    address = page.split("state=assigned")[0].rsplit('"', 1)[1] + "state=assigned"
    address += page.split("state=assigned")[1].split('"')[0].replace("&amp;", "&")
    shown = as_("clerk").get(address).text
    assert "待签收的事" in shown and "商请的事" not in shown and "2024-07-08" in shown


def test_the_list_of_a_helper_looks_like_all_lists(as_, cast):
    page = as_("helper").get(reverse("tasks"))
    assert page.context["table"].attrs["class"] == "table table-sm table-hover card-table"


def test_accepted_together_are_listed_with_what_became_of_their_tasks(as_, cast):
    moved = task(cast.alpha, "M1", cast.bureau_unit, text="修桥", deadline=cast.day)
    disputed = [task(cast.alpha, f"M{n}", cast.bureau_unit, text=f"异议{n}") for n in (2, 3)]
    later = cast.day.replace(month=12)
    made = [task_request(moved, cast.bureau, "deadline", new_deadline=later)]
    made += [task_request(one, cast.bureau, "dispute") for one in disputed]
    rows = ",".join(f"{one.pk}-{one.version}" for one in made)
    answer = as_("approver").post(reverse("accept_task_requests"), sent(rows=rows), follow=True)
    assert "已通过申请的结果" in answer.text and str(later) in answer.text
    for one in disputed:
        assert reverse("edit_task", args=[one.pk]) in answer.text
    assert [row.task.number for row in answer.context["accepted"]] == ["M1", "M2", "M3"]
    assert "M1" not in as_("approver").get(reverse("accepted_requests"), {"row": "x"}).text


def test_the_page_shows_the_present_state_whatever_the_day_of_the_address(as_, cast):
    report_progress(
        task=cast.road_task,
        version=0,
        month=making.JUNE,
        unit=cast.bureau_unit,
        text="路基完成",
        by=cast.bureau,
        on=cast.day,
    )
    address, earlier = reverse("task", args=[cast.road_task.pk]), {"as_of": "2024-06-30"}
    shown, now = (as_("bureau").get(address, given) for given in (earlier, {}))
    assert "本页显示当前" in shown.text
    for name in ("state_then", "light", "light_reason", "known_deadline"):
        assert getattr(shown.context["object"], name) == getattr(now.context["object"], name)
    assert shown.context["object"].state_then == "in_progress"
