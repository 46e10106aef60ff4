"""What is counted and summed of projects. Each figure takes projects that the asker may see,
and the period or day; the list behind it is made by the same queryset methods."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, Sum, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import share_of
from core.periods import Period
from programmes.models import Membership
from projects.choices import LINES, Light, OpeningKind, ProjectKind, Stage
from projects.lights import ORDER, WARNINGS
from projects.models import (
    LateEntry,
    LightRule,
    MonthEntry,
    OpeningEntry,
    Sector,
    StageEvent,
    YearPlan,
)

ZERO = Decimal(0)
TWELFTHS = F("plan") * F("due_twelfths")
GAP: DecimalField = DecimalField(max_digits=24, decimal_places=8)
BEHIND = (Light.RED, Light.YELLOW, Light.WATCH, Light.EXEMPT)


@dataclass(frozen=True)
class Investment:
    """Plan and completed investment in yuan, of the projects that are due to report.

    ``amount`` is that of the period's months; ``done`` that of January to ``month``; ``twelfths``
    twelve times what is due of the plan by the end of ``month``.
    """

    month: Period
    due: int
    reported: int
    plan: Decimal
    amount: Decimal
    done: Decimal
    twelfths: Decimal

    @classmethod
    def of(cls, month: Period, *, planned: Decimal, **sums) -> "Investment":
        """From what was summed, where the plan's sum cannot be called as the plan."""
        return cls(month=month, plan=planned, **sums)

    @property
    def not_reported(self) -> int:
        return self.due - self.reported

    @property
    def share(self) -> Fraction | None:
        return share_of(self.done, self.plan)

    @property
    def difference(self) -> Fraction | None:
        """Share of the plan − 序时进度, unrounded; None without a plan."""
        share = self.share
        return None if share is None else share - self.due_share

    @property
    def due_share(self) -> Fraction:
        """序时进度: what is due of the plan, as a share; months ÷ 12 without a plan."""
        return self.expected / Fraction(self.plan) if self.plan else self.month.time_share

    @property
    def expected(self) -> Fraction:
        """What is due of the plan by the end of the month, in yuan, unrounded."""
        return Fraction(self.twelfths) / 12

    @property
    def gap(self) -> Decimal:
        """What is due − done, in yuan: what is missing against the time schedule."""
        return self.twelfths / 12 - self.done


def last_month_of(period: Period, on: date) -> Period:
    """The last month of the period that ended before the day; its first where none did."""
    ended = [month for month in period.months() if month.next().start <= on]
    return ended[-1] if ended else period.months()[0]


def investment(projects, period: Period, *, on: date) -> Investment:
    """The projects with a plan of the year; ``reported`` counts those of the last month."""
    month = last_month_of(period, on)
    planned = projects.planned_in(period.year)
    sums = planned.with_investment(month).aggregate(
        due=Count("pk", filter=due_in(month)),
        reported=Count("month_entry_id"),
        planned=Sum("plan", default=ZERO),
        done=Sum("year_amount", default=ZERO),
        twelfths=Sum(TWELFTHS, default=ZERO),
    )
    return Investment.of(month, amount=amount_in(planned, period, month), **sums)


def due_in(month: Period) -> Q:
    """Of projects with a plan: those that ``due_to_report`` names."""
    aside = StageEvent.objects.aside(on=month.last_day).values("project")
    open_ended = Q(last_report__isnull=True) | Q(last_report__gte=month.start)
    return open_ended & ~Q(pk__in=aside)


def amount_in(projects, period: Period, through: Period) -> Decimal:
    """Completed investment, in yuan, of the period's months up to ``through``."""
    rows = projects.with_amount_in(period, through)
    return rows.aggregate(total=Sum("period_amount", default=ZERO))["total"]


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


@dataclass(frozen=True)
class Group:
    """Projects of one stage (or another group): how many, and their total investment in yuan."""

    key: str
    count: int
    total: Decimal


