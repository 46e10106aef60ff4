"""The warning lights of a project in a month; light_reasons.py explains them in sentences.

Progress goes by d = share of the year's plan − what is due of it by the month's end, in points,
unrounded; start by the planned month; the statistics by the months since the start. The thresholds
are those of the programme's rules that are valid in the month, else the defaults
(docs/rules.md#progress-light and the two below it). All are SQL expressions, so that lists,
counts and filters use the same one.
"""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    CharField,
    DecimalField,
    Exists,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    JSONField,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear, JSONObject, Least
from django.db.models.lookups import (
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    LessThan,
    LessThanOrEqual,
)

from core.choices import Light
from core.periods import Period
from projects.choices import NOT_BEGUN, LightKind, Stage

TWELFTHS: DecimalField = DecimalField(max_digits=24, decimal_places=8)
DEFAULTS: dict[str, Any] = {
    "yellow_points": Decimal(10),
    "red_points": Decimal(30),
    "repeated_yellow_is_red": True,
    "rates_start": True,
    "start_red_months": 3,
    "rates_statistics": True,
    "statistics_yellow_months": 1,
    "statistics_red_months": 2,
}
WARNINGS = (Light.RED, Light.YELLOW)
# The colours of the progress of projects in construction, the most urgent first.
ORDER = (
    Light.RED,
    Light.YELLOW,
    Light.WATCH,
    Light.GREEN,
    Light.UNREPORTED,
    Light.UNPLANNED,
    Light.EXEMPT,
)
# These are shown only where there are some.
SELDOM = (Light.UNPLANNED, Light.EXEMPT)
# The queryset's name of each light, and the colours that it can have.
FIELDS = {
    LightKind.OVERALL: "worst_light",
    LightKind.PROGRESS: "light",
    LightKind.START: "start_light",
    LightKind.STATISTICS: "statistics_light",
}
RATED = (Light.RED, Light.YELLOW, Light.GREEN, Light.MISSING, Light.EXEMPT)
COLOURS = {
    LightKind.OVERALL: (*ORDER, Light.MISSING, Light.NOT_DUE),
    LightKind.PROGRESS: (*ORDER, Light.NOT_DUE),
    LightKind.START: RATED,
    LightKind.STATISTICS: RATED,
}
# Of several lights the first of these is the project's. What lacks a field is never green.
WORST_FIRST = (
    Light.RED,
    Light.YELLOW,
    Light.UNREPORTED,
    Light.MISSING,
    Light.UNPLANNED,
    Light.WATCH,
    Light.EXEMPT,
    Light.NOT_DUE,
    Light.GREEN,
)


def rule_in(month: Period, path: str = "light_rules") -> FilteredRelation:
    """The version of a programme's rules that is valid in the month."""
    begun = Q(**{f"{path}__valid_from__lte": month.start})
    no_end = Q(**{f"{path}__valid_until": None})
    return FilteredRelation(
        path, condition=begun & (no_end | Q(**{f"{path}__valid_until__gt": month.start}))
    )


def rule_value(name: str, rule: str = "rule") -> Coalesce:
    """A threshold of the version that ``with_rules`` joined, or its default."""
    return Coalesce(F(f"{rule}__{name}"), Value(DEFAULTS[name]))


def due_twelfths(month: Period, rule: str = "rule") -> Combinable:
    """Twelfths of the year's plan that are due by the month's end: the months gone, or what the
    quarters of the rules say, evenly from one quarter's end to the next."""
    quarter, of_quarter = (month.last_month + 2) // 3, (month.last_month - 1) % 3 + 1
    this = F(f"{rule}__quarter_{quarter}")
    before: Combinable = F(f"{rule}__quarter_{quarter - 1}") if quarter > 1 else Value(Decimal(0))
    scheduled = (before * 12 + (this - before) * 4 * of_quarter) * Decimal("0.01")
    return Coalesce(scheduled, Value(Decimal(month.last_month)), output_field=TWELFTHS)


def _case(*cases: When, default: Light) -> Case:
    return Case(*cases, default=Value(default.value), output_field=CharField())


def _then(condition: Any, light: Light) -> When:
    return When(condition, then=Value(light.value))


