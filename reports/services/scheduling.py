"""What is due: the sweeper that looks for runs to be made."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction

from core.periods import Period
from programmes.models import Programme, ReportingPeriod
from reports.choices import PERIOD_KIND, ReportKind
from reports.models import ReportRun
from reports.schedule import Clock, data_day, is_due, is_within, last_ended, periods_between
from reports.services.notices import resolve_notices

SWEEPER = 0x7265706F  # the advisory lock of the one who looks for what is due


@transaction.atomic
def make_due_runs(programme: Programme, now: datetime | None = None) -> list[ReportRun]:
    """Add the runs that are due and missing: drafts of ended periods, and the next revision of
    a period that was closed. Reports begin with the last period; from then on none is left out.
    Two at once make nothing twice: one holds the lock, and a revision exists once.
    """
    if not _may_sweep(programme):
        return []
    clock = Clock.of(programme, now)
    return [run for kind in ReportKind for run in _missing_runs(programme, kind, clock)]


def _may_sweep(programme: Programme) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [SWEEPER, programme.pk])
        return cursor.fetchone()[0]


def _missing_runs(programme, kind: ReportKind, clock: Clock) -> Iterator[ReportRun]:
    for period in _periods(programme, kind, clock):
        if is_within(programme, period) and _is_wanted(programme, period):
            closing = closing_of(programme, period)
            if _is_missing(programme, kind, period, clock, closing):
                newest = ReportRun.objects.of(programme).newest(kind, period)
                yield add_revision(programme, kind, period, clock, closing, after=newest)


def _periods(programme, kind: ReportKind, clock: Clock) -> list[Period]:
    """The ended periods since reports began, and earlier ones that were closed since then."""
    last = last_ended(kind, clock.day)
    runs = ReportRun.objects.of(programme).filter(kind=kind)
    if not (first := runs.order_by("period_start").first()):
        return [last]
    began = runs.order_by("created_at").first().created_at
    closed = ReportingPeriod.objects.of(programme).closed().filter(closed_at__gt=began)
    months = closed.values_list("month", flat=True)
    reclosed = {Period.containing(month, PERIOD_KIND[kind]) for month in months}
    ended = {period for period in reclosed if period.start <= last.start}
    return sorted(ended | set(periods_between(first.period, last)))


def _months(programme, period: Period):
    starts = [month.start for month in period.months()]
    return ReportingPeriod.objects.of(programme).filter(month__in=starts)


def _is_wanted(programme, period: Period) -> bool:
    """Not where the set-up closed every month of the period."""
    unwanted = _months(programme, period).filter(report_wanted=False).count()
    return unwanted < len(period.months())


def closing_of(programme: Programme, period: Period) -> ReportingPeriod | None:
    """The month whose closing closed the period; None while any month of it is open."""
    closed = list(_months(programme, period).closed().order_by("closed_at"))
    return closed[-1] if len(closed) == len(period.months()) else None


def is_to_be_approved(run: ReportRun) -> bool:
    """The run is the latest of its period, and made for the closing that stands."""
    closing = closing_of(run.programme, run.period)
    latest = ReportRun.objects.of(run.programme).newest(run.kind, run.period)
    return closing is not None and run.closing == closing.closed_at and latest == run


def _is_missing(programme, kind, period: Period, clock: Clock, closing) -> bool:
    runs = ReportRun.objects.of(programme).of_period(kind, period)
    if closing:
        return not runs.filter(closing=closing.closed_at).exists()
    # What was drafted before the period ended does not stand in for its report.
    made = runs.filter(as_of__gte=period.next().start).exists()
    return not made and is_due(programme, period, clock)


def add_revision(programme, kind, period: Period, clock: Clock, closing, *, after, by=None):
    """The revision after the run ``after`` (None: the first); where another adds it at this
    moment, theirs."""
    run = ReportRun(
        programme=programme,
        kind=kind,
        period_start=period.start,
        revision=after.revision + 1 if after else 1,
        as_of=data_day(period, clock.day),
        closing=closing and closing.closed_at,
        closed_by=closing and closing.closed_by,
        created_by=by,
    )
    ReportRun.objects.bulk_create([run], ignore_conflicts=True)
    if after:
        resolve_notices(after.pk)
    runs = ReportRun.objects.of(programme).of_period(kind, period)
    return runs.get(revision=run.revision)
