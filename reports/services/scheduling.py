"""Creates the report runs that are due."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction

from core.periods import Period
from funds.models import FundLine
from programmes.models import Need, Programme, ReportingPeriod, Task
from projects.models import Project
from reports.choices import PERIOD_KIND, ReportKind
from reports.models import ReportRun
from reports.schedule import Clock, as_of_day, is_due, is_within, periods_between
from reports.services.notices import resolve_notices

REPORTED = (Project, FundLine, Task, Need)
LOCK = 0x7265706F  # advisory lock of the process that creates due runs


@transaction.atomic
def create_due_runs(programme: Programme, now: datetime | None = None) -> list[ReportRun]:
    """Create the runs that are due and missing: drafts of ended periods, and the next revision of
    a period that was closed. The first report is that of the last ended period; none is skipped
    from then on. Concurrent calls create nothing twice: advisory lock and unique revision.
    """
    if not has_records(programme) or not _try_lock(programme):
        return []
    clock = Clock.of(programme, now)
    return [run for kind in ReportKind for run in _missing_runs(programme, kind, clock)]


def has_records(programme: Programme) -> bool:
    """Whether anything is recorded that a report could be made of."""
    return any(model.objects.of(programme).exists() for model in REPORTED)


def _try_lock(programme: Programme) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, programme.pk])
        return cursor.fetchone()[0]


def _missing_runs(programme, kind: ReportKind, clock: Clock) -> Iterator[ReportRun]:
    for period in _periods(programme, kind, clock):
        if is_within(programme, period) and _is_report_required(programme, period):
            closing = closing_of(programme, period)
            if _is_missing(programme, kind, period, clock, closing):
                newest = ReportRun.objects.of(programme).newest(kind, period)
                yield add_revision(programme, kind, period, clock, closing, after=newest)


def _periods(programme, kind: ReportKind, clock: Clock) -> list[Period]:
    """The ended periods since the first report, and earlier ones that were closed since then."""
    last = Period.last_ended(clock.day, PERIOD_KIND[kind])
    runs = ReportRun.objects.of(programme).filter(kind=kind)
    if not (first := runs.order_by("period_start").first()):
        return [last]
    first_created = runs.order_by("created_at").first().created_at
    closed = ReportingPeriod.objects.of(programme).closed().filter(closed_at__gt=first_created)
    months = closed.values_list("month", flat=True)
    reclosed = {Period.containing(month, PERIOD_KIND[kind]) for month in months}
    ended = {period for period in reclosed if period.start <= last.start}
    return sorted(ended | set(periods_between(first.period, last)))


def _months(programme, period: Period):
    starts = [month.start for month in period.months()]
    return ReportingPeriod.objects.of(programme).filter(month__in=starts)


def _is_report_required(programme, period: Period) -> bool:
    """False where the set-up closed every month of the period without a report."""
    without_report = _months(programme, period).filter(report_wanted=False).count()
    return without_report < len(period.months())


def closing_of(programme: Programme, period: Period) -> ReportingPeriod | None:
    """The month that was closed last; None while any month of the period is open."""
    closed = list(_months(programme, period).closed().order_by("closed_at"))
    return closed[-1] if len(closed) == len(period.months()) else None


def needs_approval(run: ReportRun) -> bool:
    """Whether the run is the latest of its period and belongs to the current closing."""
    closing = closing_of(run.programme, run.period)
    latest = ReportRun.objects.of(run.programme).newest(run.kind, run.period)
    return closing is not None and run.closing == closing.closed_at and latest == run


def _is_missing(programme, kind, period: Period, clock: Clock, closing) -> bool:
    runs = ReportRun.objects.of(programme).of_period(kind, period)
    if closing:
        return not runs.filter(closing=closing.closed_at).exists()
    # A draft from before the period's end does not replace its report.
    exists = runs.filter(as_of__gte=period.next().start).exists()
    return not exists and is_due(programme, period, clock)


def add_revision(programme, kind, period: Period, clock: Clock, closing, *, after, by=None):
    """Create the revision after the run ``after`` (None: the first), or return the one that
    another process has created meanwhile."""
    run = ReportRun(
        programme=programme,
        kind=kind,
        period_start=period.start,
        revision=after.revision + 1 if after else 1,
        as_of=as_of_day(period, clock.day),
        closing=closing and closing.closed_at,
        closed_by=closing and closing.closed_by,
        created_by=by,
        **(_edited(after) if after else {}),
    )
    ReportRun.objects.bulk_create([run], ignore_conflicts=True)
    if after:
        resolve_notices(after.pk)
    runs = ReportRun.objects.of(programme).of_period(kind, period)
    return runs.get(revision=run.revision)


def _edited(run: ReportRun) -> dict:
    """What was edited in the revision before goes on in the next one; a corrected Word does not,
    since its figures are the earlier ones."""
    return {"edits": run.edits, "edited_by": run.edited_by, "edited_at": run.edited_at}
