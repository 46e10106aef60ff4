"""What is counted and summed of projects. Each figure takes projects that the asker may see,
and the period or day; the list behind it is made by the same queryset methods."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, Sum, Value
from django.utils.translation import gettext as _

from core.money import share_of
from core.periods import Period
from projects.choices import Light, OpeningKind, Stage
from projects.lights import ORDER, difference_of
from projects.models import MonthEntry, OpeningEntry, Sector

ZERO = Decimal(0)
GAP: DecimalField = DecimalField(max_digits=24, decimal_places=8)
BEHIND = (Light.RED, Light.YELLOW, Light.WATCH)


@dataclass(frozen=True)
class Investment:
    """Plan and completed investment in yuan, of the projects that are due to report.

    ``amount`` is that of the period's months; ``done`` that of January to ``month``.
    """

    month: Period
    due: int
    reported: int
    plan: Decimal
    amount: Decimal
    done: Decimal

    @property
    def not_reported(self) -> int:
        return self.due - self.reported

    @property
    def share(self) -> Fraction | None:
        return share_of(self.done, self.plan)

    @property
    def difference(self) -> Fraction | None:
        """Share of the plan − 序时进度, unrounded; None without a plan."""
        return difference_of(self.plan, self.done, self.month)

    @property
    def gap(self) -> Decimal:
        """Plan × months ÷ 12 − done, in yuan: what is missing against the time schedule."""
        return self.plan * self.month.last_month / 12 - self.done


def last_month_of(period: Period, on: date) -> Period:
    """The last month of the period that ended before the day; its first where none did."""
    ended = [month for month in period.months() if month.next().start <= on]
    return ended[-1] if ended else period.months()[0]


def investment(projects, period: Period, *, on: date) -> Investment:
    """The projects with a plan of the year; ``reported`` counts those of the last month."""
    month = last_month_of(period, on)
    due = projects.due_to_report(period.year)
    sums = due.with_investment(month).aggregate(
        due=Count("pk"),
        reported=Count("month_entry_id"),
        planned=Sum("plan", default=ZERO),
        done=Sum("year_amount", default=ZERO),
    )
    amount = amount_in(due, period, month)
    return Investment(month, sums["due"], sums["reported"], sums["planned"], amount, sums["done"])


def amount_in(projects, period: Period, through: Period) -> Decimal:
    """Completed investment, in yuan, of the period's months up to ``through``."""
    rows = projects.with_amount_in(period, through)
    return rows.aggregate(total=Sum("period_amount", default=ZERO))["total"]


def _earlier_months(projects, year: int):
    return OpeningEntry.objects.filter(
        project__in=projects.values("pk"), year=year, kind=OpeningKind.EARLIER_MONTHS
    )


@dataclass(frozen=True)
class CoursePoint:
    """A month of the year's course, in yuan. ``expected`` is plan × months ÷ 12."""

    month: Period
    amount: Decimal
    done: Decimal
    expected: Decimal
    reported: int


def course(projects, through: Period, *, plan: Decimal | None = None) -> list[CoursePoint]:
    """January to ``through``, month by month, of the projects with a plan of the year. The
    sum of their plans is asked for unless the caller knows it."""
    due = projects.due_to_report(through.year)
    if plan is None:
        plan = due.with_investment(through).aggregate(total=Sum("plan", default=ZERO))["total"]
    entries = MonthEntry.objects.filter(
        project__in=due.values("pk"), month__year=through.year, month__lte=through.start
    )
    by_month: dict[date, Any] = {
        row["month"]: row
        for row in entries.values("month").annotate(total=Sum("amount"), reported=Count("pk"))
    }
    openings = dict(
        _earlier_months(due, through.year).values_list("through").annotate(total=Sum("amount"))
    )
    points, done = [], ZERO
    for number in range(1, through.last_month + 1):
        month = Period.month(through.year, number)
        row = by_month.get(month.start, {"total": ZERO, "reported": 0})
        done += row["total"] + openings.get(month.start, ZERO)
        expected = plan * number / 12
        points.append(CoursePoint(month, row["total"], done, expected, row["reported"]))
    return points


@dataclass(frozen=True)
class Group:
    """Projects of one stage (or another group): how many, and their total investment in yuan."""

    key: str
    count: int
    total: Decimal


def by_stage(projects, *, on: date) -> list[Group]:
    """Every stage in its order, empty ones too; projects without a recorded stage are left out."""
    rows = projects.with_stage(on=on).values("stage")
    found = {
        row["stage"]: row
        for row in rows.annotate(count=Count("pk"), total=Sum("total_investment", default=ZERO))
    }
    nothing = {"count": 0, "total": ZERO}
    return [
        Group(stage.value, found.get(stage, nothing)["count"], found.get(stage, nothing)["total"])
        for stage in Stage
    ]


