"""What a person reads after an act on a task, and beside what waits for a decision."""

from django.urls import reverse

from programmes.models import Task
from programmes.services.task_requests import refuse_request
from tests.making import JUNE, progress, sent, support, task, task_request
from tests.pages.crawl import Page


def words_of(client, address: str) -> str:
    return " ".join(Page(client.get(address).text).text.split())


def page(client, one) -> str:
    return words_of(client, reverse("task", args=[one.pk]))


def sent_back(cast, one, by, **values) -> Task:
    asked = task_request(one, by, "closing", **values)
    given = {"by": cast.approver, "on": cast.day, "answer": "请补验收单"}
    refuse_request(asked, version=1, **given)
    return Task.objects.get(pk=one.pk)


def test_the_page_of_a_unit_of_helpers_shows_phases(as_, cast):
    address = reverse("unit", args=[cast.helper_unit.pk])
    Task.objects.filter(pk=cast.help_task.pk).update(state="assigned")
    shown = {who: words_of(as_(who), address) for who in ("helper", "clerk")}
    assert ["计划" in shown["helper"], "待签收" in shown["helper"]] == [True, False]
    assert "待签收" in shown["clerk"]


def test_a_helper_confirms_the_receipt_and_signs_for_nothing(as_, cast):
    client, texts = as_("helper"), []
    for number in ("K1", "K2"):
        one = task(cast.alpha, number, cast.helper_unit, state="assigned")
        one_list = reverse("sign_for_list", args=[one.lists[0].pk])
        address = one_list if number == "K2" else reverse("sign_for_task", args=[one.pk])
        given = sent() if number == "K2" else sent(version=1)
        texts.append(client.post(address, given, follow=True).text + page(client, one))
    assert ["已确认收到。" in text for text in texts] == [True, True]
    assert ["签收" in text for text in texts] == [False, False]


def test_a_helper_reads_its_first_feedback_and_not_what_others_owe(as_, cast):
    support(cast.help_task, cast.bureau_unit)
    shown = page(as_("helper"), cast.help_task)
    assert f"{cast.helper_unit}：待反馈" in shown and f"{cast.bureau_unit}：" not in shown
    address = reverse("task_progress", args=[cast.help_task.pk, JUNE])
    given = sent(text="已派出", done_quantity="3", version=0)
    assert as_("helper").post(address, given).status_code == 302
    assert "首次反馈" in page(as_("helper"), cast.help_task)


def test_a_helper_waits_for_an_answer(as_, cast):
    task_request(cast.help_task, cast.helper, "closing", done_quantity=3)
    task_request(cast.road_task, cast.bureau, "closing")
    assert "等待县专班答复。" in page(as_("helper"), cast.help_task)
    assert "待专班审定，申请人本人不参与审定。" in page(as_("bureau"), cast.road_task)


def test_a_closing_that_was_sent_back_stands_at_the_top_until_it_is_answered(as_, cast):
    one = sent_back(cast, cast.road_task, cast.bureau)
    helped = sent_back(cast, cast.help_task, cast.helper, done_quantity=3)
    for who, of, words in (("bureau", one, "退回"), ("helper", helped, "商请补充")):
        shown = page(as_(who), of)
        assert shown.index(f"{words}：2024-07-08") < shown.index("请补验收单")
        assert shown.count("请补验收单") == 2  # at the top and in the course of the task
    progress(one, JUNE, on=cast.day)
    assert "退回：2024-07-08" not in page(as_("bureau"), one)


def test_what_was_sent_back_is_read_by_lead_unit_task_force_and_leadership_alone(as_, cast):
    support(cast.road_task, cast.helper_unit)
    support(cast.help_task, cast.bureau_unit)
    one = sent_back(cast, cast.road_task, cast.bureau)
    helped = sent_back(cast, cast.help_task, cast.helper, done_quantity=3)
    later = task_request(one, cast.bureau, "suspension")
    refuse_request(later, version=1, by=cast.approver, on=cast.day, answer="不宜暂缓")
    for who, of in (("helper", one), ("bureau2", one), ("finance", one), ("bureau", helped)):
        shown, reads_light = page(as_(who), of), who in ("bureau2", "finance")
        hidden = ["商请补充", "请补验收单", "不宜暂缓", "退回：" if reads_light else "退回"]
        assert [word for word in hidden if word in shown] == [], who
    for who, of in (("bureau", one), ("leader", one), ("clerk", one), ("helper", helped)):
        assert "请补验收单" in page(as_(who), of), who


def test_a_request_that_waits_is_not_offered_again(as_, cast):
    offered = reverse("request_of_task", args=[cast.road_task.pk, "suspension"])
    other = reverse("request_of_task", args=[cast.road_task.pk, "cancellation"])
    task_request(cast.road_task, cast.bureau, "suspension")
    text = as_("bureau").get(reverse("task", args=[cast.road_task.pk])).text
    assert [offered in text, other in text] == [False, True]


def test_whoever_accepts_a_dispute_is_led_to_the_draft(as_, cast):
    one = task(cast.alpha, "K1", cast.bureau_unit, state="assigned")
    asked = task_request(one, cast.bureau, "dispute", text="非我局职责")
    address = reverse("accept_task_request", args=[one.pk, asked.pk])
    given = sent(version=1, answer="", **{"from": "my_work"})
    answer = as_("approver").post(address, given, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("task", args=[one.pk])
    assert "已同意，任务退回草拟：请改定牵头单位后重新交办。" in answer.text


def test_a_closing_below_its_target_is_marked_where_it_is_decided(as_, cast):
    given = {"state": "in_progress", "target_quantity": 20, "quantity_unit": "处"}
    low, full = (task(cast.alpha, number, cast.bureau_unit, **given) for number in ("K1", "K2"))
    asked = task_request(low, cast.bureau, "closing", done_quantity=12)
    decision = reverse("accept_task_request", args=[low.pk, asked.pk])
    for address in (reverse("my_work"), decision):
        shown = words_of(as_("clerk"), address)
        assert "累计完成量 12 / 20 处 未达目标" in shown, address
    Task.objects.filter(pk=low.pk).update(state="closed")
    asked.delete()
    task_request(full, cast.bureau, "closing", done_quantity=20)
    shown = words_of(as_("clerk"), reverse("my_work"))
    assert "累计完成量 20 / 20 处" in shown and "未达目标" not in shown
