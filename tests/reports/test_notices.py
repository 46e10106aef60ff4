"""The approvers are told what waits for them, as long as it does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.periods import Period
from notifications.models import Notice
from reports import services
from reports.choices import ReportKind, RunStatus
from reports.models import ReportRun
from reports.tasks import generate_run
from tests.making import person, report_run
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


def unread() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(dedupe_key__startswith="report").unread()
    return sorted(rows.values_list("recipient__username", "text"))


def test_the_approver_is_told_of_the_report_of_a_closed_month(report):
    assert unread() == [("approver", "月度报告 2024年6月（第1版）已生成，请您审核批准。")]
    assert Notice.objects.get().url == reverse("report", args=[report.pk])


def test_nobody_is_told_of_a_draft_of_an_open_month(mabian):
    generated(mabian)
    assert unread() == []


def test_nobody_is_told_before_it_is_made(mabian, people):
    close_june(mabian, people["clerk"])
    services.renew(mabian, ReportKind.MONTHLY, JUNE)
    assert unread() == []


def test_the_quarter_is_told_as_well(mabian, people):
    close_june(mabian, people["clerk"])
    generated(mabian, ReportKind.QUARTERLY, QUARTER)
    assert unread() == [("approver", "季度通报 2024年第二季度（第1版）已生成，请您审核批准。")]


def test_who_closed_the_month_is_not_told_since_another_approves(mabian, people):
    person(mabian, "approver2", "approver", mabian.task_force)
    close_june(mabian, people["approver"])
    generated(mabian)
    assert [name for name, _ in unread()] == ["approver2"]


def test_a_task_delivered_again_tells_nothing_twice(report):
    generate_run(report.pk)
    assert Notice.objects.count() == 1


def test_approving_settles_it_for_every_approver(mabian, people):
    person(mabian, "approver2", "approver", mabian.task_force)
    close_june(mabian, people["clerk"])
    run = filled(generated(mabian), people["clerk"])
    assert [name for name, _ in unread()] == ["approver", "approver2"]
    services.approve(run, by=people["approver"])
    assert unread() == []


def test_a_newer_revision_takes_the_place_of_the_older(mabian, people, report):
    reopen(mabian, people)
    assert unread() == []
    enter_june(mabian, people, MISSING[0], 10000)
    close_june(mabian, people["clerk"], at=shanghai(2024, 7, 10, 9))
    generated(mabian)
    assert [text for _, text in unread()] == ["月度报告 2024年6月（第2版）已生成，请您审核批准。"]


def test_a_report_that_is_made_after_its_month_was_reopened_waits_for_nobody(mabian, people):
    close_june(mabian, people["clerk"])
    run = services.renew(mabian, ReportKind.MONTHLY, JUNE)
    reopen(mabian, people)
    services.generate(run)
    assert unread() == []


def test_reopening_a_month_settles_its_quarter_and_no_other_month(mabian, people, report):
    generated(mabian, ReportKind.QUARTERLY, QUARTER)
    may = generated(mabian, ReportKind.MONTHLY, Period.month(2024, 5))
    reopen(mabian, people)
    assert unread() == [("approver", "月度报告 2024年5月（第1版）已生成，请您审核批准。")]
    assert may.closing is not None


def test_the_approver_finds_it_on_their_own_page_opens_and_approves(report, people, client):
    client.force_login(people["approver"])
    page = client.get("/my/")
    assert "月度报告 2024年6月（第1版）已生成" in page.text
    notice = page.context["notices"][0]
    opened = client.post(reverse("notice", args=[notice.pk]), follow=True)
    assert opened.redirect_chain == [(reverse("report", args=[report.pk]), 302)]
    assert reverse("report_approve", args=[report.pk]) in opened.text
    assert "已生成，请您审核批准" not in client.get("/my/").text


def failed(mabian, settings, tmp_path) -> ReportRun:
    """After its fifth attempt, for want of a folder."""
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.write_text("no folder")
    run = services.renew(mabian, ReportKind.MONTHLY, JUNE)
    for _ in range(5):
        assert unread() == []
        with pytest.raises(NotADirectoryError):
            services.generate(run)
    return run


def test_the_clerk_is_told_of_a_report_that_failed_for_good(mabian, settings, tmp_path):
    run = failed(mabian, settings, tmp_path)
    [(name, text)] = unread()
    assert (name, text.partition("：")[0]) == ("clerk", "月度报告 2024年6月（第1版）未能生成")
    assert Notice.objects.get().url == reverse("report", args=[run.pk])


def test_the_next_revision_settles_that_one_failed(mabian, settings, tmp_path):
    failed(mabian, settings, tmp_path)
    settings.MEDIA_ROOT = tmp_path
    generated(mabian)
    assert unread() == []


def test_the_clerk_is_told_of_one_whose_last_worker_fell_silent(mabian):
    run = services.renew(mabian, ReportKind.MONTHLY, JUNE)
    past = timezone.now() - timedelta(seconds=1)
    running = {"status": RunStatus.RUNNING, "attempt": 5, "lease_until": past}
    ReportRun.objects.filter(pk=run.pk).update(**running)
    services.fail_exhausted_runs()
    assert unread() == [("clerk", "月度报告 2024年6月（第1版）未能生成：最后一次生成没有回音。")]


def test_a_revision_that_another_has_replaced_waits_for_nobody(mabian, people):
    close_june(mabian, people["clerk"])
    first = services.renew(mabian, ReportKind.MONTHLY, JUNE)
    report_run(mabian, revision=first.revision + 1, closing=first.closing)
    services.generate(first)
    assert unread() == []
