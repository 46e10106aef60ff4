"""Approvals, milestones, problems and matters: what is refused, late, or a task."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from programmes.models import Task
from projects.figures.works import matters_of, open_first, with_late
from projects.models import Approval, ApprovalKind, Matter, Milestone, Problem
from projects.services.works import (
    add_work_item,
    matter_state,
    matter_to_task,
    remove_work_item,
    update_work_item,
)
from tests import making

DAY = date(2024, 7, 8)
BEFORE = date(2024, 7, 7)


def add(cast, model, of=None, **values):
    given = {"project": of or cast.road, "by": cast.clerk, "today": cast.day}
    return add_work_item(model, **given, **values)


def problem(cast, **values) -> Problem:
    return add(cast, Problem, **{"text": "用地未批", "found_on": date(2024, 6, 3), **values})


def matter(cast, **values) -> Matter:
    return add(cast, Matter, **{"text": "用地指标", "raised_on": date(2024, 6, 3), **values})


def test_a_problem_is_late_when_its_day_has_passed_and_it_is_not_solved(cast):
    late = problem(cast, due_on=BEFORE)
    problem(cast, due_on=DAY)
    problem(cast)
    problem(cast, due_on=BEFORE, solved_on=DAY, solution="已批复")
    assert [*with_late(Problem.objects.all(), on=DAY).filter(is_late=True)] == [late]
    assert not with_late(Problem.objects.all(), on=BEFORE).filter(is_late=True).exists()


def test_what_is_not_solved_stands_before_what_is(cast):
    solved = problem(cast, solved_on=DAY, solution="已批复")
    later, sooner = problem(cast, due_on=DAY), problem(cast, due_on=BEFORE)
    assert [*open_first(Problem.objects.all())] == [sooner, later, solved]


def test_what_a_helper_is_to_do_is_never_late(cast):
    problem(cast, due_on=BEFORE, unit=cast.helper_unit)
    own = problem(cast, due_on=BEFORE, unit=cast.bureau_unit)
    assert [*with_late(Problem.objects.all(), on=DAY).filter(is_late=True)] == [own]


def test_approvals_and_milestones_are_late_by_their_own_days(cast):
    kind = ApprovalKind.objects.create(programme=cast.alpha, name="环评批复")
    approval = add(cast, Approval, kind=kind, planned_on=BEFORE)
    reached = add(cast, Milestone, name="首台机组", due_on=BEFORE)
    assert [*with_late(Approval.objects.all(), on=DAY).filter(is_late=True)] == [approval]
    assert [*with_late(Milestone.objects.all(), on=DAY).filter(is_late=True)] == [reached]
    update_work_item(reached, version=1, today=DAY, reached_on=DAY)
    assert not with_late(Milestone.objects.all(), on=DAY).filter(is_late=True).exists()


def test_a_kind_of_approval_stands_once_on_a_project(cast):
    kind = ApprovalKind.objects.create(programme=cast.alpha, name="环评批复")
    add(cast, Approval, kind=kind)
    with pytest.raises(ValidationError):
        add(cast, Approval, kind=kind)


@pytest.mark.parametrize(
    ("asked", "answer", "state"),
    [(None, "", "open"), (DAY, "", "asked"), (DAY, "declined", "declined")],
)
def test_the_state_of_a_matter_follows_from_what_is_known(asked, answer, state):
    assert matter_state(asked, answer) == state


def becomes_task(cast, row, **values) -> Task:
    given = {
        "lists": cast.road_task.lists,
        "text": "争取用地指标",
        "lead_unit": cast.bureau_unit,
        "deadline": date(2024, 8, 1),
    }
    return matter_to_task(matter=row, version=1, by=cast.clerk, **given, **values)


def test_a_matter_becomes_a_task_with_the_next_number_of_its_year(cast):
    making.task(cast.alpha, "RW2024-007", cast.bureau_unit)
    row = matter(cast)
    task = becomes_task(cast, row)
    assert (task.number, task.state) == ("RW2024-008", "draft")
    assert [*matters_of(task, cast.clerk)] == [row]
    assert [*matters_of(task, cast.bureau)] == [row]
    assert not matters_of(task, cast.bureau2).exists()


def test_a_matter_becomes_a_task_once_and_then_stays(cast):
    row = matter(cast)
    becomes_task(cast, row)
    with pytest.raises(ValidationError):
        becomes_task(cast, row)
    with pytest.raises(ValidationError):
        remove_work_item(row, version=2)
    assert Matter.objects.get().task_id
