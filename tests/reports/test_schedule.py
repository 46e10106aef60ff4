"""What is due when: the sweeper, asked at given moments."""

from datetime import date, time

import pytest
from django.urls import reverse

from core.periods import Period
from programmes.models import ReportingPeriod
from reports import services
from reports.choices import ReportKind
from reports.models import ReportRun
from reports.schedule import as_of_day
from tests.making import APRIL, JULY, closed, person, programme, project, signed_in
from tests.reports.conftest import close_june, reopen, shanghai

JUNE = Period.month(2024, 6)


def due(programme, *moment, as_of=None):
    """What the sweeper adds at a moment in Shanghai: kind, period, revision."""
    programme.as_of = as_of
    runs = services.create_due_runs(programme, shanghai(*moment))
    return [(run.kind, str(run.period), run.revision) for run in runs]


def test_on_a_first_start_only_the_last_month_and_quarter(mabian):
    found = due(mabian, 2024, 7, 8, 9)
    assert found == [("monthly", "2024-06", 1), ("quarterly", "2024-Q2", 1)]


def test_a_second_look_adds_nothing(mabian):
    due(mabian, 2024, 7, 8, 9)
    assert due(mabian, 2024, 7, 8, 9) == []


@pytest.mark.parametrize(
    "moment, is_due",
    [
        ((2024, 7, 5, 23, 59), False),
        ((2024, 7, 6, 6, 59), False),
        ((2024, 7, 6, 7, 0), True),
        ((2024, 7, 7, 0, 0), True),
    ],
)
def test_the_draft_is_due_on_the_report_day_at_its_hour(mabian, moment, is_due):
    assert (("monthly", "2024-06", 1) in due(mabian, *moment)) is is_due


@pytest.mark.parametrize(
    "as_of, hour, is_due",
    [
        (date(2024, 7, 5), 12, False),
        (date(2024, 7, 6), 6, False),
        (date(2024, 7, 6), 7, True),
        (date(2024, 7, 7), 0, True),
    ],
)
def test_an_as_of_day_is_the_day_and_the_hour_stays_real(mabian, as_of, hour, is_due):
    found = due(mabian, 2026, 11, 24, hour, as_of=as_of)
    assert (("monthly", "2024-06", 1) in found) is is_due


def test_another_report_day_is_followed(mabian):
    mabian.report_day, mabian.report_time = 20, time(15, 30)
    assert due(mabian, 2024, 7, 20, 15, 29) == []
    assert ("monthly", "2024-06", 1) in due(mabian, 2024, 7, 20, 15, 30)


def test_nothing_before_the_programmes_start(mabian):
    assert due(mabian, 2024, 1, 10, 9) == []


def test_nothing_after_the_programmes_end(mabian):
    assert ("monthly", "2027-12", 1) in due(mabian, 2028, 1, 10, 9)
    assert due(mabian, 2029, 2, 10, 9) == []


def test_months_that_the_set_up_closed_have_no_report(mabian):
    assert due(mabian, 2024, 6, 10, 9) == []


def test_what_was_missed_is_caught_up_once(mabian):
    due(mabian, 2024, 7, 8, 9)
    found = due(mabian, 2024, 10, 8, 9)
    assert found == [
        ("monthly", "2024-07", 1),
        ("monthly", "2024-08", 1),
        ("monthly", "2024-09", 1),
        ("quarterly", "2024-Q3", 1),
    ]
    assert due(mabian, 2024, 10, 8, 9) == []


def test_a_period_caught_up_is_read_as_of_the_days_when_it_was_the_last():
    july = Period.month(2024, 7)
    assert as_of_day(july, date(2024, 8, 6)) == date(2024, 8, 6)
    assert as_of_day(july, date(2024, 10, 8)) == date(2024, 8, 31)


def test_an_early_draft_of_the_year_does_not_stand_in_for_its_report(mabian):
    early = services.renew(
        mabian, ReportKind.YEARLY, Period.parse("2024"), now=shanghai(2024, 7, 8)
    )
    assert early.revision == 1
    assert due(mabian, 2025, 1, 5, 9).count(("yearly", "2024", 2)) == 0
    assert due(mabian, 2025, 1, 6, 9).count(("yearly", "2024", 2)) == 1


