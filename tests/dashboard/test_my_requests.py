"""What waits for a person about tasks, on the page that opens after signing in."""

from django.urls import reverse

from programmes.models import Task
from tests.making import sent, task, task_request


def page(as_, who: str) -> str:
    return as_(who).get(reverse("my_work")).text


def test_a_closing_waits_for_the_whole_task_force_but_not_for_its_requester(as_, cast):
    task_request(cast.road_task, cast.clerk, "closing")
    assert "待我审定" in page(as_, "approver")
    assert "待我审定" not in page(as_, "clerk")
    assert "待我审定" not in page(as_, "bureau")


def test_another_deadline_waits_for_the_approver_alone(as_, cast):
    task_request(cast.road_task, cast.bureau, "deadline", new_deadline=cast.day.replace(month=12))
    assert "2024-07-31 → 2024-12-08" in page(as_, "approver")
    assert "待我审定" not in page(as_, "clerk")


def test_a_unit_signs_for_its_tasks_in_place(as_, cast):
    before = page(as_, "bureau")
    assert "待签收的任务" in before
    assert cast.help_task.text not in before.split("待签收的任务")[1].split("</section>")[0]
    address = reverse("sign_for_task", args=[cast.road_task.pk])
    answer = as_("bureau").post(address, sent(version=1, **{"from": "my_work"}))
    assert answer.url == reverse("my_work")
    assert Task.objects.get(pk=cast.road_task.pk).state == "signed"
    assert "待签收的任务" not in page(as_, "bureau")


def test_a_helper_reads_words_between_partners(as_, cast):
    shown = page(as_, "helper")
    assert "商请我单位的任务" in shown
    assert "待签收的任务" not in shown


def test_all_of_a_list_is_signed_for_at_once(as_, cast):
    more = task(cast.alpha, "L9", cast.bureau_unit)
    address = reverse("sign_for_list", args=[more.lists[0].pk])
    as_("bureau").post(address, sent(**{"from": "my_work"}), follow=True)
    states = Task.objects.filter(lead_unit=cast.bureau_unit).values_list("state", flat=True)
    assert set(states) == {"signed"}
