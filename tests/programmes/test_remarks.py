"""Instructions of leaders and comments on a task."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.records import StaleRecord
from notifications.models import Notice
from programmes.models import Task, TaskRemark
from programmes.services.remarks import delete_remark, link_task
from tests.database import refused
from tests.making import comment, sent, support, task


def read_by(user) -> set[str]:
    return {one.text for one in TaskRemark.objects.visible_to(user)}


def instruct(of, by, **values) -> TaskRemark:
    return comment(of, by, kind="instruction", **{"leader": "县长", **values})


def test_a_comment_is_read_by_the_units_of_the_task_and_by_nobody_else(cast):
    comment(cast.help_task, cast.clerk)
    assert read_by(cast.helper) == read_by(cast.approver) == {"请加快"}
    for person in (cast.bureau, cast.helper2, cast.beta.clerk):
        assert read_by(person) == set()


def test_what_is_internal_is_read_by_task_force_and_leadership(cast):
    comment(cast.road_task, cast.clerk, is_internal=True)
    assert read_by(cast.approver) == read_by(cast.leader) == {"请加快"}
    assert read_by(cast.bureau) == read_by(cast.finance) == set()


def test_finance_reads_what_is_said_to_units_and_no_instruction_about_a_helper(as_, cast):
    comment(cast.road_task, cast.clerk, text="请报送")
    comment(cast.road_task, cast.clerk, text="内部意见", is_internal=True)
    instruct(cast.road_task, cast.leader, text="月底前办结")
    instruct(cast.help_task, cast.leader, text="商请加快")
    assert read_by(cast.finance) == {"请报送", "月底前办结"}
    page = as_("finance").get(reverse("task", args=[cast.road_task.pk])).text
    assert "请报送" in page and "内部意见" not in page


def test_finance_reads_nothing_internal_of_a_task_of_its_own_unit(cast):
    lead = cast.finance.unit
    own = task(cast.alpha, "C", lead)
    comment(own, cast.clerk, text="内部意见", is_internal=True)
    assert read_by(cast.finance) == set()


def test_no_helper_reads_an_instruction(cast):
    instruct(cast.road_task, cast.leader)
    instruct(cast.help_task, cast.leader, text="商请加快")
    assert read_by(cast.helper) == set()
    assert read_by(cast.leader) == {"请加快", "商请加快"}
    support(cast.help_task, cast.bureau_unit)
    assert read_by(cast.bureau) == {"请加快"}  # of its own task, not of the helper's


def test_an_instruction_names_its_leader_and_a_comment_none(cast):
    with pytest.raises(ValidationError):
        instruct(cast.road_task, cast.clerk, leader=" ")
    with pytest.raises(ValidationError):
        comment(cast.road_task, cast.clerk, leader="县长")
    given = {"programme": cast.alpha, "task": cast.road_task, "text": "加快", "on": cast.day}
    refused(TaskRemark.objects.create, kind="instruction", **given)
    refused(TaskRemark.objects.create, kind="comment", leader="县长", **given)


def test_the_readers_are_notified_the_author_is_not(cast):
    comment(cast.road_task, cast.bureau)
    notified = {one.recipient for one in Notice.objects.all()}
    assert cast.clerk in notified and cast.bureau not in notified
    Notice.objects.all().delete()
    comment(cast.road_task, cast.clerk)
    assert {one.recipient for one in Notice.objects.all()} == {cast.bureau}


def test_a_helper_is_not_notified_of_an_instruction(cast):
    instruct(cast.help_task, cast.leader)
    assert {one.recipient for one in Notice.objects.all()} == {cast.clerk}


def test_the_author_takes_a_remark_back_while_nothing_follows_from_it(cast):
    made = instruct(cast.road_task, cast.clerk)
    with pytest.raises(ValidationError, match="只有"):
        delete_remark(made, version=1, by=cast.approver)
    delete_remark(made, version=1, by=cast.clerk)
    with pytest.raises(StaleRecord):
        delete_remark(made, version=1, by=cast.clerk)


def test_an_instruction_becomes_a_task(as_, cast):
    made = instruct(cast.road_task, cast.leader)
    address = f"{reverse('new_task')}?remark={made.pk}"
    form = as_("clerk").get(address)
    assert "县长2024-07-08批示：请加快" in form.text
    preset = form.context["form"].initial
    assert (preset["lists"], preset["lead_unit"]) == ([cast.road_list], cast.bureau_unit.pk)
    given = {
        "lists": cast.road_list.pk,
        "text": "请加快",
        "lead_unit": cast.bureau_unit.pk,
        "number": "",
    }
    assert as_("clerk").post(address, sent(**given)).status_code == 302
    made.refresh_from_db()
    assert made.led_to_task == Task.objects.latest("pk")
    assert as_("clerk").get(address).status_code == 404
    page = as_("clerk").get(reverse("task", args=[made.led_to_task_id])).text
    origin = f'{reverse("task", args=[cast.road_task.pk])}#remarks">县长 2024-07-08</a>'
    assert f'来自批示：<a href="{origin}' in page
    with pytest.raises(ValidationError, match="已据此"):
        delete_remark(made, version=made.version, by=cast.leader)


def test_a_deadline_follows_from_an_instruction(as_, cast):
    made = instruct(cast.road_task, cast.leader)
    address = f"{reverse('set_task_deadline', args=[cast.road_task.pk])}?remark={made.pk}"
    assert "县长2024-07-08批示：请加快" in as_("clerk").get(address).text
    given = {"deadline": "2024-12-31", "reason": "按批示", "version": cast.road_task.version}
    assert as_("clerk").post(address, sent(**given)).status_code == 302
    made.refresh_from_db()
    assert str(made.led_to_event.deadline_after) == "2024-12-31"
    page = as_("leader").get(reverse("task", args=[cast.road_task.pk])).text
    assert "据此定的时限" in page


def test_a_leader_records_their_own_instruction(as_, cast):
    address = reverse("new_task_remark", args=[cast.road_task.pk, "instruction"])
    assert str(cast.leader) in as_("leader").get(address).text
    given = {"leader": "县长", "on": "2024-07-08", "text": "月底前办结", "is_internal": "no"}
    assert as_("leader").post(address, sent(**given)).status_code == 302
    assert as_("bureau").get(address).status_code == 403
    page = as_("bureau").get(reverse("task", args=[cast.road_task.pk])).text
    assert "月底前办结" in page and "记录批示" not in page


def test_an_instruction_of_a_day_to_come_is_refused(as_, cast):
    address = reverse("new_task_remark", args=[cast.road_task.pk, "instruction"])
    ahead = cast.alpha.today() + timedelta(days=1)
    given = {"leader": "县长", "on": ahead, "text": "月底前办结", "is_internal": "no"}
    assert "这一天还没有到" in as_("leader").post(address, sent(**given)).text
    assert not TaskRemark.objects.exists()


def test_a_unit_comments_without_a_choice_of_readers(as_, cast):
    address = reverse("new_task_remark", args=[cast.road_task.pk, "comment"])
    assert "is_internal" not in as_("bureau").get(address).text
    assert as_("bureau").post(address, sent(text="已联系")).status_code == 302
    made = TaskRemark.objects.get()
    assert (made.unit, made.is_internal) == (cast.bureau_unit, False)


def test_where_a_task_comes_from_is_shown_to_readers_of_the_instruction_alone(as_, cast):
    made = instruct(cast.road_task, cast.leader, is_internal=True)
    link_task(made, cast.help_task)
    address = reverse("task", args=[cast.help_task.pk])
    assert "来自批示" in as_("clerk").get(address).text
    assert "来自批示" not in as_("helper").get(address).text


def test_the_form_of_an_instruction_says_who_reads_one_about_a_helper(as_, cast):
    address = reverse("new_task_remark", args=[cast.help_task.pk, "instruction"])
    assert "其批示只有专班和领导可见。" in as_("clerk").get(address).text


def test_the_words_of_an_internal_instruction_are_offered_to_no_unit(as_, cast):
    inside = instruct(cast.road_task, cast.leader, text="内部批示", is_internal=True)
    of_helper = instruct(cast.help_task, cast.leader, text="商请加快")
    for made, of in ((inside, cast.road_task), (of_helper, cast.help_task)):
        deadline = f"{reverse('set_task_deadline', args=[of.pk])}?remark={made.pk}"
        form = as_("clerk").get(deadline).context["form"]
        assert form["reason"].value() == ""
        form = as_("clerk").get(f"{reverse('new_task')}?remark={made.pk}").context["form"]
        assert form["text"].value() == ""