def test_closing_makes_the_next_revision_of_month_and_quarter(mabian, people):
    due(mabian, 2024, 7, 8, 9)
    close_june(mabian, people["clerk"])
    found = due(mabian, 2024, 7, 9, 9)
    assert found == [("monthly", "2024-06", 2), ("quarterly", "2024-Q2", 2)]
    run = ReportRun.objects.of(mabian).newest("monthly", JUNE)
    assert (run.closing, run.closed_by) == (shanghai(2024, 7, 9, 9), people["clerk"])
    assert due(mabian, 2024, 7, 9, 10) == []


def test_closing_before_the_report_day_makes_the_report_at_once(mabian, people):
    close_june(mabian, people["clerk"], at=shanghai(2024, 7, 2, 9))
    assert ("monthly", "2024-06", 1) in due(mabian, 2024, 7, 2, 9)
    assert due(mabian, 2024, 7, 6, 9) == []


def test_closing_again_after_reopening_makes_a_further_revision(mabian, people):
    close_june(mabian, people["clerk"])
    due(mabian, 2024, 7, 9, 9)
    reopen(mabian, people, at=shanghai(2024, 7, 9, 10))
    assert due(mabian, 2024, 7, 9, 11) == []
    close_june(mabian, people["clerk"], at=shanghai(2024, 7, 9, 12))
    assert ("monthly", "2024-06", 2) in due(mabian, 2024, 7, 9, 12)


def test_a_month_of_before_that_is_reopened_and_closed_by_people_gets_its_report(mabian, people):
    due(mabian, 2024, 7, 8, 9)
    may, real = Period.month(2024, 5), ReportRun.objects.latest("created_at").created_at
    reopen(mabian, people, may, at=real)
    closed(mabian, may, people["clerk"], at=real.replace(year=real.year + 1))
    assert ("monthly", "2024-05", 1) in due(mabian, 2024, 7, 9, 9)


def test_the_quarter_waits_for_all_its_months(mabian, people):
    may = ReportingPeriod.objects.of(mabian).filter(month=date(2024, 5, 1))
    may.update(
        state="reopened",
        reopen_reason="更正",
        reopen_requested_by=people["clerk"],
        reopened_by=people["approver"],
    )
    due(mabian, 2024, 7, 8, 9)
    close_june(mabian, people["clerk"])
    assert due(mabian, 2024, 7, 9, 9) == [("monthly", "2024-06", 2)]


def test_a_quarter_is_made_anew_for_the_month_closed_last(mabian, people):
    close_june(mabian, people["clerk"])
    assert ("quarterly", "2024-Q2", 1) in due(mabian, 2024, 7, 9, 9)
    reopen(mabian, people, APRIL)
    closed(mabian, APRIL, people["clerk"], at=shanghai(2024, 7, 10, 9))
    assert ("quarterly", "2024-Q2", 2) in due(mabian, 2024, 7, 10, 9)


def test_a_day_set_back_makes_no_report_of_a_month_that_runs(mabian, people):
    due(mabian, 2024, 7, 8, 9)
    real = ReportRun.objects.latest("created_at").created_at
    mabian.as_of = date(2024, 8, 8)
    mabian.save()
    closed(mabian, JULY, people["clerk"], at=real.replace(year=real.year + 1))
    assert ("monthly", "2024-07", 1) not in due(mabian, 2024, 8, 8, 9, as_of=date(2024, 7, 20))
    assert ("monthly", "2024-07", 1) in due(mabian, 2024, 8, 8, 9)


def test_an_empty_programme_has_no_drafts_and_says_why(db):
    county = programme("empty", "空县", as_of=date(2024, 7, 8))
    assert services.create_due_runs(county, shanghai(2024, 7, 8, 9)) == []
    with pytest.raises(services.Refused, match="尚无可供生成报告的记录"):
        services.renew(county, ReportKind.MONTHLY, JUNE)
    client = signed_in(person(county, "empty_clerk", "clerk", county.task_force))
    page = client.get("/reports/").text
    assert "尚无应报项目，不生成报告" in page
    assert reverse("report_renew") not in page


def test_the_first_project_of_a_programme_makes_its_drafts_due(db):
    county = programme("empty", "空县", as_of=date(2024, 7, 8))
    project(county, "P1", None)
    runs = services.create_due_runs(county, shanghai(2024, 7, 8, 9))
    assert [run.kind for run in runs] == ["monthly", "quarterly"]
