"""Closing a month against an entry, a hundred times: inside the closed total, or refused."""

from threading import Event
from time import sleep

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from programmes.models import ReportingPeriod
from programmes.services.months import MonthClosed, require_open_month
from projects.models import MonthEntry
from projects.services import months as services
from projects.services.closing import delete_closing
from tests.concurrency.conftest import at_once
from tests.making import JUNE, sent
from tests.pages.sendings import at, new_entry

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
RACES = 100


def period(cast) -> ReportingPeriod:
    return ReportingPeriod.objects.of(cast.alpha).get(month=JUNE.start)


def total(cast):
    rows = MonthEntry.objects.filter(programme=cast.alpha, month=JUNE.start)
    return rows.aggregate(total=Sum("amount"))["total"]


def reopen(cast) -> None:
    """The month takes entries again, as two people would let it, and the entry is gone."""
    june = ReportingPeriod.objects.of(cast.alpha).filter(month=JUNE.start)
    june.update(reopen_requested_by=cast.clerk, reopen_reason="再来一次", reopened_by=None)
    delete_closing(cast.alpha, JUNE)
    june.update(state="reopened", reopened_by=cast.approver, reopened_at=timezone.now())
    MonthEntry.objects.filter(project=cast.dam, month=JUNE.start).delete()


@pytest.fixture
def race(visitor, cast):
    """``race()``: both answers, the total that whoever closed saw next, and the total of later.
    ``begun`` is waited for before the month is closed."""
    closer, reporter = visitor("clerk"), visitor("bureau2")
    close, enter = at("clerk", "close_month", JUNE)(cast).address, new_entry(cast).address

    def closing(begun):
        begun()
        answer = closer.post(close, sent(period(cast).version))
        return answer, total(cast)

    def run(amount=10, begun=lambda: None):
        (closed, seen), entered = at_once(
            lambda: closing(begun), lambda: reporter.post(enter, sent(0, amount=str(amount)))
        )
        return closed, entered, seen, total(cast)

    return run


def test_an_entry_is_inside_the_closed_total_or_refused(race, cast):
    inside = 0
    for turn in range(RACES):
        closed, entered, seen, later = race(amount=turn + 1)
        assert closed.status == 302
        assert period(cast).state == "closed"
        stands = MonthEntry.objects.filter(project=cast.dam, month=JUNE.start).exists()
        assert entered.status == (302 if stands else 200)
        assert stands or "已截止" in entered.text
        assert seen == later, f"race {turn}: accepted, and yet outside"
        inside += stands
        reopen(cast)
    assert 0 < inside <= RACES


@pytest.fixture
def held(monkeypatch):
    """``held(check, seconds)``: an entry is checked so, and then kept for a while. What is given
    waits until one has been checked."""

    def hold(check, seconds):
        checked = Event()

        def slowly(programme, month):
            found = check(programme, month)
            checked.set()
            sleep(seconds)
            return found

        monkeypatch.setattr(services, "require_open_month", slowly)
        return lambda: checked.wait(10)

    return hold


def without_lock(programme, month):
    found = ReportingPeriod.objects.of(programme).get(month=month.start)
    if not found.takes_entries:
        raise MonthClosed("closed")
    return found


@pytest.fixture
def no_trigger(transactional_db):
    """The table of entries without the trigger that looks at the month."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE projects_monthentry DISABLE TRIGGER closed_month")
        yield
        cursor.execute("ALTER TABLE projects_monthentry ENABLE TRIGGER closed_month")


def test_who_was_checked_first_is_waited_for(race, held):
    closed, entered, seen, later = race(begun=held(require_open_month, 0.3))
    assert (closed.status, entered.status) == (302, 302)
    assert seen == later


def test_without_the_lock_the_database_still_lets_nothing_past(race, held):
    _closed, entered, seen, later = race(begun=held(without_lock, 1))
    assert entered.status == 500
    assert seen == later


def test_without_lock_and_trigger_an_entry_is_accepted_and_yet_outside(race, held, no_trigger):
    _closed, entered, seen, later = race(begun=held(without_lock, 1))
    assert entered.status == 302
    assert seen < later
