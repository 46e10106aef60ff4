"""What stands first on a person's own page, and in which words."""

from datetime import date, timedelta

import pytest

from dashboard.my_work import my_tasks
from programmes.figures.task_lights import light_day
from programmes.models import Task
from tests.making import task

DAY = date(2024, 7, 8)


def reasons(cast, days, user):
    Task.objects.filter(pk=cast.help_task.pk).update(deadline=DAY + timedelta(days=days))
    rows = Task.objects.filter(pk=cast.help_task.pk)
    items = my_tasks(rows, day=light_day(cast.alpha, DAY), user=user)
    return [item.reason for item in items]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "商请反馈时限为2024-07-07"),
        (0, "商请反馈时限为2024-07-08"),
        (30, "商请反馈时限为2024-08-07"),
    ],
)
def test_a_helper_is_asked_by_a_day_never_warned(cast, days, words):
    assert reasons(cast, days, cast.helper) == [words]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "已过商请反馈时限1天，6月待反馈"),
        (0, "商请反馈时限为今日，6月待反馈"),
        (1, "商请反馈时限还有1天，6月待反馈"),
    ],
)
def test_the_task_force_sees_that_a_helper_is_late(cast, days, words):
    assert reasons(cast, days, cast.clerk) == [words]


def test_another_unit_reads_that_a_partner_leads(cast):
    assert reasons(cast, -1, cast.bureau) == ["由帮扶方牵头，时限由牵头单位掌握"]


def test_the_most_urgent_stands_first(cast):
    Task.objects.filter(programme=cast.alpha).delete()
    for number, days in (("L1", 60), ("L2", 5), ("L3", -2), ("L4", None)):
        deadline = None if days is None else DAY + timedelta(days)
        task(cast.alpha, number, cast.bureau_unit, deadline=deadline)
    items = my_tasks(Task.objects.of(cast.alpha), day=light_day(cast.alpha, DAY), user=cast.bureau)
    assert [item.task.number for item in items] == ["L3", "L2", "L1", "L4"]
