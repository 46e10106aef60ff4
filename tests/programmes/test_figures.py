"""Counts of tasks and needs."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.figures import needs as need_figures
from programmes.figures import tasks as task_figures
from programmes.figures.units import in_order
from programmes.models import Membership, Need, NeedCategory, Task, TaskList
from tests import making
from tests.making import DAY, member


@pytest.fixture
def county(db):
    return making.programme("shi", "试点县")


def task(county, state="assigned", lead=None, **values) -> Task:
    number = str(Task.objects.count())
    return making.task(county, number, lead or county.task_force, state=state, **values)


def need(county, township=None, **values) -> Need:
    return making.need(county, str(Need.objects.count()), township or county.task_force, **values)


@pytest.mark.parametrize(("deadline", "due"), [(date(2024, 7, 8), 1), (date(2024, 7, 9), 0)])
def test_a_task_is_due_on_its_day(county, deadline, due):
    task(county, deadline=deadline)
    counts = task_figures.task_counts(Task.objects.all(), DAY)
    assert (counts.due, counts.due_not_done) == (due, due)
    assert counts.due == Task.objects.due(DAY).count()


def test_tasks_are_counted_by_phase(county):
    for state in ("assigned", "assigned", "in_progress", "closed"):
        task(county, state, deadline=DAY)
    counts = task_figures.task_counts(Task.objects.all(), DAY)
    assert counts == task_figures.TaskCounts(
        total=4, planned=2, going=1, done=1, due=4, due_not_done=3, undated=0,
        unsigned=2, under_way=1, unknown=1,
    )  # fmt: skip
    assert [row.counts for row in task_figures.counts_by_list(Task.objects.all(), DAY)] == [counts]


def test_lists_stand_in_the_order_of_the_catalogue(county):
    second, first, _empty = (
        TaskList.objects.create(programme=county, name=name, year=2024, position=position)
        for name, position in (("要点", 1), ("措施", 0), ("空清单", 2))
    )
    task(county, lists=[second])
    task(county, "closed", lists=[first])
    rows = task_figures.counts_by_list(Task.objects.all(), DAY)
    assert [(row.list, row.counts.total, row.counts.done) for row in rows] == [
        (first, 1, 1),
        (second, 1, 0),
    ]


def test_helpers_stand_in_the_order_of_the_network_with_and_without_tasks(county):
    first, second = member(county, "甲委", "1"), member(county, "乙局", "5")
    member(county, "县农业局", "member")
    task(county, "closed", lead=second)
    task(county)
    rows = task_figures.counts_by_helper(Task.objects.all(), county, DAY)
    assert [(row.membership.unit, row.counts.total) for row in rows] == [(first, 0), (second, 1)]


def test_needs_are_counted_and_an_unstated_amount_is_not_zero(county):
    need(county, urgency=1, amount=100)
    need(county, urgency=3)
    making.answered_by(need(county, amount=50), task(county), task(county))
    counts = need_figures.need_counts(Need.objects.all())
    assert counts == need_figures.NeedCounts(total=3, urgent=1, answered=1, amount=150, unstated=1)
    assert need_figures.need_grid(Need.objects.all(), county).counts == counts


def test_the_grid_holds_every_township_and_category(county):
    east, west = (member(county, name, "township") for name in "东西")
    roads, trade = (
        NeedCategory.objects.create(programme=county, name=name, position=position)
        for name, position in (("基础设施", 1), ("产业发展", 0))
    )
    need(county, east, category=roads)
    need(county, east, category=roads)
    grid = need_figures.need_grid(Need.objects.all(), county)
    assert grid.categories == [trade, roads]
    assert [(row.township, row.counts, row.total) for row in grid.rows] == [
        (east, [0, 2], 2),
        (west, [0, 0], 0),
    ]
    assert grid.totals == [0, 2]


def test_filters_offer_the_units_in_the_order_of_the_network(as_, cast):
    first = making.member(cast.alpha, "最后一镇", "township")
    Membership.objects.filter(unit=cast.township_unit).update(position=9)
    Membership.objects.filter(unit=first).update(position=1)
    task(cast.alpha, lead=first), task(cast.alpha, lead=cast.township_unit)
    offered = as_("clerk").get(reverse("tasks")).context["filter"].form.fields["lead"].queryset
    places = Membership.objects.of(cast.alpha).filter(unit__in=offered)
    assert [one.pk for one in offered] == [place.unit_id for place in in_order(places)]
    names = [str(one) for one in offered]
    assert names.index("最后一镇") < names.index("上坝镇")
