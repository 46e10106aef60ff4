"""Why rows are held in one order (tests/pages/locking.py): two orders wait for each other."""

from threading import Barrier

import pytest
from django.db import OperationalError, transaction

from programmes.models import ReportingPeriod, Task
from tests.concurrency.conftest import at_once
from tests.making import JUNE

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def holding(first, second, barrier) -> str:
    """Holds one row, waits until the other has one too, then asks for the second."""
    try:
        with transaction.atomic():
            first()
            barrier.wait(10)
            second()
    except OperationalError as error:
        return "deadlock" if "deadlock" in str(error) else str(error)
    return "done"


def test_two_orders_wait_for_each_other_until_the_database_ends_one(cast):
    barrier = Barrier(2)

    def month():
        months = ReportingPeriod.objects.select_for_update().of(cast.alpha)
        return months.get(month=JUNE.start)

    def task():
        return Task.objects.select_for_update().get(pk=cast.help_task.pk)

    outcome = at_once(lambda: holding(month, task, barrier), lambda: holding(task, month, barrier))
    assert sorted(outcome) == ["deadlock", "done"]