def by_stage(projects, *, on: date) -> list[Group]:
    """The stages of construction in their order, empty ones too, and those others that some are
    in; projects without a recorded stage are left out."""
    rows = projects.with_stage(on=on).values("stage")
    found = {
        row["stage"]: row
        for row in rows.annotate(count=Count("pk"), total=Sum("total_investment", default=ZERO))
    }
    nothing = {"count": 0, "total": ZERO}
    return [
        Group(stage.value, found.get(stage, nothing)["count"], found.get(stage, nothing)["total"])
        for stage in Stage
        if stage in found or stage in LINES[ProjectKind.CONSTRUCTION]
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


@dataclass(frozen=True)
class GroupRow:
    """Projects alike in a field, by the name of what stands there; ``lights`` counts those in
    construction by the light of their progress."""

    name: str
    size: Group
    investment: Investment
    lights: dict[Light, int]

    @property
    def red(self) -> int:
        return self.lights[Light.RED]

    @property
    def yellow(self) -> int:
        return self.lights[Light.YELLOW]

    @property
    def unreported(self) -> int:
        return self.lights[Light.UNREPORTED]


def by_group(projects, period: Period, *, on: date, field: str) -> list[GroupRow]:
    """The groups that have projects: sectors and townships in the county's own order, officials by
    name; those of nothing last."""
    found = grouped(projects, period, on=on, field=field)
    month = last_month_of(period, on)
    shown = _lights_by(projects, month, on, field)
    nothing = dict.fromkeys(ORDER, 0)
    names = NAMES[field]([key for key in found if key])
    empty = {key: str(WITHOUT[field]) for key in found if not key}
    return [
        GroupRow(name, *found[key], shown.get(key, nothing))
        for key, name in {**names, **empty}.items()
    ]


def _lights_by(projects, month: Period, on: date, field: str) -> dict[Any, dict[Light, int]]:
    rows = projects.order_by().with_light(month, on=on).exclude(light=Light.NONE)
    found: dict[Any, dict[Light, int]] = {}
    for row in rows.values(field, "light").annotate(count=Count("pk")):
        counts = found.setdefault(row[field], dict.fromkeys(ORDER, 0))
        counts[Light(row["light"])] = row["count"]
    return found


def _sector_names(keys: list) -> dict[Any, str]:
    return dict(Sector.objects.filter(pk__in=keys).values_list("pk", "name"))


def _township_names(keys: list) -> dict[Any, str]:
    rows = Membership.objects.filter(unit__in=keys).order_by("position", "pk")
    return dict(rows.values_list("unit", "unit__name"))


def _official_names(keys: list) -> dict[Any, str]:
    return {name: name for name in sorted(keys)}


NAMES: dict[str, Callable[[list], dict[Any, str]]] = {
    "sector": _sector_names,
    "township": _township_names,
    "lead_official": _official_names,
}
WITHOUT = {
    "sector": gettext_lazy("no sector"),
    "township": gettext_lazy("across townships or outside the county"),
    "lead_official": gettext_lazy("no lead official named"),
}


def by_sector(projects, period: Period, *, on: date) -> list[SectorRow]:
    """The sectors that have projects, in the order of the catalogue; those without one last."""
    found = grouped(projects, period, on=on, field="sector")
    sectors = [*Sector.objects.filter(pk__in=[key for key in found if key])]
    return [
        SectorRow(sector, *found[sector and sector.pk])
        for sector in sectors + [None] * (None in found)
    ]


def grouped(
    projects, period: Period, *, on: date, field: str
) -> dict[Any, tuple[Group, Investment]]:
    """The projects by what stands in a field: by its value, all of them, and the investment of
    those with a plan of the year. The key of a group of nothing (None, empty) is ``none``."""
    month = last_month_of(period, on)
    planned = Q(plan__isnull=False)
    rows = projects.order_by().with_investment(month).with_amount_in(period, month).values(field)
    rows = rows.annotate(
        count=Count("pk"),
        total=Sum("total_investment", default=ZERO),
        due=Count("pk", filter=planned & due_in(month)),
        reported=Count("month_entry_id", filter=planned),
        planned=Sum("plan", default=ZERO),
        amount=Sum("period_amount", filter=planned, default=ZERO),
        done=Sum("year_amount", filter=planned, default=ZERO),
        twelfths=Sum(TWELFTHS, default=ZERO),
    )
    found = {}
    for row in rows:
        value, count, total = row.pop(field), row.pop("count"), row.pop("total")
        found[value] = (Group(str(value or "none"), count, total), Investment.of(month, **row))
    return found


def together(rows: Sequence[SectorRow | GroupRow], month: Period) -> Investment:
    """The investment of all groups: equals ``investment`` of the same projects."""
    parts = [row.investment for row in rows]
    return Investment(
        month,
        sum(part.due for part in parts),
        sum(part.reported for part in parts),
        sum((part.plan for part in parts), ZERO),
        sum((part.amount for part in parts), ZERO),
        sum((part.done for part in parts), ZERO),
        sum((part.twelfths for part in parts), ZERO),
    )


def lights(projects, month: Period, *, on: date) -> dict[Light, int]:
    """How many projects in construction show each light, in the order of urgency."""
    rows = projects.with_light(month, on=on).exclude(light=Light.NONE).values("light")
    found = {row["light"]: row["count"] for row in rows.annotate(count=Count("pk"))}
    return {light: found.get(light, 0) for light in ORDER}


def other_warnings(projects, month: Period, *, on: date) -> dict[str, int]:
    """How many projects are yellow or red for their ``start``, and for the ``statistics``."""
    warned = {
        name: Count("pk", filter=Q(**{f"{name}_light__in": WARNINGS}))
        for name in ("start", "statistics")
    }
    return projects.with_lights(month, on=on).aggregate(**warned)


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
    ``gap``: what is due of the plan − done, in yuan, above zero. Largest first."""
    behind = projects.with_light(month, on=on).filter(light__in=BEHIND)
    gap = ExpressionWrapper(TWELFTHS / Value(12) - F("year_amount"), output_field=GAP)
    return behind.annotate(gap=gap).order_by("-gap", "code")[:at_most]
