"""Counts and sums of projects. Each takes the projects that the user may see, and a period or day;
the lists behind them use the same queryset methods."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Aggregate, Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import share_of
from core.periods import Period
from programmes.models import Membership
from projects.choices import LINES, ProjectKind, Stage
from projects.figures.lights import LightCounts, counts_by
from projects.models import Sector
from projects.plan_progress import PlanProgress
from projects.querysets import DUE

ZERO = Decimal(0)


@dataclass(frozen=True)
class Investment(PlanProgress):
    """Plan and completed investment of the ``planned`` projects, which have a plan of the year:
    ``due`` of them must report the month, ``reported`` have. ``amount`` is that of the period's
    months, ``done`` that of January to ``month``.
    """

    month: Period
    planned: int
    due: int
    reported: int
    plan: Decimal
    amount: Decimal
    done: Decimal
    twelfths: Decimal

    @property
    def not_reported(self) -> int:
        return self.due - self.reported

    @property
    def is_begun(self) -> bool:
        """Whether anything of the year is reported: before that nothing is compared with the
        plan."""
        return bool(self.reported or self.done)

    @property
    def share(self) -> Fraction | None:
        return super().share if self.is_begun else None

    @property
    def due_share(self) -> Fraction:
        """序时进度 of the plans together; months ÷ 12 without a plan."""
        due = share_of(self.twelfths, self.plan * 12)
        return self.month.time_share if due is None else due


def last_month_of(period: Period, on: date) -> Period:
    """The last month of the period that ended before the day; its first where none did."""
    ended = [month for month in period.months() if month.next().start <= on]
    return ended[-1] if ended else period.months()[0]


# The columns of a Group.
SIZE: dict[str, Aggregate] = {
    "count": Count("pk"),
    "total": Sum("total_investment", default=ZERO),
    "untotalled": Count("pk", filter=Q(total_investment__isnull=True)),
}
PLANNED = Q(plan__isnull=False)
# The columns of an Investment in their order, for rows of ``with_sums``.
SUMS = {
    "with_plan": Count("pk", filter=PLANNED),
    "due": Count("pk", filter=Q(is_due=True)),
    "reported": Count("month_entry_id", filter=PLANNED),
    "planned": Sum("plan", default=ZERO),
    "amount": Sum("period_amount", filter=PLANNED, default=ZERO),
    "done": Sum("year_amount", filter=PLANNED, default=ZERO),
    "twelfths": Sum(DUE, default=ZERO),
}


def investment(projects, period: Period, month: Period) -> Investment:
    """The projects with a plan of the year, from the period's begin to the end of ``month``, of
    which ``reported`` counts the entries."""
    sums = projects.known_in(month).with_sums(period, month).aggregate(**SUMS)
    return Investment(month, *sums.values())


def add_up(parts: Iterable[Investment], month: Period) -> Investment:
    """Equals ``investment`` of all their projects."""
    parts = list(parts)
    counts = (sum(getattr(part, name) for part in parts) for name in ("planned", "due", "reported"))
    names = ("plan", "amount", "done", "twelfths")
    amounts = (sum((getattr(part, name) for part in parts), ZERO) for name in names)
    return Investment(month, *counts, *amounts)


@dataclass(frozen=True)
class Group:
    """The number of projects of a group, and their total investment in yuan, which ``untotalled``
    of them do not state."""

    key: str
    count: int
    total: Decimal
    untotalled: int = 0


def sizes_by_stage(projects, *, on: date) -> dict[str | None, Group]:
    """The stages that have projects; None for those without a recorded stage."""
    rows = projects.with_stage(on=on).values("stage").annotate(**SIZE)
    return {row["stage"]: _group(row["stage"], row) for row in rows}


def in_stages(sizes: dict[str | None, Group]) -> list[Group]:
    """The stages of construction in order, empty ones too, and other stages that have projects;
    projects without a recorded stage are left out."""
    return [
        sizes.get(stage, Group(stage.value, 0, ZERO))
        for stage in Stage
        if stage in sizes or stage in LINES[ProjectKind.CONSTRUCTION]
    ]


def by_stage(projects, *, on: date) -> list[Group]:
    """``in_stages`` of the projects."""
    return in_stages(sizes_by_stage(projects, on=on))


def size(projects) -> Group:
    """The number of projects and their total investment in yuan."""
    return Group("", **projects.aggregate(**SIZE))


def all_of(groups: list[Group]) -> Group:
    """The groups added up."""
    total = sum((group.total for group in groups), ZERO)
    untotalled = sum(group.untotalled for group in groups)
    return Group("", sum(group.count for group in groups), total, untotalled)


@dataclass(frozen=True)
class SectorSize:
    """All projects of a sector, or those without one."""

    name: str
    size: Group


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
    """Projects with the same value of a field; ``lights`` counts them by each of their lights."""

    name: str
    size: Group
    investment: Investment
    lights: LightCounts


def by_group(projects, month: Period, *, field: str) -> list[GroupRow]:
    """The groups that have projects: sectors and townships in the county's order, officials by
    name; projects without a value last."""
    found = grouped(projects, month, month, field=field)
    lights = counts_by(projects, month, field=field)
    names = NAMES[field]([key for key in found if key])
    empty = {key: str(WITHOUT[field]) for key in found if not key}
    return [GroupRow(name, *found[key], lights[key]) for key, name in {**names, **empty}.items()]


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


def sizes_by_sector(projects) -> list[SectorSize]:
    """The sectors that have projects, the largest total investment first."""
    rows = projects.order_by().values("sector", "sector__name")
    rows = rows.annotate(**SIZE)
    return [
        SectorSize(row["sector__name"] or _("no sector"), _group(row["sector"], row))
        for row in rows.order_by("-total", "sector")
    ]


def by_sector(projects, period: Period, month: Period) -> list[SectorRow]:
    """The sectors that have projects, in the order of the catalogue; those without one last."""
    found = grouped(projects, period, month, field="sector")
    sectors = [*Sector.objects.filter(pk__in=[key for key in found if key])]
    return [
        SectorRow(sector, *found[sector and sector.pk])
        for sector in sectors + [None] * (None in found)
    ]


def grouped(
    projects, period: Period, month: Period, *, field: str
) -> dict[Any, tuple[Group, Investment]]:
    """By the value of a field, as known of the month: all its projects, and the investment of those
    with a plan of the year. The key of a group without a value (None, empty) is ``none``."""
    rows = projects.known_in(month).order_by().with_sums(period, month).values(field)
    rows = rows.annotate(**SIZE, **SUMS)
    return {
        row[field]: (
            _group(row[field], row),
            Investment(month, *(row[name] for name in SUMS)),
        )
        for row in rows
    }


def _group(key: Any, row: dict[str, Any]) -> Group:
    return Group(str(key or "none"), **{name: row[name] for name in SIZE})


def together(rows: Sequence[SectorRow | GroupRow], month: Period) -> Investment:
    """The investment of all groups."""
    return add_up((row.investment for row in rows), month)
