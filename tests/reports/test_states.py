"""What the list and the page say of a revision: whether it still stands."""

import pytest
from django.urls import reverse

from core.periods import Period
from reports import services
from reports.choices import ReportKind, RunStatus
from reports.models import ReportRun
from tests.reports.conftest import (
    MISSING,
    close_june,
    enter_june,
    filled,
    generated,
    reopen,
    shanghai,
)

JUNE, QUARTER = Period.month(2024, 6), Period.parse("2024-Q2")
YEAR = Period.parse("2024")
CAUTION = "本期已重新开放，数字可能变动"


def states(kind="monthly") -> list[str]:
    """Of all revisions, the oldest first."""
    runs = ReportRun.objects.with_state().filter(kind=kind).order_by("revision")
    return [run.state_text for run in runs]


def cautions(kind="monthly") -> list[str]:
    runs = ReportRun.objects.with_state().filter(kind=kind).order_by("revision")
    return [run.caution for run in runs]


def close_again(programme, people):
    close_june(programme, people["clerk"], at=shanghai(2024, 7, 10, 9))


def test_the_latest_waits_and_those_before_it_have_a_newer_one(mabian, people):
    generated(mabian)
    assert states() == ["草稿·未截止"]
    close_june(mabian, people["clerk"])
    generated(mabian)
    assert states() == ["已有新版", "待批"]
    reopen(mabian, people)
    close_again(mabian, people)
    generated(mabian)
    assert states() == ["已有新版", "已有新版", "待批"]


def test_what_was_approved_stays_so_beside_a_newer_one(mabian, people, report):
    services.approve(report, by=people["approver"])
    reopen(mabian, people)
    enter_june(mabian, people, MISSING[0], 10000)
    generated(mabian)
    assert states() == ["已批·已有新版", "草稿·未截止"]
    assert cautions() == [CAUTION, ""]


def test_a_revision_that_failed_is_told_by_the_newer_one(mabian, report):
    ReportRun.objects.filter(pk=report.pk).update(status=RunStatus.FAILED)
    services.renew(mabian, ReportKind.MONTHLY, JUNE)
    assert states() == ["已有新版", "等待生成"]


def test_other_periods_and_kinds_do_not_count(mabian, report):
    generated(mabian, ReportKind.MONTHLY, Period.month(2024, 5))
    generated(mabian, ReportKind.QUARTERLY, QUARTER)
    assert states() == ["待批", "待批"]
    assert states("quarterly") == ["待批"]


def test_what_waited_does_not_wait_while_the_period_is_open_again(mabian, people, report):
    reopen(mabian, people)
    assert states() == ["本期已重新开放"]
    assert cautions() == [""]


@pytest.mark.parametrize(
    ("month", "monthly", "quarterly"),
    [(JUNE, CAUTION, CAUTION), (Period.month(2024, 5), "", CAUTION)],
)
def test_a_reopened_month_puts_the_reports_that_hold_it_in_doubt(
    mabian, people, report, month, monthly, quarterly
):
    quarter = filled(generated(mabian, ReportKind.QUARTERLY, QUARTER), people["clerk"])
    for run in (report, quarter):
        services.approve(run, by=people["approver"])
    assert cautions() + cautions("quarterly") == ["", ""]
    reopen(mabian, people, month)
    assert (cautions(), cautions("quarterly")) == ([monthly], [quarterly])
    assert states() == states("quarterly") == ["已批"]


def test_another_quarters_month_leaves_the_report_alone(mabian, people, report):
    services.approve(report, by=people["approver"])
    reopen(mabian, people, Period.month(2024, 3))
    assert cautions() == [""]


def test_a_draft_of_a_running_year_is_not_called_reopened(mabian, people):
    generated(mabian, ReportKind.YEARLY, YEAR)
    reopen(mabian, people, Period.month(2024, 3))
    assert (states("yearly"), cautions("yearly")) == (["草稿·未截止"], [""])


def test_the_doubt_goes_when_the_month_is_closed_again(mabian, people, report):
    services.approve(report, by=people["approver"])
    reopen(mabian, people)
    close_again(mabian, people)
    assert cautions() == [""]


def test_list_page_and_export_say_it(mabian, people, report, client):
    services.approve(report, by=people["approver"])
    client.force_login(people["leader"])
    pages = [reverse("reports"), reverse("report", args=[report.pk])]
    assert [CAUTION in client.get(page).text for page in pages] == [False, False]
    reopen(mabian, people)
    assert [CAUTION in client.get(page).text for page in pages] == [True, True]
    lines = client.get(reverse("reports"), {"_export": "csv"}).getvalue().decode()
    assert f"已批；{CAUTION}" in lines
