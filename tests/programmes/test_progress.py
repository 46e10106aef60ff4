"""A unit reports on a task, and its author takes the last report back."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.periods import Period
from core.records import StaleRecord
from programmes.models import Task, TaskProgress
from programmes.services.months import MonthClosed
from programmes.services.progress import report_progress, take_back_progress
from tests.making import JUNE, closed


def report(cast, task=None, **values):
    given = {
        "task": task or cast.help_task,
        "version": 1,
        "month": JUNE,
        "text": "已培训三人",
        "done_quantity": Decimal(3),
        "by": cast.helper,
    }
    return report_progress(**{**given, **values})


def now(task) -> Task:
    return Task.objects.get(pk=task.pk)


def test_a_report_stands_on_the_task_and_sets_it_going(cast):
    made = report(cast)
    task = now(cast.help_task)
    assert (task.state, task.done_quantity, task.version) == ("in_progress", Decimal(3), 2)
    assert (made.unit, made.created_by, made.month) == (cast.helper_unit, cast.helper, JUNE.start)
    assert (made.state_before, made.quantity_before) == ("assigned", None)


def test_a_report_without_a_quantity_leaves_it(cast):
    report(cast)
    report(cast, version=2, done_quantity=None, text="仍为三人")
    assert now(cast.help_task).done_quantity == Decimal(3)


def test_a_task_that_is_done_takes_no_report(cast):
    with pytest.raises(ValidationError, match="已完成"):
        report(cast, cast.done_task, by=cast.bureau2, done_quantity=None)
    assert not TaskProgress.objects.filter(task=cast.done_task).exists()


@pytest.mark.parametrize("month", ["2024-01", "2024-08", "2023-12"])
def test_a_month_that_is_not_open_takes_no_report(cast, month):
    with pytest.raises(MonthClosed):
        report(cast, month=Period.parse(month))
    assert (now(cast.help_task).state, now(cast.help_task).version) == ("assigned", 1)


def test_the_author_takes_the_report_back_and_the_task_stands_as_before(cast):
    report(cast)
    second = report(cast, version=2, done_quantity=Decimal(7), text="七人")
    take_back_progress(progress=second, by=cast.helper)
    task = now(cast.help_task)
    assert (task.state, task.done_quantity, task.version) == ("in_progress", Decimal(3), 4)
    take_back_progress(progress=TaskProgress.objects.get(), by=cast.helper)
    task = now(cast.help_task)
    assert (task.state, task.done_quantity) == ("assigned", None)


def test_only_the_last_report_is_taken_back(cast):
    first = report(cast)
    second = report(cast, version=2, text="其后")
    with pytest.raises(StaleRecord) as refused:
        take_back_progress(progress=first, by=cast.helper)
    assert refused.value.current == second
    assert TaskProgress.objects.count() == 2


def test_a_report_of_a_closed_month_stays(cast):
    made = report(cast)
    closed(cast.alpha, JUNE, cast.clerk)
    with pytest.raises(MonthClosed):
        take_back_progress(progress=made, by=cast.helper)
