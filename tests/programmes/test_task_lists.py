"""The lists that tasks are in: one task in several lists, and what counts once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from core.audit.models import Action
from core.records import StaleRecord, edit_record
from notifications.models import Notice
from programmes.choices import TaskState
from programmes.figures.list_deletion import deletion_of
from programmes.figures.task_lists import groups_by_year, steps_of, tasks_to_carry
from programmes.figures.tasks import counts_by_list, task_counts, tasks_by_list
from programmes.models import AuditEntry, Task, TaskGroup, TaskList, TaskListVersion, TaskPlace
from programmes.services.task_events import assign_tasks
from programmes.services.task_lists import adjust_list, carry_over, delete_list
from programmes.services.tasks import create_task, delete_task, edit_task
from tests import making
from tests.making import DAY

QUERIES_OF_DELETION = 13
BEFORE = DAY - timedelta(days=30)


@pytest.fixture
def county(db):
    return making.programme("shi", "试点县")


def entry(county, name, year=2024) -> TaskList:
    return TaskList.objects.create(
        programme=county, name=name, year=year, position=TaskList.objects.count()
    )


def task(county, *lists, **values) -> Task:
    number = f"R{Task.objects.count()}"
    return making.task(county, number, county.task_force, lists=lists, **values)


def version(of, on, number=1) -> TaskListVersion:
    return TaskListVersion.objects.create(
        programme=of.programme, list=of, number=number, on=on, document_number="马委办〔2024〕9号"
    )


def test_a_task_in_two_lists_counts_in_both_rows_and_once_in_the_sum(county):
    six, points = entry(county, "六张清单"), entry(county, "工作要点")
    both, one = task(county, six, points), task(county, six)
    rows = counts_by_list(Task.objects.all(), DAY)
    assert [(row.list, row.counts.total) for row in rows] == [(six, 2), (points, 1)]
    assert task_counts(Task.objects.all(), DAY).total == 2
    assert set(Task.objects.in_list(six, DAY)) == {both, one}
    assert tasks_by_list([both, one], DAY) == {six: [both, one], points: [both]}


def test_the_names_of_all_its_lists_are_shown_in_the_order_of_the_catalogue(county):
    six, points = entry(county, "六张清单"), entry(county, "工作要点")
    task(county, points, six)
    task(county)
    task(county, six, entry(county, "六张清单", 2025))
    rows = Task.objects.with_lists(DAY).order_by("pk")
    assert [row.list_names for row in rows] == [
        "六张清单、工作要点",
        "",
        "六张清单、六张清单（2025）",
    ]
    later = Task.objects.with_lists(date(2025, 1, 5)).order_by("pk")
    assert later.last().list_names == "六张清单（2024）、六张清单"


def test_a_list_of_another_year_is_named_with_it_in_figures_and_filters(county, clerk):
    six, later = entry(county, "六张清单"), entry(county, "六张清单", 2025)
    task(county, six, later)
    names = ["六张清单", "六张清单（2025）"]
    assert [row.name for row in counts_by_list(Task.objects.all(), DAY)] == names
    page = making.signed_in(clerk).get(reverse("tasks"))
    choices = dict(page.context["filter"].form.fields["list"].choices)
    assert {choices[six.pk], choices[later.pk]} == {*names}


def test_what_went_out_was_in_the_list_on_the_days_before(county):
    six = entry(county, "六张清单")
    gone = task(county, six)
    gone.places.update(version_out=version(six, DAY))
    assert list(Task.objects.in_list(six, BEFORE)) == [gone]
    assert not Task.objects.in_list(six, DAY).exists()
    assert gone.lists == []
    assert task_counts(Task.objects.all(), DAY).total == 1


def test_a_task_is_in_a_list_once(county):
    six = entry(county, "六张清单")
    one = task(county, six)
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskPlace.objects.create(programme=county, task=one, list=six)
    one.places.update(version_out=version(six, DAY))
    TaskPlace.objects.create(programme=county, task=one, list=six)
    assert one.lists == [six]


def test_an_adjustment_of_another_list_is_refused(county):
    one = task(county, entry(county, "六张清单"))
    other = version(entry(county, "工作要点"), DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.places.update(version_out=other)
        making.settle()


def test_a_correction_of_the_lists_holds_for_all_days(county):
    six, points = entry(county, "六张清单"), entry(county, "工作要点")
    by = making.person(county, "clerk", "clerk", county.task_force)
    given = {"programme": county, "text": "修路", "lead_unit": county.task_force, "by": by}
    made = create_task(lists=[six], **given)
    edit_task(made, version=made.version, supporting_units=[], lists=[points, six], by=by)
    assert made.lists == [six, points]
    edit_task(made, version=made.version, supporting_units=[], lists=[points], by=by)
    assert made.lists == [points]
    assert {place.known_on for place in TaskPlace.objects.all()} == {made.known_on}


def test_a_task_that_nothing_refers_to_is_deleted_with_its_places(county):
    made = task(county, entry(county, "六张清单"), entry(county, "工作要点"))
    delete_task(made, version=made.version, reason="重复")
    assert not Task.objects.exists()
    assert not TaskPlace.objects.exists()


class Totals(TestCase):
    """The places of tasks, drawn at random."""

    @settings(max_examples=25, deadline=None)
    @given(some.lists(some.sets(some.integers(0, 3)), max_size=8))
    def test_the_sum_never_depends_on_the_number_of_places(self, places):
        county = making.programme("shi", "试点县")
        lists = [entry(county, f"清单{number}") for number in range(4)]
        for held in places:
            task(county, *(lists[number] for number in held), deadline=date(2024, 7, 1))
        counts = task_counts(Task.objects.all(), DAY)
        assert (counts.total, counts.planned, counts.due) == (len(places),) * 3
        rows = {row.list: row.counts.total for row in counts_by_list(Task.objects.all(), DAY)}
        assert sum(rows.values()) == sum(map(len, places))


# Drafts


@pytest.fixture
def clerk(county):
    return making.person(county, "clerk", "clerk", county.task_force)


def draft(county, by, *lists, lead=None, text="修路"):
    given = {"programme": county, "lead_unit": lead or county.task_force, "by": by}
    return create_task(lists=lists, text=text, **given)


def test_what_is_created_is_a_draft_that_counts_nowhere(county, clerk):
    made = draft(county, clerk, entry(county, "六张清单"))
    assert made.state == TaskState.DRAFT
    assert task_counts(Task.objects.all(), DAY).total == 0


def test_several_drafts_are_assigned_with_one_notice_for_each_lead_unit(county, clerk):
    six = entry(county, "六张清单")
    bureau, helper = (
        making.member(county, name, tier) for name, tier in (("甲局", "member"), ("乙委", "5"))
    )
    people = [
        making.person(county, "a", "unit_reporter", bureau),
        making.person(county, "b", "helper_reporter", helper),
    ]
    tasks = [draft(county, clerk, six, lead=lead) for lead in (bureau, bureau, helper, helper)]
    assign_tasks({one.pk: one.version for one in tasks}, by=clerk, on=DAY)
    assert {one.state for one in Task.objects.all()} == {TaskState.ASSIGNED}
    texts = [Notice.objects.get(recipient=one).text for one in people]
    assert texts == ["交办：共2项任务，首项为“修路”", "商请：共2项任务，首项为“修路”"]


def test_all_are_assigned_or_none(county, clerk):
    six = entry(county, "六张清单")
    new, old = draft(county, clerk, six), task(county, six)
    with pytest.raises(ValidationError):
        assign_tasks({new.pk: new.version, old.pk: old.version}, by=clerk, on=DAY)
    assert Task.objects.get(pk=new.pk).state == TaskState.DRAFT


# Adjustments


def test_an_adjustment_takes_tasks_out_and_in_and_names_its_document(county, clerk):
    six, points = entry(county, "六张清单"), entry(county, "工作要点")
    gone, kept, came = task(county, six), task(county, six), task(county, points)
    edit_record(kept, version=1, text="修两条路")
    made = adjust_list(
        six, version=1, by=clerk, on=DAY, out=[gone], added=[came], document_number="9号"
    )
    assert (made.number, made.document_number) == (1, "9号")
    assert set(Task.objects.in_list(six, DAY)) == {kept, came}
    assert set(Task.objects.in_list(six, BEFORE)) == {gone, kept}
    assert set(came.lists) == {six, points}
    issued, first = steps_of(six)
    assert (issued.came, first.came, first.went) == ([gone, kept], [came], [gone])
    new = draft(county, clerk, six)
    assert [(one.task, one.after) for one in first.changed] == [(kept, "修两条路")]
    assert new in Task.objects.in_list(six, county.today())


def test_a_new_task_comes_in_by_the_adjustment(county, clerk):
    six = entry(county, "六张清单")
    first = adjust_list(six, version=1, by=clerk, on=DAY, note="新增", new_follow=True)
    given = {"programme": county, "text": "修桥", "lead_unit": county.task_force, "by": clerk}
    made = create_task(lists=[six], adjustment=first, **given)
    assert steps_of(six)[1].came == [made]


def test_adjustments_follow_each_other(county, clerk):
    six = entry(county, "六张清单")
    given = {"by": clerk, "new_follow": True}
    adjust_list(six, version=1, on=DAY, **given)
    for on in (BEFORE, county.today() + timedelta(days=1)):
        with pytest.raises(ValidationError):
            adjust_list(six, version=2, on=on, **given)
    with pytest.raises(StaleRecord):
        adjust_list(six, version=1, on=DAY, **given)
    assert adjust_list(six, version=2, on=DAY, **given).number == 2


def test_an_adjustment_by_which_nothing_changes_is_refused(county, clerk):
    six = entry(county, "六张清单")
    one = task(county, six)
    given = {"by": clerk, "on": DAY, "document_number": "9号"}
    with pytest.raises(ValidationError, match="没有任务调入、调出或变更"):
        adjust_list(six, version=1, **given)
    edit_record(one, version=1, text="修两条路")
    adjust_list(six, version=1, **given)
    with pytest.raises(ValidationError, match="没有任务调入、调出或变更"):
        adjust_list(six, version=2, **given)
    client = making.signed_in(clerk)
    address, values = reverse("adjust_list", args=[six.pk]), {"on": DAY, "note": "新增"}
    assert (
        "没有任务调入、调出或变更"
        in client.post(address, making.sent(version=2, **values)).content.decode()
    )
    answer = client.post(address, making.sent(version=2, new_follow="on", **values))
    made = TaskListVersion.objects.get(number=2)
    assert answer.url == f"{reverse('new_task')}?adjustment={made.pk}"


# The next year


def test_open_tasks_go_on_in_the_next_year_as_the_same_tasks(county, clerk):
    six = entry(county, "六张清单")
    going = task(county, six, deadline=date(2024, 12, 31))
    closed = task(county, six, state="closed")
    for state in ("cancelled", "draft"):
        task(county, six, state=state)
    later = carry_over(six, by=clerk)
    assert (later.name, later.year) == ("六张清单", 2025)
    assert going.lists == [six, later]
    assert going.deadline == date(2024, 12, 31)
    assert closed.lists == [six]
    assert Task.objects.count() == later.places.count() + 3


def test_closed_ones_are_copied_once_as_drafts_without_a_deadline(county, clerk):
    six = entry(county, "六张清单")
    task(county, six)
    task(county, six, state="closed", deadline=DAY, text="办培训")
    for _time in range(2):
        later = carry_over(six, by=clerk, copies_closed=True)
    copy = Task.objects.get(text="办培训", state="draft")
    assert (copy.deadline, copy.lists, copy.number) == (None, [later], "RW2025-001")
    assert TaskPlace.objects.filter(list=later).count() == 2
    assert tasks_to_carry(six) == ([], [])


# Deleting a list


def carried(county, clerk) -> TaskList:
    """A list with a copy of a closed task, and an open task of the year before."""
    six = entry(county, "六张清单")
    task(county, six, text="修桥")
    task(county, six, state="closed", text="办培训")
    return carry_over(six, by=clerk, copies_closed=True)


def delete(client, of: TaskList, drafts: int):
    values = making.sent(version=of.version, drafts=drafts, reason="结转有误")
    return client.post(reverse("delete_task_list", args=[of.pk]), values)


def test_a_carried_list_is_deleted_with_its_drafts_and_the_page_names_their_number(county, clerk):
    later, client = carried(county, clerk), making.signed_in(clerk)
    page = client.get(reverse("delete_task_list", args=[later.pk])).content.decode()
    assert "另有1项草稿一并删除" in page
    assert "1项任务保留在其他清单中" in page
    assert delete(client, later, 1).status_code == 302
    assert not TaskList.objects.filter(pk=later.pk).exists()
    assert not Task.objects.filter(state=TaskState.DRAFT).exists()
    assert [place.name for place in Task.objects.get(text="修桥").lists] == ["六张清单"]
    entries = AuditEntry.objects.filter(action=Action.DELETE, reason="结转有误")
    tables = {model._meta.db_table for model in (Task, TaskList, TaskPlace)}
    assert tables <= set(entries.values_list("table_name", flat=True))


def test_another_number_of_drafts_than_confirmed_deletes_nothing(county, clerk):
    later = carried(county, clerk)
    draft(county, clerk, later, text="修渠")
    page = delete(making.signed_in(clerk), later, 1)
    assert "该清单现有2项草稿" in page.content.decode()
    assert later.places.count() == 3


def test_a_list_with_an_assigned_or_used_task_is_not_deleted(county, clerk):
    later, client = carried(county, clerk), making.signed_in(clerk)
    copy = Task.objects.get(state=TaskState.DRAFT)
    making.comment(copy, clerk)
    page = client.get(reverse("delete_task_list", args=[later.pk]), follow=True).content.decode()
    assert f"{copy.number}等1项任务已交办或已被引用" in page
    copy.remarks.all().delete()
    assign_tasks({copy.pk: copy.version}, by=clerk, on=DAY)
    assert "已交办或已被引用" in delete(client, later, 1).content.decode()
    assert later.places.count() == 2


def test_a_draft_of_two_lists_stays_in_the_other(county, clerk):
    six, points = entry(county, "六张清单"), entry(county, "工作要点")
    both = draft(county, clerk, six, points)
    delete_list(points, version=points.version, drafts=0, reason="重复")
    assert both.lists == [six]


def test_an_adjusted_list_is_not_deleted(county, clerk):
    six = entry(county, "六张清单")
    adjust_list(six, version=1, by=clerk, on=DAY, new_follow=True)
    with pytest.raises(ValidationError, match="清单调整"):
        delete_list(six, version=2, drafts=0, reason="重复")


@pytest.mark.parametrize("number", [1, 20])
def test_the_page_of_deletion_takes_the_same_queries_for_any_number_of_drafts(
    county, clerk, number, django_assert_num_queries
):
    six = entry(county, "六张清单")
    for _one in range(number):
        draft(county, clerk, six)
    with django_assert_num_queries(QUERIES_OF_DELETION):
        assert len(deletion_of(six).deleted) == number


# Key task groups


def test_a_group_has_one_of_nine_slots_of_a_year(county):
    group = TaskGroup.objects.create(programme=county, year=2024, position=9, name="六张清单")
    six = entry(county, "六张清单之一")
    TaskList.objects.filter(pk=six.pk).update(group=group)
    slots = groups_by_year(TaskGroup.objects.all(), TaskList.objects.all())[2024]
    assert [slot.group for slot in slots] == [None] * 8 + [group]
    assert slots[8].lists == [six]
    for position in (0, 10, 9):
        with pytest.raises(IntegrityError), transaction.atomic():
            TaskGroup.objects.create(programme=county, year=2024, position=position, name="多")
