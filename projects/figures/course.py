"""The course of a year by month: completed investment, and what was due by each month's rules."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from core.database.laterals import Lateral, compile_lateral, join_lateral
from core.periods import Period
from programmes.models import Programme
from projects.choices import CountedKind
from projects.laterals import january
from projects.lights import due_twelfths, rule_in
from projects.models import CountedInvestment
from projects.querysets import COUNTED_IN

ZERO = Decimal(0)


@dataclass(frozen=True)
class CoursePoint:
    """A month of the year, in yuan. ``expected`` is what is due of the plan by its end; ``done``,
    since January, includes late and opening entries, ``amount`` does not."""

    month: Period
    amount: Decimal
    done: Decimal
    expected: Decimal
    reported: int


def course(projects, through: Period) -> list[CoursePoint]:
    """January to ``through``, month by month, of the projects with a plan of the year."""
    planned = projects.planned_in(through.year)
    months = [Period.month(through.year, number) for number in range(1, through.last_month + 1)]
    counted, expected = _by_month(planned, through), _expected(planned, months)
    points, done = [], ZERO
    for month, due in zip(months, expected, strict=True):
        amount, beside, reported = counted.get(month.start, (ZERO, ZERO, 0))
        done += amount + beside
        points.append(CoursePoint(month, amount, done, due, reported))
    return points


def _by_month(planned, through: Period) -> dict[date, tuple[Decimal, Decimal, int]]:
    """By month, in yuan: the month entries, what else is counted in the month, and how many
    projects reported it."""
    rows = CountedInvestment.objects.filter(
        project__in=planned.values("pk"),
        kind__in=COUNTED_IN["year"],
        month__range=(january(through), through.start),
    )
    is_entry = Q(kind=CountedKind.ENTRY)
    sums = rows.values_list("month").annotate(
        entered=Sum("amount", filter=is_entry, default=ZERO),
        beside=Sum("amount", filter=~is_entry, default=ZERO),
        reported=Count("project", filter=is_entry),
    )
    return {month: tuple(found) for month, *found in sums}


def _expected(planned, months: list[Period]) -> list[Decimal]:
    """What is due of the plans by each month's end, by each programme's rules for the month."""
    last = months[-1]
    rows = planned.order_by().with_plan(last).filter(programme=OuterRef("pk"))
    plan = rows.values("programme").annotate(total=Sum("plan")).values("total")
    programmes = Programme.objects.filter(pk__in=planned.values("programme"))
    programmes, due = join_lateral(programmes, _schedule(last.year))
    sums = [ZERO] * len(months)
    for total, *twelfths in programmes.values_list(Subquery(plan), *due.values()):
        sums = [so_far + total * due for so_far, due in zip(sums, twelfths, strict=False)]
    return [total / 12 for total in sums]


@lru_cache(maxsize=16)
def _schedule(year: int) -> Lateral:
    """``due_twelfths`` of the twelve months, for programmes."""
    rows = Programme.objects.all()
    for number in range(1, 13):
        month, rule = Period.month(year, number), f"rule_{number}"
        rows = rows.annotate(**{rule: rule_in(month)})
        rows = rows.annotate(**{f"due_{number}": due_twelfths(month, rule)})
    return compile_lateral("schedule", rows)