def size(projects) -> Group:
    """How many projects, and their total investment in yuan."""
    sums = projects.aggregate(count=Count("pk"), total=Sum("total_investment", default=ZERO))
    return Group("", sums["count"], sums["total"])


def all_of(groups: list[Group]) -> Group:
    """The groups added up."""
    total = sum((group.total for group in groups), ZERO)
    return Group("", sum(group.count for group in groups), total)


@dataclass(frozen=True)
class SectorRow:
    """One sector: all its projects, and the investment of those with a plan of the year.
    ``sector`` is None for the projects without one."""

    sector: Sector | None
    size: Group
    investment: Investment

    @property
    def name(self) -> str:
        return self.sector.name if self.sector else _("no sector")


def by_sector(projects, period: Period, *, on: date) -> list[SectorRow]:
    """The sectors that have projects, in the order of the catalogue; those without one last."""
    month = last_month_of(period, on)
    due = Q(plan__isnull=False)
    rows = projects.with_investment(month).with_amount_in(period, month).values("sector")
    found = {
        row.pop("sector"): row
        for row in rows.annotate(
            count=Count("pk"),
            total=Sum("total_investment", default=ZERO),
            due=Count("pk", filter=due),
            reported=Count("month_entry_id", filter=due),
            planned=Sum("plan", default=ZERO),
            amount=Sum("period_amount", filter=due, default=ZERO),
            done=Sum("year_amount", filter=due, default=ZERO),
        )
    }
    sectors = [*Sector.objects.filter(pk__in=[key for key in found if key])]
    return [
        _sector_row(sector, month, **found[sector and sector.pk])
        for sector in sectors + [None] * (None in found)
    ]


def _sector_row(sector, month, *, count, total, due, reported, planned, amount, done) -> SectorRow:
    size = Group(str(sector.pk) if sector else "none", count, total)
    return SectorRow(sector, size, Investment(month, due, reported, planned, amount, done))


def together(rows: list[SectorRow], month: Period) -> Investment:
    """The investment of all sectors: equals ``investment`` of the same projects."""
    parts = [row.investment for row in rows]
    return Investment(
        month,
        sum(part.due for part in parts),
        sum(part.reported for part in parts),
        sum((part.plan for part in parts), ZERO),
        sum((part.amount for part in parts), ZERO),
        sum((part.done for part in parts), ZERO),
    )


def lights(projects, month: Period, *, on: date) -> dict[Light, int]:
    """How many projects in construction show each light, in the order of urgency."""
    rows = projects.with_light(month, on=on).exclude(light=Light.NONE).values("light")
    found = {row["light"]: row["count"] for row in rows.annotate(count=Count("pk"))}
    return {light: found.get(light, 0) for light in ORDER}


def lights_by_unit(projects, month: Period, *, on: date) -> list[dict]:
    """Rows ``{owner_unit, owner_unit__name, n_red, n_yellow …}`` of the responsible units with
    projects in construction, those with most red, yellow and unreported first."""
    counts = {f"n_{light.value}": Count("pk", filter=Q(light=light)) for light in ORDER}
    rows = (
        projects.with_light(month, on=on)
        .exclude(light=Light.NONE)
        .values("owner_unit", "owner_unit__name")
        .annotate(**counts)
    )
    return sorted(rows, key=_most_urgent)


def lights_together(rows: list[dict]) -> dict[Light, int]:
    """The lights of all units: equals ``lights`` of the same projects."""
    return {light: sum(row[f"n_{light.value}"] for row in rows) for light in ORDER}


def troubled(row: dict) -> int:
    """How many projects of a row of ``lights_by_unit`` are red, yellow or unreported."""
    return row["n_red"] + row["n_yellow"] + row["n_unreported"]


def _most_urgent(row: dict) -> tuple:
    return (-troubled(row), -row["n_red"], row["owner_unit__name"] or "")


def largest_gaps(projects, month: Period, *, on: date, at_most: int = 10):
    """The projects in construction that reported the month and are furthest behind, with
    ``gap``: plan × months ÷ 12 − done, in yuan, above zero. Largest first."""
    behind = projects.with_light(month, on=on).filter(light__in=BEHIND)
    expected = F("plan") * Value(month.last_month) / Value(12)
    gap = ExpressionWrapper(expected - F("year_amount"), output_field=GAP)
    return behind.annotate(gap=gap).order_by("-gap", "code")[:at_most]
