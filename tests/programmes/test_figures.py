"""Counts of tasks and needs."""

from datetime import date

import pytest

from accounts.models import Unit
from programmes.figures import needs as need_figures
from programmes.figures import tasks as task_figures
from programmes.models import Membership, Need, NeedCategory, Task, TaskList
from tests import making

pytestmark = pytest.mark.django_db
DAY = date(2024, 7, 8)


@pytest.fixture
def programme():
    return making.programme("shi", "试点县")


@pytest.fixture
def listed(programme):
    return TaskList.objects.create(programme=programme, name="工作要点", year=2024, position=1)


def member(programme, name, tier, position=0):
    unit = Unit.objects.create(name=name)
    return Membership.objects.create(
        programme=programme, unit=unit, tier=tier, channel="渠道", position=position
    )


def task(listed, unit, state="assigned", deadline=None):
    number = str(Task.objects.count())
    return Task.objects.create(
        programme=listed.programme,
        list=listed,
        number=number,
        text=number,
        lead_unit=unit,
        state=state,
        deadline=deadline,
    )


def need(programme, township, category, **values):
    number = str(Need.objects.count())
    return Need.objects.create(
        programme=programme,
        number=number,
        text=number,
        township=township,
        category=category,
        **values,
    )


@pytest.mark.parametrize(("deadline", "due"), [(date(2024, 7, 8), 1), (date(2024, 7, 9), 0)])
def test_a_task_is_due_on_its_day(listed, deadline, due):
    task(listed, listed.programme.task_force, deadline=deadline)

    counts = task_figures.task_counts(Task.objects.all(), DAY)

    assert (counts.due, counts.due_not_done) == (due, due)
    assert counts.due == Task.objects.due(DAY).count()


def test_tasks_are_counted_by_state(listed):
    unit = listed.programme.task_force
    for state in ("assigned", "assigned", "in_progress", "closed"):
        task(listed, unit, state, DAY)

    assert task_figures.task_counts(Task.objects.all(), DAY) == task_figures.TaskCounts(
        total=4, assigned=2, in_progress=1, closed=1, due=4, due_not_done=3, undated=0
    )

    assert task_figures.sum_counts(
        task_figures.counts_by_list(Task.objects.all(), DAY)
    ) == task_figures.task_counts(Task.objects.all(), DAY)


def test_lists_stand_in_the_order_of_the_catalogue(listed):
    programme = listed.programme
    first = TaskList.objects.create(programme=programme, name="措施", year=2024, position=0)
    TaskList.objects.create(programme=programme, name="空清单", year=2024, position=2)
    task(listed, programme.task_force)
    task(first, programme.task_force, "closed")

    rows = task_figures.counts_by_list(Task.objects.all(), DAY)

    assert [(row.list, row.counts.total, row.counts.closed) for row in rows] == [
        (first, 1, 1),
        (listed, 1, 0),
    ]


def test_helpers_stand_in_the_order_of_the_network_with_and_without_tasks(listed):
    programme = listed.programme
    second = member(programme, "乙局", "5", 2)
    first = member(programme, "甲委", "1", 1)
    member(programme, "县农业局", "member", 3)
    task(listed, second.unit, "closed")
    task(listed, programme.task_force)

    rows = task_figures.counts_by_helper(Task.objects.all(), programme, DAY)

    assert [(row.membership, row.counts.total) for row in rows] == [(first, 0), (second, 1)]


def test_needs_are_counted_and_an_unstated_amount_is_not_zero(listed):
    programme = listed.programme
    category = NeedCategory.objects.create(programme=programme, name="产业发展")
    need(programme, programme.task_force, category, urgency=1, amount=100)
    need(programme, programme.task_force, category, urgency=3)
    answered = need(programme, programme.task_force, category, amount=50)
    answered.tasks.add(task(listed, programme.task_force), task(listed, programme.task_force))

    counts = need_figures.need_counts(Need.objects.all())
    assert counts == need_figures.NeedCounts(total=3, urgent=1, answered=1, amount=150, unstated=1)
    assert need_figures.need_grid(Need.objects.all(), programme).counts == counts


def test_the_grid_holds_every_township_and_category(programme):
    east, west = (member(programme, name, "township", i) for i, name in enumerate("东西"))
    roads = NeedCategory.objects.create(programme=programme, name="基础设施", position=1)
    trade = NeedCategory.objects.create(programme=programme, name="产业发展", position=0)
    need(programme, east.unit, roads)
    need(programme, east.unit, roads)

    grid = need_figures.need_grid(Need.objects.all(), programme)

    assert grid.categories == [trade, roads]
    assert [(row.township, row.counts, row.total) for row in grid.rows] == [
        (east.unit, [0, 2], 2),
        (west.unit, [0, 0], 0),
    ]
    assert grid.totals == [0, 2]
