"""Many at once: one makes it. Real threads, real transactions, a small programme."""

from collections.abc import Callable
from datetime import date

import pytest
from celery import current_app
from django.db import connection

from accounts.models import Unit
from core.actors import SETUP, acting_as
from core.periods import Period
from programmes.models import Programme, ReportingPeriod
from reports import services
from reports.choices import ReportKind, RunStatus
from reports.models import ReportRun
from reports.tasks import generate_run, process_due_reports
from tests.concurrency.conftest import at_once
from tests.making import closed, project
from tests.reports.conftest import shanghai

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8
JUNE = Period.month(2024, 6)


@pytest.fixture
def programme(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with acting_as(SETUP):
        force, leaders = (Unit.objects.create(name=name) for name in ("专班", "县领导"))
        programme = Programme.objects.create(
            code="shi", name="试点", county="试点县", start_year=2024, end_year=2027,
            as_of=date(2024, 7, 8), task_force=force, leadership=leaders,
        )  # fmt: skip
        ReportingPeriod.objects.create(programme=programme, month=JUNE.start)
        project(programme, "P1", None)
        yield programme


def many_at_once(action: Callable) -> list:
    """What each of many threads got that began together."""

    def act():
        with acting_as(SETUP):
            return action()

    return at_once(*[act] * MANY)


def test_of_many_claims_one_wins(programme):
    run = services.renew(programme, ReportKind.MONTHLY, JUNE)
    assert sorted(many_at_once(lambda: services.claim(run)), key=str) == [1] + [None] * (MANY - 1)


def test_of_many_deliveries_one_makes_the_report(programme):
    run = services.renew(programme, ReportKind.MONTHLY, JUNE)
    assert sorted(many_at_once(lambda: services.generate(run))) == [False] * (MANY - 1) + [True]
    run.refresh_from_db()
    assert (run.status, run.attempt) == (RunStatus.DONE, 1)


def test_of_many_sweepers_nothing_comes_twice(programme):
    many_at_once(lambda: services.create_due_runs(programme))
    found = ReportRun.objects.order_by("kind").values_list("kind", "revision")
    assert list(found) == [("monthly", 1), ("quarterly", 1)]


def test_many_who_ask_at_once_get_one_revision(programme):
    found = many_at_once(lambda: services.renew(programme, ReportKind.MONTHLY, JUNE).pk)
    assert len(set(found)) == ReportRun.objects.count() == 1


def test_the_content_is_read_in_one_moment_and_read_only(programme):
    with services.generation.snapshot(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_isolation')")
        isolation = cursor.fetchone()[0]
        cursor.execute("SELECT current_setting('transaction_read_only')")
        assert (isolation, cursor.fetchone()[0]) == ("repeatable read", "on")


@pytest.fixture
def broker_away():
    """The broker's address leads nowhere."""
    before = current_app.conf.broker_write_url
    current_app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    current_app.amqp._producer_pool = None
    yield
    current_app.conf.broker_write_url = before
    current_app.amqp._producer_pool = None


def test_a_month_closes_though_the_broker_is_away_and_the_tick_catches_up(programme, broker_away):
    at = shanghai(2024, 7, 8, 9)
    closed(programme, JUNE, at=at)
    assert ReportingPeriod.objects.get(month=JUNE.start).state == "closed"
    services.create_due_runs(programme)
    run = ReportRun.objects.of(programme).newest(ReportKind.MONTHLY, JUNE)
    generate_run(run.pk)
    run.refresh_from_db()
    assert (run.status, run.closing) == (RunStatus.DONE, at)


def test_the_tick_adds_what_is_due_and_rings_for_it(programme):
    process_due_reports()
    assert ReportRun.objects.waiting().count() == 2


def test_what_fails_in_one_programme_keeps_no_other_from_its_reports(programme, monkeypatch):
    other = Programme.objects.create(
        code="aa", name="先", county="先行县", start_year=2024, end_year=2027,
        as_of=date(2024, 7, 8), task_force=programme.task_force, leadership=programme.leadership,
    )  # fmt: skip
    create = services.create_due_runs

    def create_or_fail(one):
        if one == programme:
            raise ZeroDivisionError
        return create(one)

    ReportingPeriod.objects.create(programme=other, month=JUNE.start)
    project(other, "P1", None)
    monkeypatch.setattr(services, "create_due_runs", create_or_fail)
    process_due_reports()
    assert {run.programme for run in ReportRun.objects.waiting()} == {other}
