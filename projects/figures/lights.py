"""How many projects show which light, and which are furthest behind. The list behind each figure
is made by the same expressions."""

from datetime import date

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, Value

from core.periods import Period
from projects.choices import Light
from projects.figures.totals import TWELFTHS
from projects.lights import ORDER, WARNINGS

GAP: DecimalField = DecimalField(max_digits=24, decimal_places=8)
BEHIND = (Light.RED, Light.YELLOW, Light.WATCH, Light.EXEMPT)


def lights(projects, month: Period, *, on: date) -> dict[Light, int]:
    """How many projects in construction show each light, in the order of urgency."""
    rows = projects.with_lights(month, on=on).exclude(light=Light.NONE).values("light")
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
        projects.with_lights(month, on=on)
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
    behind = projects.with_lights(month, on=on).filter(light__in=BEHIND)
    gap = ExpressionWrapper(TWELFTHS / Value(12) - F("year_amount"), output_field=GAP)
    return behind.annotate(gap=gap).order_by("-gap", "code")[:at_most]
