"""The course of a year, month by month: what was done, and what was due by each month's rules."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Sum, Value

from core.periods import Period
from projects.choices import OpeningKind
from projects.models import LateEntry, LightRule, MonthEntry, OpeningEntry, YearPlan

ZERO = Decimal(0)


@dataclass(frozen=True)
class CoursePoint:
    """A month of the year's course, in yuan. ``expected`` is what is due of the plan by its end;
    ``done`` holds what was made up for earlier months, ``amount`` does not."""

    month: Period
    amount: Decimal
    done: Decimal
    expected: Decimal
    reported: int


def course(projects, through: Period) -> list[CoursePoint]:
    """January to ``through``, month by month, of the projects with a plan of the year."""
    planned = projects.planned_in(through.year).values("pk")
    by_month = _by_month(planned, through)
    expected = _expected(planned, through.year)
    points, done = [], ZERO
    for number in range(1, through.last_month + 1):
        month = Period.month(through.year, number)
        amount, beside, reported = by_month.get(month.start, (ZERO, ZERO, 0))
        done += amount + beside
        points.append(CoursePoint(month, amount, done, expected(month), reported))
    return points


def _by_month(planned, through: Period) -> dict[date, tuple[Decimal, Decimal, int]]:
    """By month, in yuan: what was entered of it, what else is counted in it (an opening entry,
    what was made up for earlier months), and how many projects reported it."""
    year = through.year
    entries = MonthEntry.objects.filter(
        project__in=planned, month__year=year, month__lte=through.start
    )
    openings = OpeningEntry.objects.filter(
        project__in=planned, year=year, kind=OpeningKind.EARLIER_MONTHS
    )
    late = LateEntry.objects.filter(project__in=planned, counted_in__year=year)
    rows = _summed(entries, "month", Count("pk")).union(
        _summed(openings, "through", Value(0)), _summed(late, "counted_in", Value(0)), all=True
    )
    found: dict[date, tuple[Decimal, Decimal, int]] = {}
    for month, total, reported in rows:
        amount, beside, count = found.get(month, (ZERO, ZERO, 0))
        if reported:
            found[month] = (total, beside, reported)
        else:
            found[month] = (amount, beside + total, count)
    return found


def _summed(rows, month: str, reported):
    rows = rows.order_by().values(at=F(month))
    return rows.annotate(total=Sum("amount"), reported=reported).values_list(
        "at", "total", "reported"
    )


def _expected(planned, year: int) -> Callable[[Period], Decimal]:
    """What is due of the year's plans by the end of a month, by the rules valid in it."""
    rule = "programme__light_rules__"
    fields = ("valid_from", "valid_until", *(f"quarter_{number}" for number in range(1, 5)))
    rows = YearPlan.objects.filter(project__in=planned, year=year).order_by()
    sums: Any = rows.values("programme", **{name: F(f"{rule}{name}") for name in fields})
    plans: dict[int, Decimal] = {}
    rules: dict[int, list[LightRule]] = {}
    for row in sums.annotate(total=Sum("amount")):
        programme = row.pop("programme")
        plans[programme] = row.pop("total")
        rules.setdefault(programme, []).append(LightRule(**row))
    return lambda month: sum(
        (plan * due_twelfths_of(rules[programme], month) / 12 for programme, plan in plans.items()),
        ZERO,
    )


def due_twelfths_of(rules: Iterable[LightRule], month: Period) -> Decimal:
    """Twelfths of a year's plan that are due by the month's end, by a programme's versions of the
    rules: the same as ``lights.due_twelfths``, for whoever has no project at hand."""
    valid = (rule for rule in rules if rule.valid_from and rule.is_valid_in(month))
    return next(valid, LightRule()).due_twelfths(month)
