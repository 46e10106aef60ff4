"""What is deleted while another person posts about it: the page answers that it is gone."""

import pytest
from django.urls import reverse

from core.records import StaleRecord, lock_record
from programmes.models import Task, TaskList
from programmes.services import progress, task_lists, task_parts, task_recurrence, tasks
from tests.making import DAY, JUNE, sent, task
from tests.records import RECORDS


@pytest.fixture
def one(cast):
    return task(cast.alpha, "L1", cast.bureau_unit, text="修桥", state="in_progress")


@pytest.fixture
def spare(cast) -> TaskList:
    """A list without tasks."""
    return TaskList.objects.create(programme=cast.alpha, name="备用清单", year=2024, position=9)


@pytest.fixture
def deleted_first(monkeypatch):
    """``deleted_first(rows, module)``: the rows are deleted just before a service locks them."""

    def delete(rows, module):
        lock = module.lock_record

        def late(*args, **kwargs):
            rows.delete()
            return lock(*args, **kwargs)

        monkeypatch.setattr(module, "lock_record", late)

    return delete


def test_a_deleted_record_is_stale(cast, one):
    assert lock_record(Task.objects, one.pk) == one
    assert lock_record(Task.objects, one.pk, one.version) == one
    with pytest.raises(StaleRecord) as refused:
        lock_record(Task.objects, one.pk, one.version + 1)
    assert refused.value.current == one
    Task.objects.filter(pk=one.pk).delete()
    with pytest.raises(StaleRecord) as refused:
        lock_record(Task.objects, one.pk)
    assert refused.value.current is None


def test_a_task_deleted_meanwhile_is_stale(as_, cast, one, deleted_first):
    """Each page whose service locks the task."""
    report = f"{reverse('task_row', args=[one.pk, JUNE])}?unit={cast.bureau_unit.pk}"
    year = {"year": 2024, "kind": "monthly", "first_month": 1, "last_month": 12}
    cases = [
        (tasks, reverse("edit_task", args=[one.pk]), RECORDS["task"].values(cast)),
        (task_parts, reverse("add_task_support", args=[one.pk]), {"unit": cast.bureau2_unit.pk}),
        (task_recurrence, reverse("add_task_recurrence", args=[one.pk]), year),
        (progress, report, {"text": "进展"}),
    ]
    for module, address, values in cases:
        deleted_first(Task.objects.filter(pk=one.pk), module)
        answer = as_("clerk").post(address, sent(one.version, **values))
        assert (answer.status_code, address) == (409, address)
        assert Task.objects.filter(pk=one.pk).exists()


def test_a_list_deleted_meanwhile_is_stale(as_, spare, deleted_first):
    deleted_first(TaskList.objects.filter(pk=spare.pk), task_lists)
    adjusted = sent(spare.version, on=DAY, new_follow="on")
    for name, values in (("adjust_list", adjusted), ("carry_list_over", sent())):
        answer = as_("clerk").post(reverse(name, args=[spare.pk]), values)
        assert (answer.status_code, name) == (409, name)


def test_a_list_deleted_meanwhile_is_named_by_the_form_of_a_task(as_, cast, spare, monkeypatch):
    def late(lists):
        TaskList.objects.filter(pk=spare.pk).delete()
        return lock(lists)

    lock = tasks.lock_lists
    monkeypatch.setattr(tasks, "lock_lists", late)
    values = {**RECORDS["task"].values(cast), "lists": spare.pk}
    for address in (reverse("new_task"), reverse("edit_task", args=[cast.done_task.pk])):
        page = as_("clerk").post(address, sent(cast.done_task.version, **values))
        [words] = page.context["form"].errors["lists"]
        assert words == f"清单已被删除：{spare}。请选择其他清单。"