def light_expression(month: Period, exempt) -> Case:
    """The light of the progress, for rows of ``_with_light``; ``exempt`` are the exemptions of the
    project."""
    again = Q(rule__repeated_yellow_is_red=True) | Q(rule__repeated_yellow_is_red=None)
    waits = Q(month_stage__in=NOT_BEGUN, planned_start__gt=month.last_day, plan__gt=0)
    return _case(
        _then(waits, Light.NOT_DUE),
        _then(~Q(month_stage=Stage.BUILDING) | Q(month_stage__isnull=True), Light.NONE),
        _then(Q(plan__isnull=True) | Q(plan=0), Light.UNPLANNED),
        _then(Q(month_amount__isnull=True), Light.UNREPORTED),
        _then(Q(done_twelfths__gte=F("plan") * F("due_twelfths")), Light.GREEN),
        _then(Q(done_twelfths__gt=due_less("yellow_points")), Light.WATCH),
        _then(Exists(exempt), Light.EXEMPT),
        _then(Q(done_twelfths__lt=due_less("red_points")), Light.RED),
        _then(again & _was_yellow(), Light.RED),
        default=Light.YELLOW,
    )


def due_less(points: str, plan: str = "plan", due: str = "due_twelfths", rule: str = "rule"):
    """Twelve times what is due less some points of the plan: multiplied out, nothing rounded."""
    return F(plan) * (F(due) - rule_value(points, rule) * Value(Decimal("0.12")))


def _was_yellow() -> Q:
    """Whether d of the month before was between yellow and red, even if it was exempt."""
    previous = ("previous_plan", "previous_due", "previous_rule")
    return Q(
        previous_stage=Stage.BUILDING,
        previous_plan__gt=0,
        previous_amount__isnull=False,
        previous_twelfths__gte=due_less("red_points", *previous),
        previous_twelfths__lte=due_less("yellow_points", *previous),
    )


def start_expression(month: Period, exempt) -> Case:
    """Of a project not begun: whether its planned month has passed, and how long ago."""
    late = Value(months_of_era(month)) - _months_of("planned_start")
    rated = rule_value("rates_start")
    return _case(
        _then(~Q(month_stage__in=NOT_BEGUN) | Q(month_stage__isnull=True), Light.NONE),
        _then(~rated_by(rated), Light.NONE),
        _then(Q(planned_start__isnull=True), Light.MISSING),
        _then(LessThan(late, Value(0)), Light.GREEN),
        _then(Exists(exempt), Light.EXEMPT),
        _then(GreaterThanOrEqual(late, rule_value("start_red_months")), Light.RED),
        default=Light.YELLOW,
    )


def statistics_expression(month: Period, exempt) -> Case:
    """Of a project in construction: how long after its start it is still not in the statistics."""
    since = Value(months_of_era(month)) - _months_of("actual_start")
    return _case(
        _then(~Q(month_stage=Stage.BUILDING) | Q(month_stage__isnull=True), Light.NONE),
        _then(~rated_by(rule_value("rates_statistics")), Light.NONE),
        _then(Q(in_statistics=True), Light.GREEN),
        _then(Q(in_statistics__isnull=True) | Q(actual_start__isnull=True), Light.MISSING),
        _then(LessThanOrEqual(since, rule_value("statistics_yellow_months")), Light.GREEN),
        _then(Exists(exempt), Light.EXEMPT),
        _then(GreaterThan(since, rule_value("statistics_red_months")), Light.RED),
        default=Light.YELLOW,
    )


def rated_by(switch) -> Q:
    return Q(Exact(switch, Value(True)))


def months_of_era(month: Period) -> int:
    """To count months from one to another."""
    return month.year * 12 + month.last_month


def _months_of(field: str) -> Combinable:
    return ExtractYear(field) * 12 + ExtractMonth(field)


def rank(name: str) -> Func:
    """The place in WORST_FIRST, from 1, of a light by its queryset's name; None without it."""
    order = Value([light.value for light in WORST_FIRST], output_field=ArrayField(CharField()))
    return Func(order, F(name), function="array_position", output_field=IntegerField())


def worst_rank() -> Least:
    """The place in WORST_FIRST of the worst of a project's three lights; None without any. Each
    light is read once: each reading of a row costs."""
    return Least(*(rank(name) for kind, name in FIELDS.items() if kind != LightKind.OVERALL))


def worst_expression() -> Coalesce:
    """The worst of a project's three lights."""
    words = ",".join(light.value for light in WORST_FIRST)
    worst = Func(
        Value(words), Value(","), worst_rank(), function="split_part", output_field=CharField()
    )
    return Coalesce(worst, Value(Light.NONE.value))


def exemption_words(exempt) -> Subquery:
    """The exemption that lasts longest: its reason, who approved it and until when."""
    data = JSONObject(reason="reason", approver="approver", until="valid_until")
    return Subquery(exempt.order_by("-valid_until").values(data=data)[:1], output_field=JSONField())
