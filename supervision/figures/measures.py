"""What each unit of the county did of what was due in a year, from January to the end of a month
(docs/rules.md#measures). Helpers are partners: none of them is measured."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from core.money import share_of
from core.periods import Period
from core.web.links import list_address
from funds.choices import Family
from funds.figures import chains_by
from funds.models import FundLine
from programmes.choices import LISTED, TaskState
from programmes.models import Membership, Programme, Task
from projects.figures.totals import grouped
from projects.models import Project
from supervision.choices import DONE, MeasureKind
from supervision.models import Finding

# Tasks that are due: without what is set aside.
DUE_STATES = tuple(state for state in LISTED if state != TaskState.SUSPENDED)
# Why a measure is not applicable to a unit without records.
NOTHING_DUE = {
    MeasureKind.INVESTMENT: _("not applicable: no project has a plan of the year"),
    MeasureKind.TASKS: _("not applicable: no task was due by then"),
    MeasureKind.RECTIFICATION: _("not applicable: no finding due by then was recorded by then"),
    MeasureKind.MONEY: _("not applicable: no helper's money had arrived by then"),
}


@dataclass(frozen=True)
class Measure:
    """``done`` of ``whole``, of ``count`` records; money in yuan. ``expected`` is the share that is
    due by then (序时进度), None where all of it is."""

    count: int
    done: Decimal
    whole: Decimal
    expected: Fraction | None = None

    @property
    def share(self) -> Fraction | None:
        """Unrounded; None of nothing."""
        return share_of(self.done, self.whole)

    @property
    def difference(self) -> Fraction | None:
        """Share − expected, unrounded."""
        if self.share is None or self.expected is None:
            return None
        return self.share - self.expected

    @property
    def value(self) -> Fraction | None:
        """By which units are ranked; None where the measure is not applicable."""
        return self.share if self.expected is None else self.difference


def measures(programme: Programme, kind: MeasureKind, month: Period) -> dict[int, Measure]:
    """The measures of the units that have records, by unit id, in two queries."""
    helpers = set(Membership.objects.of(programme).helpers().values_list("unit", flat=True))
    found = MEASURES[kind](programme, month)
    return {key: one for key, one in found.items() if key and key not in helpers}


def _investment(programme: Programme, month: Period) -> dict[Any, Measure]:
    """Of the owners' projects with a plan of the year, without those that are exempt."""
    rows = Project.objects.of(programme).with_exemption(month).filter(is_exempt=False)
    groups = grouped(rows, month, month, field="owner_unit")
    return {
        key: Measure(one.planned, one.done, one.plan, one.due_share)
        for key, (_size, one) in groups.items()
        if one.planned
    }


def _tasks(programme: Programme, month: Period) -> dict[Any, Measure]:
    rows = Task.objects.of(programme).as_of(month.last_day).due(month.last_day)
    rows = rows.filter(deadline_then__year=month.year, state_then__in=DUE_STATES)
    return _counted(rows, "lead_unit", Q(state_then=TaskState.CLOSED))


def _rectification(programme: Programme, month: Period) -> dict[Any, Measure]:
    rows = Finding.objects.of(programme).counted().as_of(month.last_day).due(month.last_day)
    rows = rows.filter(due_then__year=month.year)
    return _counted(rows, "unit", Q(state_then__in=DONE))


def _counted(rows: Any, field: str, is_done: Q) -> dict[Any, Measure]:
    found = rows.order_by().values(field).annotate(whole=Count("pk"), done=_count(is_done))
    return {
        row[field]: Measure(row["whole"], Decimal(row["done"]), Decimal(row["whole"]))
        for row in found
    }


def _count(condition: Q) -> Count:
    return Count("pk", filter=condition)


def _money(programme: Programme, month: Period) -> dict[Any, Measure]:
    """Helpers' money that arrived by the month's end, and what of it is paid: no rate mixes two
    families of money."""
    on = month.last_day
    lines = FundLine.objects.of(programme).of_family(Family.HELPERS).arrived(on=on)
    chains = chains_by(lines, on, field="project__owner_unit")
    return {key: Measure(one.count, one.paid, one.arrived) for key, one in chains.items()}


MEASURES: dict[MeasureKind, Callable[[Programme, Period], dict[Any, Measure]]] = {
    MeasureKind.INVESTMENT: _investment,
    MeasureKind.TASKS: _tasks,
    MeasureKind.RECTIFICATION: _rectification,
    MeasureKind.MONEY: _money,
}


def measure_address(kind: MeasureKind, unit: int, month: Period) -> str:
    """The list of the records that the unit's measure counts."""
    name, filters = measure_list(kind, unit, month)
    return list_address(name, **filters)


def measure_list(kind: MeasureKind, unit: int, month: Period) -> tuple[str, dict[str, Any]]:
    """The url name and the filters of this list."""
    day = month.last_day.isoformat()
    year = {"year": month.year, "as_of": day}
    return {
        MeasureKind.INVESTMENT: (
            "projects",
            {"month": str(month), "owner": unit, "planned": "yes", "exempt": "no"},
        ),
        MeasureKind.TASKS: (
            "tasks",
            {"lead": unit, "state": [one.value for one in DUE_STATES], "due": "yes", **year},
        ),
        MeasureKind.RECTIFICATION: ("findings", {"unit": unit, **year}),
        MeasureKind.MONEY: (
            "funds",
            {"owner": unit, "family": Family.HELPERS.value, "arrived": "yes", "as_of": day},
        ),
    }[kind]
