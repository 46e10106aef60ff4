"""The warning light of a project in a month, and the sentence that explains it.

The rule is that of d alone: d = share of the year's plan − 序时进度, in points, unrounded
(domain.md 4.1, after 银川 2025; the default of the programme). It is asked in SQL, so that a
light can be counted, filtered and listed by one and the same expression.
"""

from decimal import Decimal

from django.db.models import Case, CharField, F, Q, Value, When
from django.utils.translation import gettext as _

from core.money import format_points, format_share, share_of
from core.periods import Period
from projects.choices import Light, Stage

YELLOW_FROM, RED_BELOW = -10, -30  # points below 序时进度

WARNINGS = (Light.RED, Light.YELLOW)
ORDER = (Light.RED, Light.YELLOW, Light.WATCH, Light.GREEN, Light.UNREPORTED, Light.UNPLANNED)


def light_expression(month: Period) -> Case:
    """The light, for rows that ``with_stage`` and ``with_investment`` prepared."""
    return Case(
        When(~Q(stage=Stage.BUILDING) | Q(stage__isnull=True), then=Value(Light.NONE.value)),
        When(Q(plan__isnull=True) | Q(plan=0), then=Value(Light.UNPLANNED.value)),
        When(month_amount__isnull=True, then=Value(Light.UNREPORTED.value)),
        When(_points_at_least(month, 0), then=Value(Light.GREEN.value)),
        When(_points_above(month, YELLOW_FROM), then=Value(Light.WATCH.value)),
        When(_points_at_least(month, RED_BELOW), then=Value(Light.YELLOW.value)),
        default=Value(Light.RED.value),
        output_field=CharField(),
    )


def _points_at_least(month: Period, points: int) -> Q:
    """d ≥ points, multiplied out so that nothing is rounded."""
    return Q(done_twelfths__gte=_due_twelfths(month, points))


def _points_above(month: Period, points: int) -> Q:
    return Q(done_twelfths__gt=_due_twelfths(month, points))


def _due_twelfths(month: Period, points: int):
    return F("plan") * Value(month.last_month + Decimal(points) * 12 / 100)


def difference_of(plan: Decimal | None, done: Decimal, month: Period):
    """d as an unrounded share (−0.0836 is 8.36 points below); None without a plan."""
    share = share_of(done, plan)
    return None if share is None else share - month.time_share


def sentence(project, month: Period, places: int = 2) -> str:
    """Why the project shows its light; empty where no light applies to its stage."""
    light = project.light
    if light == Light.UNPLANNED:
        return _("No plan of this year.")
    if light == Light.UNREPORTED:
        return _("%(month)s is not reported.") % {"month": month.label()}
    if not light:
        return ""
    difference = difference_of(project.plan, project.year_amount, month)
    words = {"share": format_share(share_of(project.year_amount, project.plan), places)}
    if difference >= 0:
        text = _("%(share)s of the year's plan, %(points)s points above the time schedule.")
    else:
        text = _("%(share)s of the year's plan, %(points)s points below the time schedule.")
    return text % {**words, "points": format_points(abs(difference), places).lstrip("+")}
