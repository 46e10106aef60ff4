"""What stands first on a person's own page, and in which words."""

from datetime import date, timedelta

import pytest

from dashboard.my_work import my_tasks
from programmes.models import Task

DAY = date(2024, 7, 8)


def reasons(cast, days, **values):
    Task.objects.filter(pk=cast.help_task.pk).update(deadline=DAY + timedelta(days=days))
    shared_figures = {
        "user": cast.helper,
        "helpers": {cast.helper_unit.pk},
        "sees_lateness": False,
        **values,
    }
    items = my_tasks(Task.objects.filter(pk=cast.help_task.pk), on=DAY, **shared_figures)
    return [item.reason for item in items]


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "商请反馈"), (0, "商请今日反馈"), (30, "商请30天内反馈")]
)
def test_a_helper_is_asked_never_warned(cast, days, words):
    assert reasons(cast, days) == [words]


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "已逾期1天"), (0, "今日到期"), (1, "还有1天到期")]
)
def test_the_task_force_sees_that_a_helper_is_late(cast, days, words):
    assert reasons(cast, days, sees_lateness=True) == [words]
