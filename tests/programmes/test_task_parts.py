"""The parts of a task: supporting units with what they have to do and their days, milestones."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from core.records import StaleRecord, delete_record
from programmes.models import Task, TaskMilestone, TaskSupport
from programmes.services.task_parts import (
    add_milestone,
    add_support,
    edit_milestone,
    edit_support,
)
from programmes.services.tasks import create_task, delete_task, edit_task
from tests import making

DAY = date(2024, 7, 15)


@pytest.fixture
def support(cast) -> TaskSupport:
    return cast.road_task.supports.get()


def changed(task: Task, units, **values) -> None:
    given = {"lists": task.lists, "by": None, **values}
    edit_task(task, version=task.version, supporting_units=units, **given)


def test_a_unit_that_stays_keeps_its_part_and_day(cast, support):
    edit_support(support, version=1, duty="提供图纸", due_on=DAY)
    changed(cast.road_task, [cast.bureau2_unit, cast.township_unit])
    kept, added = cast.road_task.supports.all()
    assert (kept.unit, kept.duty, kept.due_on) == (cast.bureau2_unit, "提供图纸", DAY)
    assert (added.unit, added.duty, added.due_on) == (cast.township_unit, "", None)
    assert added.programme == cast.alpha


def test_the_lead_unit_is_no_supporting_unit_of_its_own_task(cast, support):
    task, lead = cast.road_task, cast.bureau_unit
    for refused in (
        lambda: add_support(task=task, by=cast.clerk, unit=lead),
        lambda: edit_support(support, version=1, unit=lead),
        lambda: changed(task, [lead]),
        lambda: changed(task, [cast.bureau2_unit], lead_unit=cast.bureau2_unit),
        lambda: create_task(
            programme=cast.alpha, lists=task.lists, by=cast.clerk, text="新任务",
            lead_unit=lead, supporting_units=[lead],
        ),
    ):  # fmt: skip
        with pytest.raises(ValidationError, match="牵头单位不能同时是本任务的配合单位"):
            refused()


@pytest.mark.parametrize("side", ["support", "task"])
def test_the_database_refuses_it_too(cast, support, side):
    with pytest.raises(IntegrityError):
        if side == "support":
            making.support(cast.road_task, cast.bureau_unit)
        else:
            Task.objects.filter(pk=cast.road_task.pk).update(lead_unit=support.unit)
        connection.check_constraints()


def test_lead_and_supporting_unit_may_be_exchanged(cast):
    changed(cast.road_task, [cast.bureau_unit], lead_unit=cast.bureau2_unit, by=cast.clerk)
    connection.check_constraints()
    assert [*cast.road_task.supporting_units.all()] == [cast.bureau_unit]


def test_a_support_belongs_to_the_programme_of_its_task(cast):
    values = {"programme": cast.beta.programme, "unit": cast.township_unit}
    with pytest.raises(IntegrityError):
        TaskSupport.objects.create(task=cast.road_task, **values)
        connection.check_constraints()


def test_a_unit_supports_a_task_once(cast):
    with pytest.raises(ValidationError):
        add_support(task=cast.road_task, by=cast.clerk, unit=cast.bureau2_unit)


def test_who_changes_a_support_that_was_changed_meanwhile_is_refused(support):
    edit_support(support, version=1, duty="提供图纸")
    with pytest.raises(StaleRecord):
        delete_record(TaskSupport.objects.get(), version=1)


def test_a_task_is_deleted_with_its_supports(cast):
    delete_task(cast.road_task, version=1, reason="重复登记")
    assert not TaskSupport.objects.exists()


def days(user, task: Task) -> list[str]:
    rows = TaskSupport.objects.filter(task=task).with_known_day(user)
    return [one.shown_day for one in rows]


def test_a_supporting_unit_has_its_own_day_else_that_of_the_task(cast, support):
    assert days(cast.bureau, cast.road_task) == ["2024-07-31"]
    edit_support(support, version=1, due_on=DAY)
    assert days(cast.bureau, cast.road_task) == ["2024-07-15"]


@pytest.mark.parametrize(
    ("who", "sees"),
    [("clerk", True), ("leader", True), ("helper", True), ("bureau", False), ("finance", False)],
)
def test_the_day_of_a_supporting_helper_is_known_to_few(cast, who, sees):
    cast.road_task.supports.all().delete()
    making.support(cast.road_task, cast.helper_unit, due_on=DAY)
    shown = "2024-07-15" if sees else "时限由配合单位掌握"
    assert days(getattr(cast, who), cast.road_task) == [shown]


def test_the_deadline_of_a_leading_helper_is_not_disclosed_by_a_support(cast):
    making.support(cast.help_task, cast.bureau_unit)
    assert days(cast.bureau, cast.help_task) == ["时限由牵头单位掌握"]
    assert days(cast.helper, cast.help_task) == ["2024-06-30"]
    cast.help_task.supports.update(due_on=DAY)
    assert days(cast.bureau, cast.help_task) == ["2024-07-15"]


def milestone(cast, **values) -> TaskMilestone:
    given = {"task": cast.road_task, "by": cast.clerk, "name": "路基", "due_on": DAY, **values}
    return add_milestone(on=cast.day, **given)


def test_a_milestone_is_late_after_its_day_until_it_is_done(cast):
    made = milestone(cast)
    rows = TaskMilestone.objects
    assert rows.with_late(DAY + timedelta(days=1)).get().is_late
    assert not rows.with_late(DAY).get().is_late
    edit_milestone(made, version=1, on=cast.day, done_on=cast.day, note="已验收")
    assert not rows.with_late(DAY + timedelta(days=1)).get().is_late


def test_a_milestone_of_a_helpers_task_is_never_late(cast):
    milestone(cast, task=cast.help_task)
    assert not TaskMilestone.objects.with_late(DAY + timedelta(days=1)).get().is_late


def test_a_milestone_is_done_on_no_day_to_come_and_named_once(cast):
    with pytest.raises(ValidationError, match="还没有到"):
        milestone(cast, done_on=DAY)
    milestone(cast)
    with pytest.raises(ValidationError):
        milestone(cast)
