"""Supporting units, milestones and occurrences on the page of a task."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.models import TaskSupport
from programmes.services.task_parts import add_milestone
from programmes.services.task_recurrence import add_recurrence
from tests import making
from tests.making import sent


def page(client, task) -> str:
    return client.get(reverse("task", args=[task.pk])).text


@pytest.fixture
def support(cast) -> TaskSupport:
    return cast.road_task.supports.get()


def at(support: TaskSupport, name: str) -> str:
    return reverse(name, args=[support.task_id, support.pk])


def test_the_task_force_adds_edits_and_removes_a_supporting_unit(as_, cast, support):
    client, address = as_("clerk"), reverse("add_task_support", args=[cast.road_task.pk])
    given = {"unit": cast.township_unit.pk, "duty": "协调用地", "due_on": "2024-07-20"}
    assert client.post(address, sent(**given)).status_code == 302
    shown = page(as_("bureau"), cast.road_task)
    assert "协调用地" in shown and "2024-07-20" in shown
    values = {"unit": support.unit_id, "duty": "提供图纸"}
    assert client.post(at(support, "edit_task_support"), sent(**values)).status_code == 302
    assert "提供图纸" in page(as_("bureau2"), cast.road_task)
    assert client.post(at(support, "remove_task_support"), sent(version=2)).status_code == 302
    assert "提供图纸" not in page(as_("bureau"), cast.road_task).split("变更记录")[0]


def test_two_people_who_edit_one_part_see_both_versions(as_, support):
    edit = at(support, "edit_task_support")
    first = {"unit": support.unit_id, "duty": "提供图纸"}
    assert as_("clerk").post(edit, sent(**first)).status_code == 302
    answer = as_("approver").post(edit, sent(**{**first, "duty": "现场勘察", "base": ""}))
    assert answer.status_code in (400, 409)
    assert TaskSupport.objects.get().duty == "提供图纸"


def test_the_lead_unit_is_refused_in_a_sentence(as_, cast):
    address = reverse("add_task_support", args=[cast.road_task.pk])
    answer = as_("clerk").post(address, sent(unit=cast.bureau_unit.pk))
    assert "牵头单位不能同时是本任务的配合单位" in answer.text


def test_a_helper_that_supports_reads_the_words_of_partners(as_, cast):
    values = {"programme": cast.alpha, "unit": cast.helper_unit, "due_on": date(2024, 7, 1)}
    TaskSupport.objects.create(task=cast.road_task, duty="提供专家", **values)
    shown = page(as_("helper"), cast.road_task)
    assert "提供专家" in shown and "商请反馈时限" in shown and "2024-07-01" in shown
    assert "逾期" not in shown
    assert reverse("add_task_support", args=[cast.road_task.pk]) not in shown


def test_the_history_of_the_task_shows_its_supports(as_, support):
    client, values = as_("clerk"), sent(unit=support.unit_id, duty="提供图纸")
    client.post(at(support, "edit_task_support"), values)
    response = client.get(reverse("task", args=[support.task_id]))
    [entry, *_earlier] = response.context["history"]["entries"]
    assert "水利局" in entry.title
    assert [str(change) for change in entry.changes] == ["配合事项 提供图纸"]


def test_the_lead_unit_marks_a_milestone_that_the_task_force_wrote(as_, cast):
    task, address = cast.road_task, reverse("add_task_milestone", args=[cast.road_task.pk])
    milestone = sent(name="路基完成", due_on="2024-07-01")
    assert as_("bureau").post(address, milestone).status_code == 403
    assert as_("clerk").post(address, milestone).status_code == 302
    done = reverse("finish_task_milestone", args=[task.pk, task.milestones.get().pk])
    shown = page(as_("bureau"), task)
    assert "路基完成" in shown and "逾期" in shown and done in shown
    assert done not in page(as_("bureau2"), task)
    values = sent(done_on="2024-07-05", note="已验收")
    assert as_("bureau").post(done, values).status_code == 302
    assert "已验收" in page(as_("bureau"), task) and "逾期" not in page(as_("bureau"), task)


def test_occurrences_are_closed_one_by_one_on_the_page(as_, cast):
    task, address = cast.road_task, reverse("add_task_recurrence", args=[cast.road_task.pk])
    values = {"year": 2024, "kind": "quarterly", "first_month": 1, "last_month": 12}
    assert as_("clerk").post(address, sent(**values)).status_code == 302
    first, second = task.occurrences.all()[:2]
    shown = page(as_("bureau"), task)
    assert "2024-01-01 – 2024-03-31" in shown and "每季度" in shown
    close = reverse("close_task_occurrence", args=[task.pk, first.pk])
    given = sent(done_on="2024-04-01", result="已开调度会")
    assert as_("bureau").post(close, given).status_code == 302
    excuse = reverse("excuse_task_occurrence", args=[task.pk, second.pk])
    assert as_("bureau").post(excuse, sent(missed_reason="汛期停办")).status_code == 302
    shown = page(as_("bureau"), task)
    assert "已开调度会" in shown and "未办：汛期停办" in shown
    again = reverse("reopen_task_occurrence", args=[task.pk, second.pk])
    assert as_("bureau").post(again, sent(version=2)).status_code == 302
    assert "汛期停办" not in page(as_("bureau"), task)


@pytest.mark.parametrize(("who", "reads"), [("helper", True), ("clerk", True), ("bureau", False)])
def test_the_parts_of_a_helpers_task_disclose_no_lateness(as_, cast, who, reads):
    making.support(cast.help_task, cast.bureau_unit, due_on=date(2024, 7, 9))
    given = {"task": cast.help_task, "by": cast.clerk}
    add_milestone(on=cast.day, name="首期开班", due_on=date(2024, 5, 15), **given)
    months = {"first_month": 4, "last_month": 5, "times_a_year": None}
    add_recurrence(year=2024, kind="monthly", **months, **given)
    shown = page(as_(who), cast.help_task)
    assert "首期开班" in shown and "2024-04-01" in shown
    assert ["2024-05-15" in shown, "逾期" in shown] == [reads, False]
