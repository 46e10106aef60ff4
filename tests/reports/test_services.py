"""Runs are made once, survive what goes wrong, and are approved by a second person."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.periods import Period
from reports import services
from reports.choices import ReportKind, RunStatus
from reports.models import ReportRun
from reports.renderers import files
from reports.services import generation as making
from reports.tasks import generate_run
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
MONTHLY, QUARTERLY = ReportKind.MONTHLY, ReportKind.QUARTERLY


def bytes_of(run):
    return {name: files.read(run, name) for name in run.files}


def test_a_run_is_done_with_content_and_two_files(mabian):
    run = generated(mabian)
    assert (run.status, run.revision, run.attempt) == (RunStatus.DONE, 1, 1)
    assert sorted(run.files) == ["draft-1.docx", "draft-1.xlsx"]
    assert run.content["title"] == "马边县托底性帮扶工作月度调度报告"


def test_asking_twice_with_unchanged_figures_is_the_same_report(mabian):
    first = generated(mabian)
    before = bytes_of(first)
    second = generated(mabian)
    assert (second.pk, ReportRun.objects.count()) == (first.pk, 1)
    assert bytes_of(second) == before


def test_another_day_with_unchanged_figures_is_the_same_report(mabian):
    mabian.as_of = None
    first = generated(mabian, now=shanghai(2024, 7, 8, 9))
    assert generated(mabian, now=shanghai(2024, 7, 8, 18)).pk == first.pk


def test_a_task_delivered_twice_makes_nothing_twice(mabian):
    run = services.renew(mabian, MONTHLY, JUNE)
    generate_run(run.pk)
    run.refresh_from_db()
    before = (run.attempt, run.finished_at, bytes_of(run))
    generate_run(run.pk)
    run.refresh_from_db()
    assert (run.attempt, run.finished_at, bytes_of(run)) == before


def test_a_task_for_a_run_that_is_gone_leaves(mabian):
    assert generate_run(10**9) is None


def test_changed_figures_are_the_next_revision(mabian, people):
    first = generated(mabian)
    enter_june(mabian, people, MISSING[0], Decimal(10000))
    second = generated(mabian)
    assert (first.revision, second.revision) == (1, 2)
    assert first.content_hash != second.content_hash


def test_a_run_that_waits_is_not_asked_for_again(mabian):
    assert services.renew(mabian, MONTHLY, JUNE) == services.renew(mabian, MONTHLY, JUNE)


def test_lost_files_are_made_again_alike(mabian):
    run = generated(mabian)
    before = bytes_of(run)
    files.delete(run, run.files)
    assert bytes_of(generated(mabian)) == before


@pytest.mark.parametrize(
    "kind, period",
    [
        (MONTHLY, "2024-07"),
        (MONTHLY, "2025-01"),
        (MONTHLY, "2023-12"),
        (MONTHLY, "2028-01"),
        (MONTHLY, "2024-Q2"),
        (QUARTERLY, "2024-Q3"),
        (QUARTERLY, "2024-06"),
        (ReportKind.YEARLY, "2024-H1"),
    ],
)
def test_a_period_that_has_no_report_is_refused_with_a_sentence(mabian, kind, period):
    with pytest.raises(services.Refused, match="。$"):
        services.renew(mabian, kind, Period.parse(period))


# Claims and leases


def test_a_run_is_claimed_once(mabian):
    run = services.renew(mabian, MONTHLY, JUNE)
    assert [services.claim(run), services.claim(run)] == [1, None]


def test_a_run_whose_maker_fell_silent_is_taken_over(mabian):
    run = services.renew(mabian, MONTHLY, JUNE)
    services.claim(run)
    ReportRun.objects.filter(pk=run.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert services.claim(run) == 2


def test_who_was_taken_over_publishes_nothing(mabian):
    run = services.renew(mabian, MONTHLY, JUNE)
    late = services.claim(run)
    content = making.read_content(mabian, MONTHLY, JUNE, run.as_of)
    theirs = making.render(run, content, f"draft-{late}", draft=True)
    ReportRun.objects.filter(pk=run.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert services.generate(run) is True
    assert making._publish(run, late, content, theirs) is False
    run.refresh_from_db()
    assert sorted(path.name for path in files.folder_of(run).iterdir()) == sorted(run.files)
    assert run.attempt == 2


@pytest.fixture
def no_folder(mabian, settings, tmp_path):
    """Files cannot be stored."""
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.write_text("no folder")


def test_what_goes_wrong_is_noted_and_the_run_waits_again(mabian, no_folder):
    run = services.renew(mabian, MONTHLY, JUNE)
    with pytest.raises(OSError):
        services.generate(run)
    run.refresh_from_db()
    assert (run.status, run.attempt) == (RunStatus.PENDING, 1)
    assert "NotADirectoryError" in run.failure


def test_the_fifth_failure_is_the_last(mabian, no_folder):
    run = services.renew(mabian, MONTHLY, JUNE)
    for _ in range(5):
        with pytest.raises(OSError):
            services.generate(run)
    run.refresh_from_db()
    assert run.status == RunStatus.FAILED
    assert services.generate(run) is False


def test_a_last_attempt_that_falls_silent_fails(mabian):
    run = services.renew(mabian, MONTHLY, JUNE)
    past = timezone.now() - timedelta(seconds=1)
    running = {"status": RunStatus.RUNNING, "attempt": 5, "lease_until": past}
    ReportRun.objects.filter(pk=run.pk).update(**running)
    assert services.fail_exhausted_runs() == 1
    run.refresh_from_db()
    assert run.status == RunStatus.FAILED


def test_after_a_failure_one_may_ask_again(mabian):
    run = services.renew(mabian, MONTHLY, JUNE)
    ReportRun.objects.filter(pk=run.pk).update(status=RunStatus.FAILED)
    assert generated(mabian).revision == 2


# Approval


def test_the_approver_approves_and_the_watermark_goes(report, people):
    run = services.approve(report, by=people["approver"])
    assert (run.approved_by, run.is_draft) == (people["approver"], False)
    assert sorted(run.files) == ["final.docx", "final.xlsx"]
    assert run.download_name("final.docx") == "马边县托底性帮扶工作月度调度报告（2024年6月）.docx"


def test_approving_again_changes_nothing(report, people):
    first = services.approve(report, by=people["approver"])
    assert services.approve(report, by=people["approver"]).approved_at == first.approved_at


@pytest.mark.parametrize("name", ["clerk", "leader", "auditor", "bureau", "finance"])
def test_nobody_else_approves(report, people, name):
    with pytest.raises(services.Refused, match="专班"):
        services.approve(report, by=people[name])


def test_who_closed_the_month_does_not_approve(mabian, people):
    close_june(mabian, people["approver"])
    with pytest.raises(services.Refused, match="另一人"):
        services.approve(generated(mabian), by=people["approver"])


def test_the_database_too_refuses_who_closed(mabian, people):
    close_june(mabian, people["approver"])
    run = generated(mabian)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportRun.objects.filter(pk=run.pk).update(approved_by=people["approver"])


def test_a_draft_of_an_open_month_is_not_approved(mabian, people):
    with pytest.raises(services.Refused, match="尚未截止"):
        services.approve(generated(mabian), by=people["approver"])


def test_a_run_not_yet_made_is_not_approved(mabian, people):
    close_june(mabian, people["clerk"])
    with pytest.raises(services.Refused, match="尚未生成"):
        services.approve(services.renew(mabian, MONTHLY, JUNE), by=people["approver"])


def test_only_the_latest_revision_is_approved(mabian, people):
    draft = generated(mabian)
    close_june(mabian, people["clerk"])
    generated(mabian)
    with pytest.raises(services.Refused, match="更新的一版"):
        services.approve(draft, by=people["approver"])


def test_a_reopened_month_is_not_approved_until_closed_again(mabian, people, report):
    reopen(mabian, people)
    with pytest.raises(services.Refused, match="尚未截止"):
        services.approve(report, by=people["approver"])
    close_june(mabian, people["clerk"], at=shanghai(2024, 7, 10, 9))
    with pytest.raises(services.Refused, match="重新截止"):
        services.approve(report, by=people["approver"])
    again = generated(mabian)
    assert again.revision == report.revision + 1
    assert services.approve(again, by=people["approver"]).approved_by == people["approver"]


def test_the_quarter_is_approved_after_its_last_month_is_closed(mabian, people):
    close_june(mabian, people["clerk"])
    run = filled(generated(mabian, QUARTERLY, QUARTER), people["clerk"])
    assert run.content["closed"] is True
    assert services.approve(run, by=people["approver"]).is_draft is False
