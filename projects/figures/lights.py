"""Numbers of projects by light, and the projects furthest behind. The lists behind them use the
same queryset methods."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q

from core.choices import Light
from core.periods import Period
from projects.choices import LightKind
from projects.lights import COLOURS, FIELDS, ORDER, WARNINGS
from projects.querysets import DUE

BEHIND = (Light.RED, Light.YELLOW, Light.WATCH, Light.EXEMPT)
# The colours by which a project is rated; every other value is a reason why it is not.
RATINGS = (Light.RED, Light.YELLOW, Light.WATCH, Light.GREEN)
# Of each light the number of projects by colour, in the order of COLOURS.
LightCounts = dict[LightKind, dict[Light, int]]

NUMBERS = {
    f"{kind.value}_{light.value}": Count("pk", filter=Q(**{FIELDS[kind]: light}))
    for kind in LightKind
    for light in COLOURS[kind]
}


def _rated(projects, month: Period) -> Any:
    return projects.known_in(month).with_lights(month)


def counts(projects, month: Period) -> LightCounts:
    """The numbers of the projects by each of their lights."""
    return _counts_of(_rated(projects, month).aggregate(**NUMBERS))


def counts_by(projects, month: Period, *, field: str) -> dict[Any, LightCounts]:
    """``counts`` of the projects by the value of a field, in one query."""
    rows = _rated(projects, month).order_by().values(field).annotate(**NUMBERS)
    return {row[field]: _counts_of(row) for row in rows}


def _counts_of(row: dict[str, Any]) -> LightCounts:
    return {
        kind: {light: row[f"{kind.value}_{light.value}"] for light in COLOURS[kind]}
        for kind in LightKind
    }


def counts_by_unit(projects, month: Period) -> list[dict[str, Any]]:
    """Rows ``{owner_unit, owner_unit__name, counts}`` of all responsible units."""
    rows = _rated(projects, month).order_by()
    rows = rows.values("owner_unit", "owner_unit__name").annotate(**NUMBERS)
    names = ("owner_unit", "owner_unit__name")
    return [{**{name: row[name] for name in names}, "counts": _counts_of(row)} for row in rows]


def counts_together(parts: Iterable[LightCounts]) -> LightCounts:
    """Equals ``counts`` of all their projects."""
    parts = list(parts)
    return {
        kind: {light: sum(part[kind][light] for part in parts) for light in COLOURS[kind]}
        for kind in LightKind
    }


def in_construction(found: LightCounts) -> dict[Light, int]:
    """The projects in construction by the light of their progress."""
    return {light: found[LightKind.PROGRESS][light] for light in ORDER}


def rated(found: LightCounts) -> int:
    """The number of projects of which the overall warning has a colour."""
    return sum(found[LightKind.OVERALL][light] for light in RATINGS)


def unrated(found: LightCounts) -> dict[Light, int]:
    """The others by the reason why they have none."""
    counts = found[LightKind.OVERALL]
    return {light: n for light, n in counts.items() if n and light not in RATINGS}


def warned(found: LightCounts, kind: LightKind) -> int:
    """The number of projects of which the light is yellow or red."""
    return sum(found[kind][light] for light in WARNINGS)


def units_in_construction(rows: list[dict]) -> list[dict]:
    """The units with projects in construction, those with most red, yellow and unreported first."""
    found = [row for row in rows if any(in_construction(row["counts"]).values())]
    return sorted(found, key=_most_urgent)


def troubled(row: dict) -> int:
    """The number of projects whose progress is red, yellow or unreported, in a row of
    ``counts_by_unit``."""
    found = row["counts"][LightKind.PROGRESS]
    return found[Light.RED] + found[Light.YELLOW] + found[Light.UNREPORTED]


def _most_urgent(row: dict) -> tuple:
    red = row["counts"][LightKind.PROGRESS][Light.RED]
    return (-troubled(row), -red, row["owner_unit__name"] or "")


def largest_gaps(projects, month: Period, *, at_most: int = 10):
    """The projects in construction that reported the month and are furthest behind: those with
    the largest ``gap`` first."""
    behind = _rated(projects, month).filter(light__in=BEHIND)
    return behind.order_by((DUE - F("year_amount") * 12).desc(), "code")[:at_most]
