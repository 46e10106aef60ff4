"""The approvers are told what waits for them, as long as it does."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.periods import Period
from notifications.models import Notice
from reports import services
from reports.choices import ReportKind
from reports.tasks import generate_run
from supervision.services import reopen_month, request_reopening
from tests.making import person
from tests.reports.conftest import MISSING, close_june, enter_june, shanghai

JUNE, QUARTER = Period.month(2024, 6), Period.parse("2024-Q2")


def made(programme, kind=ReportKind.MONTHLY, period=JUNE):
    run = services.renew(programme, kind, period)
    services.generate(run)
    run.refresh_from_db()
    return run


def told() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(dedupe_key__startswith="report").unread()
    return sorted(rows.values_list("recipient__username", "text"))


def reopen(programme, people):
    asked = {"programme": programme, "month": JUNE, "at": timezone.now()}
    request_reopening(reason="漏报", by=people["clerk"], **asked)
    reopen_month(by=people["approver"], **asked)


@pytest.fixture
def closed(mabian, people):
    close_june(mabian, people["clerk"])
    return made(mabian)


def test_the_approver_is_told_of_the_report_of_a_closed_month(closed):
    assert told() == [("approver", "月度报告 2024年6月（第1版）已生成，请您审核批准。")]
    assert Notice.objects.get().url == reverse("report", args=[closed.pk])


def test_nobody_is_told_of_a_draft_of_an_open_month(mabian):
    made(mabian)
    assert told() == []


def test_nobody_is_told_before_it_is_made(mabian, people):
    close_june(mabian, people["clerk"])
    services.renew(mabian, ReportKind.MONTHLY, JUNE)
    assert told() == []


def test_the_quarter_is_told_as_well(mabian, people):
    close_june(mabian, people["clerk"])
    made(mabian, ReportKind.QUARTERLY, QUARTER)
    assert told() == [("approver", "季度通报 2024年第二季度（第1版）已生成，请您审核批准。")]


def test_who_closed_the_month_is_not_told_since_another_approves(mabian, people):
    person(mabian, "approver2", "approver", mabian.task_force)
    close_june(mabian, people["approver"])
    made(mabian)
    assert [name for name, _ in told()] == ["approver2"]


def test_a_task_delivered_again_tells_nothing_twice(closed):
    generate_run(closed.pk)
    assert Notice.objects.count() == 1


def test_approving_settles_it_for_every_approver(mabian, people):
    person(mabian, "approver2", "approver", mabian.task_force)
    close_june(mabian, people["clerk"])
    run = made(mabian)
    assert [name for name, _ in told()] == ["approver", "approver2"]
    services.approve(run, by=people["approver"])
    assert told() == []


def test_a_newer_revision_takes_the_place_of_the_older(mabian, people, closed):
    reopen(mabian, people)
    assert told() == []
    enter_june(mabian, people, MISSING[0], 10000)
    close_june(mabian, people["clerk"], at=shanghai(2024, 7, 10, 9))
    made(mabian)
    assert [text for _, text in told()] == ["月度报告 2024年6月（第2版）已生成，请您审核批准。"]


def test_a_report_that_is_made_after_its_month_was_reopened_waits_for_nobody(mabian, people):
    close_june(mabian, people["clerk"])
    run = services.renew(mabian, ReportKind.MONTHLY, JUNE)
    reopen(mabian, people)
    services.generate(run)
    assert told() == []


def test_reopening_a_month_settles_its_quarter_and_no_other_month(mabian, people, closed):
    made(mabian, ReportKind.QUARTERLY, QUARTER)
    may = made(mabian, ReportKind.MONTHLY, Period.month(2024, 5))
    reopen(mabian, people)
    assert told() == [("approver", "月度报告 2024年5月（第1版）已生成，请您审核批准。")]
    assert may.closing is not None


def test_the_approver_finds_it_on_their_own_page_opens_and_approves(closed, people, client):
    client.force_login(people["approver"])
    page = client.get("/my/")
    assert "月度报告 2024年6月（第1版）已生成" in page.text
    notice = page.context["notices"][0]
    opened = client.post(reverse("notice", args=[notice.pk]), follow=True)
    assert opened.redirect_chain == [(reverse("report", args=[closed.pk]), 302)]
    assert reverse("report_approve", args=[closed.pk]) in opened.text
    assert "已生成，请您审核批准" not in client.get("/my/").text
