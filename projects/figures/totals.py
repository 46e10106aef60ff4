"""What is counted and summed of projects. Each figure takes projects that the asker may see,
and the period or day; the list behind it is made by the same queryset methods."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, DecimalField, F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import share_of
from core.periods import Period
from programmes.models import Membership
from projects.choices import LINES, Light, ProjectKind, Stage
from projects.lights import ORDER
from projects.models import Sector
from projects.querysets import due_in

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


def amount_in(projects, period: Period, through: Period) -> Decimal:
    """Completed investment, in yuan, of the period's months up to ``through``."""
    rows = projects.with_amount_in(period, through)
    return rows.aggregate(total=Sum("period_amount", default=ZERO))["total"]


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
    rows = projects.order_by().with_lights(month, on=on).exclude(light=Light.NONE)
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
