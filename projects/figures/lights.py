"""Numbers of projects by light, and the projects furthest behind. The lists behind them use the
same queryset methods."""

from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from core.periods import Period
from projects.choices import Light
from projects.lights import ORDER, WARNINGS
from projects.querysets import DUE

BEHIND = (Light.RED, Light.YELLOW, Light.WATCH, Light.EXEMPT)
OTHER_LIGHTS = ("start", "statistics")


def lights(projects, month: Period, *, on: date) -> dict[Light, int]:
    """The number of projects in construction by light, in the order of urgency."""
    rows = projects.with_lights(month, on=on).exclude(light=Light.NONE).values("light")
    found = {row["light"]: row["count"] for row in rows.annotate(count=Count("pk"))}
    return {light: found.get(light, 0) for light in ORDER}


def lights_by(projects, month: Period, *, on: date, field: str) -> dict[Any, dict[Light, int]]:
    """``lights`` of the projects by the value of a field; values without any are left out."""
    rows = projects.order_by().with_lights(month, on=on).exclude(light=Light.NONE)
    found: dict[Any, dict[Light, int]] = {}
    for row in rows.values(field, "light").annotate(count=Count("pk")):
        counts = found.setdefault(row[field], dict.fromkeys(ORDER, 0))
        counts[Light(row["light"])] = row["count"]
    return found


def counts_by_unit(projects, month: Period, *, on: date) -> list[dict]:
    """Rows ``{owner_unit, owner_unit__name, n_red, n_yellow … start, statistics}`` of all
    responsible units: the projects in construction by the light of their progress, and those that
    are yellow or red for their start or statistics."""
    counts = {f"n_{light.value}": Count("pk", filter=Q(light=light)) for light in ORDER}
    counts |= {
        name: Count("pk", filter=Q(**{f"{name}_light__in": WARNINGS})) for name in OTHER_LIGHTS
    }
    rows = projects.order_by().with_lights(month, on=on)
    return list(rows.values("owner_unit", "owner_unit__name").annotate(**counts))


def other_warnings(rows: list[dict]) -> dict[str, int]:
    """The numbers of projects that are yellow or red for their ``start`` and ``statistics``."""
    return {name: sum(row[name] for row in rows) for name in OTHER_LIGHTS}


def in_construction(rows: list[dict]) -> list[dict]:
    """The units with projects in construction, those with most red, yellow and unreported first."""
    found = [row for row in rows if any(row[f"n_{light.value}"] for light in ORDER)]
    return sorted(found, key=_most_urgent)


def lights_together(rows: list[dict]) -> dict[Light, int]:
    """The lights of all units: equals ``lights`` of the same projects."""
    return {light: sum(row[f"n_{light.value}"] for row in rows) for light in ORDER}


def troubled(row: dict) -> int:
    """The number of red, yellow and unreported projects in a row of ``counts_by_unit``."""
    return row["n_red"] + row["n_yellow"] + row["n_unreported"]


def _most_urgent(row: dict) -> tuple:
    return (-troubled(row), -row["n_red"], row["owner_unit__name"] or "")


def largest_gaps(projects, month: Period, *, on: date, at_most: int = 10):
    """The projects in construction that reported the month and are furthest behind: those with
    the largest ``gap`` first."""
    behind = projects.with_lights(month, on=on).filter(light__in=BEHIND)
    return behind.order_by((DUE - F("year_amount") * 12).desc(), "code")[:at_most]
