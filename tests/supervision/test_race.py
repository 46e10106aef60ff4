"""Closing against an entry, each on a connection of its own: inside the total, or refused."""

from contextlib import contextmanager
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from programmes.models import ReportingPeriod
from programmes.services.months import MonthClosed
from programmes.services.progress import report_progress
from projects.models import MonthEntry
from projects.services.months import record_month
from supervision.services import close_month
from tests.cast import make_cast
from tests.making import JUNE, wan

pytestmark = pytest.mark.django_db(transaction=True)


class Together:
    """Runs each of the acts in a thread, all begun at once; keeps what each gave or raised."""

    def __init__(self, *acts):
        self.outcome = [None] * len(acts)
        self.barrier = Barrier(len(acts))
        threads = [Thread(target=self._run, args=pair) for pair in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert not any(thread.is_alive() for thread in threads)

    def _run(self, number, act):
        try:
            self.barrier.wait(10)
            self.outcome[number] = act()
        except Exception as error:  # the outcome is looked at by the test
            self.outcome[number] = error
        finally:
            connections.close_all()


def close(cast):
    return close_month(programme=cast.alpha, month=JUNE, by=cast.clerk, at=timezone.now())


def record(cast):
    return record_month(project=cast.dam, month=JUNE, amount=wan(10), by=cast.bureau2)


@contextmanager
def nobody_waits():
    """A wait for a lock that would not end is an error of the test, not a hang."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '20s'")
    yield


@pytest.mark.parametrize("turn", range(8))
def test_an_entry_is_inside_the_closed_month_or_refused(turn):
    cast = make_cast()
    entered, closed = Together(lambda: record(cast), lambda: close(cast)).outcome
    period = ReportingPeriod.objects.of(cast.alpha).get(month=JUNE.start)
    stands = MonthEntry.objects.filter(project=cast.dam, month=JUNE.start).first()
    assert period == closed
    assert period.state == "closed"
    if isinstance(entered, MonthEntry):
        assert stands == entered
    else:
        assert isinstance(entered, MonthClosed)
        assert stands is None


def test_an_entry_that_is_being_written_holds_the_closing_until_it_stands():
    cast = make_cast()
    seen = []

    def closing():
        close(cast)
        seen.append(MonthEntry.objects.filter(project=cast.dam, month=JUNE.start).exists())

    with nobody_waits(), holding_an_entry(cast) as finish:
        thread = Thread(target=lambda: (closing(), connections.close_all()))
        thread.start()
        thread.join(1)
        assert thread.is_alive(), "closing waits for the entry"
        finish()
        thread.join(20)
    assert seen == [True]


@contextmanager
def holding_an_entry(cast):
    """An entry written and not yet committed; it is committed by calling what is given."""
    connection.set_autocommit(False)
    try:
        record(cast)
        yield connection.commit
    finally:
        connection.rollback()
        connection.set_autocommit(True)


def test_two_who_record_the_same_month_make_one_entry():
    cast = make_cast()
    outcome = Together(lambda: record(cast), lambda: record(cast)).outcome
    made = [one for one in outcome if isinstance(one, MonthEntry)]
    assert len(made) == 1, outcome
    assert MonthEntry.objects.filter(project=cast.dam, month=JUNE.start).count() == 1
    assert type([one for one in outcome if one not in made][0]).__name__ == "StaleRecord"


def test_two_reports_on_one_task_from_the_same_version_are_one_report():
    cast = make_cast()

    def report(text):
        return report_progress(
            task=cast.help_task,
            version=1,
            month=JUNE,
            text=text,
            done_quantity=None,
            by=cast.helper,
        )

    outcome = Together(lambda: report("甲"), lambda: report("乙")).outcome
    assert sorted(type(one).__name__ for one in outcome) == ["StaleRecord", "TaskProgress"]


def test_two_who_close_close_once():
    cast = make_cast()
    outcome = Together(lambda: close(cast), lambda: close(cast)).outcome
    assert outcome[0].closed_at == outcome[1].closed_at
    assert ReportingPeriod.objects.of(cast.alpha).get(month=JUNE.start).version == 2
