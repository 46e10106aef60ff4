"""The course of a year by month: completed investment, and what was due by each month's rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.db.models import Count, Q, Sum

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


def course(
    projects, through: Period, plans: Mapping[int, Decimal] | None = None
) -> list[CoursePoint]:
    """January to ``through``, month by month, of the projects with a plan of the year. ``plans``
    are the sums of their plans in yuan by programme, read where they are not given."""
    planned = projects.known_in(through).planned(through)
    return course_of(planned, through, plans_by_programme(planned) if plans is None else plans)


def course_of(projects, through: Period, plans: Mapping[int, Decimal]) -> list[CoursePoint]:
    """January to ``through``, month by month, of these projects and plans."""
    months = [Period.month(through.year, number) for number in range(1, through.last_month + 1)]
    counted, expected = _by_month(projects, through), _expected(plans, months)
    points, done = [], ZERO
    for month, due in zip(months, expected, strict=True):
        amount, beside, reported = counted.get(month.start, (ZERO, ZERO, 0))
        done += amount + beside
        points.append(CoursePoint(month, amount, done, due, reported))
    return points


def _by_month(projects, through: Period) -> dict[date, tuple[Decimal, Decimal, int]]:
    """By month, in yuan: the month entries, what else is counted in the month, and how many
    projects reported it."""
    rows = CountedInvestment.objects.filter(
        project__in=projects.values("pk"),
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


def plans_by_programme(planned) -> dict[int, Decimal]:
    rows = planned.order_by().values_list("programme")
    return dict(rows.annotate(total=Sum("plan", default=ZERO)))


def _expected(plans: Mapping[int, Decimal], months: list[Period]) -> list[Decimal]:
    """What is due of the plans by each month's end, by each programme's rules for the month."""
    programmes, due = join_lateral(
        Programme.objects.filter(pk__in=plans), _schedule(months[-1].year)
    )
    sums = [ZERO] * len(months)
    for programme, *twelfths in programmes.values_list("pk", *due.values()):
        total = plans[programme]
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
