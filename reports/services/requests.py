"""Requesting a report of the current figures, and approving it."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from core.periods import Period
from programmes.models import Programme
from programmes.rules import is_approver
from reports.choices import PERIOD_KIND, ReportKind, RunStatus
from reports.content.rankings import stored
from reports.models import ReportRun
from reports.renderers import files
from reports.renderers.corrected import without_watermark
from reports.schedule import Clock, as_of_day, is_within
from reports.services.editing import text_to_fill
from reports.services.generation import (
    Refused,
    fail_exhausted_runs,
    final_content,
    fingerprint,
    lock,
    read_content,
    render,
    repair_files,
)
from reports.services.notices import resolve_notices
from reports.services.scheduling import add_revision, closing_of, has_records
from supervision.figures.rankings import newest_ranking


def renew(
    programme: Programme, kind: ReportKind, period: Period, *, by=None, now: datetime | None = None
) -> ReportRun:
    """Returns the run of the period with the current figures: the latest one where no figure has
    changed or it is still pending, else the next revision, pending.

    Raises Refused for a period outside the programme or without an ended month.
    """
    clock = Clock.of(programme, now)
    check_period(programme, kind, period, clock)
    fail_exhausted_runs()
    latest = ReportRun.objects.of(programme).newest(kind, period)
    closing = closing_of(programme, period)
    if latest and _is_current(latest, closing, clock):
        return repair_files(latest)
    return add_revision(programme, kind, period, clock, closing, after=latest, by=by)


def check_period(programme: Programme, kind: ReportKind, period: Period, clock: Clock) -> None:
    if not has_records(programme):
        raise Refused(_("Nothing is recorded yet that a report could be made of."))
    if period.kind != PERIOD_KIND[kind]:
        raise Refused(
            _("A %(kind)s covers no such period: %(period)s.")
            % {"kind": kind.label, "period": period.label()}
        )
    if not is_within(programme, period):
        raise Refused(
            _("%(period)s lies outside the programme's years, %(start)s to %(end)s.")
            % {"period": period.label(), "start": programme.start_year, "end": programme.end_year}
        )
    if period.months()[0].next().start > clock.day:
        raise Refused(
            _("No month of %(period)s has ended by %(day)s.")
            % {"period": period.label(), "day": clock.day.isoformat()}
        )


def _is_current(latest: ReportRun, closing, clock: Clock) -> bool:
    if latest.status in (RunStatus.PENDING, RunStatus.RUNNING):
        return True
    if not latest.is_done or latest.closing != (closing and closing.closed_at):
        return False
    day = as_of_day(latest.period, clock.day)
    content = read_content(latest.programme, ReportKind(latest.kind), latest.period, day)
    return fingerprint(content) == latest.content_hash


@transaction.atomic
def approve(run: ReportRun, *, by, version: int | None = None) -> ReportRun:
    """Approve the latest revision of a closed period and write its files without 草稿.

    Raises StaleRecord, and Refused with the reason of ``approval_refusal``. A repeated call by the
    same person changes nothing.
    """
    run = lock(run, version)
    if run.approved_by_id == by.pk:
        return run
    if reason := approval_refusal(run, by):
        raise Refused(reason)
    hashes = _final_files(run)
    run.approved_by, run.approved_at, run.files = by, Now(), hashes
    run.version += 1
    run.save(update_fields=["approved_by", "approved_at", "files", "version", "updated_at"])
    resolve_notices(run.pk)
    run.refresh_from_db()
    transaction.on_commit(lambda: files.delete_others(run, hashes))
    return run


def _final_files(run: ReportRun) -> dict[str, str]:
    """The files without 草稿; a corrected Word takes the place of the generated one."""
    hashes = render(run, final_content(run), "final", draft=False)
    if name := run.corrected_file:
        data = files.reproducible_zip(without_watermark(files.read(run, name)))
        hashes["final.docx"] = files.write(run, "final.docx", data)
    return hashes


def approval_refusal(run: ReportRun, by) -> str:
    """Why this person may not approve the run now, as a sentence; empty if they may."""
    closing = closing_of(run.programme, run.period)
    latest = ReportRun.objects.of(run.programme).newest(run.kind, run.period)
    checks = (
        (run.approved_at is not None, _("It is approved already.")),
        (not run.is_done, _("It is not made yet.")),
        (latest != run, _("There is a newer revision.")),
        (closing is None, _("The period is not closed yet.")),
        (
            closing is not None and run.closing != closing.closed_at,
            _("The period was closed again after this revision was made."),
        ),
        (
            run.returned_at is not None,
            _("It was returned: it is corrected and submitted again first."),
        ),
        *_of_ranking(run),
        (not is_approver(by, run.programme), _("Only an approver of the task force approves.")),
        (
            run.closed_by_id is not None and run.closed_by_id == by.pk,
            _("You closed the period: a second person approves."),
        ),
        (
            run.edited_by_id is not None and run.edited_by_id == by.pk,
            _("You edited the text: a second person approves."),
        ),
        (
            text_to_fill(run),
            _("“The task force writes the rest” is still in it: fill it in or take it out."),
        ),
    )
    return next((reason for refused, reason in checks if refused), "")


def _of_ranking(run: ReportRun) -> tuple[tuple[bool, str], ...]:
    """A quarterly report waits for the ranking of its quarter."""
    ranking = newest_ranking(run.programme, run.period)
    is_open = ranking is not None and ranking.is_open
    shown = {"ranking": run.content["ranking"]} if "ranking" in run.content else {}
    return (
        (is_open, _("The ranking of the quarter is open to objections: issue it first.")),
        (
            stored(ranking) != shown,
            _("The ranking of the quarter has changed since: make the report anew."),
        ),
    )
