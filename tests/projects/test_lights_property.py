"""The light in SQL is that of exact fractions, whatever the plan, the months and the thresholds."""

from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.choices import Light
from core.periods import Period
from projects.models import LightRule, Project, StageEvent
from tests.making import building, entry, year_plan

CENT = Decimal("0.01")
YEAR = 2025
QUARTERS = st.lists(st.decimals(0, 100, places=2), min_size=3, max_size=3).map(sorted)
POINTS = st.lists(st.decimals("0.01", 99, places=2), min_size=2, max_size=2, unique=True)


def due_share(month: int, quarters) -> Fraction:
    """By months, or evenly between the ends of the quarters."""
    if not quarters:
        return Fraction(month, 12)
    ends = [Fraction(0), *(Fraction(one) / 100 for one in quarters), Fraction(1)]
    quarter, gone = divmod(month, 3)
    if not gone:
        return ends[quarter]
    return ends[quarter] + (ends[quarter + 1] - ends[quarter]) * gone / 3


def expected(d: Fraction, yellow, red) -> Light:
    if d >= 0:
        return Light.GREEN
    if d > -Fraction(yellow) / 100:
        return Light.WATCH
    return Light.YELLOW if d >= -Fraction(red) / 100 else Light.RED


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    plan=st.decimals("0.01", 10**9, places=2),
    part=st.fractions(0, 2),
    cents=st.sampled_from([-1, 0, 1]),
    month=st.integers(1, 12),
    points=POINTS,
    quarters=st.none() | QUARTERS,
)
@example(Decimal(1200), Fraction(40, 100), 0, 6, [Decimal(10), Decimal(30)], None)
@example(Decimal(1200), Fraction(40, 100), 1, 6, [Decimal(10), Decimal(30)], None)
@example(Decimal(1200), Fraction(20, 100), 0, 6, [Decimal(10), Decimal(30)], None)
@example(Decimal(1200), Fraction(20, 100), -1, 6, [Decimal(10), Decimal(30)], None)
@example(Decimal(1200), Fraction(1, 2), 0, 6, [Decimal(10), Decimal(30)], None)
@example(Decimal(1200), Fraction(1, 2), -1, 6, [Decimal(10), Decimal(30)], None)
def test_the_light_is_that_of_exact_fractions(cast, plan, part, cents, month, points, quarters):
    yellow, red = sorted(points)
    done = max((plan * part.numerator / part.denominator).quantize(CENT) + cents * CENT, 0)
    period = Period.month(YEAR, month)
    with transaction.atomic():
        row = _row(cast, plan, done, period, _rule(yellow, red, quarters))
        transaction.set_rollback(True)
    share = Fraction(done) / Fraction(plan)
    assert row.light == expected(share - due_share(month, quarters), yellow, red)


def _rule(yellow, red, quarters) -> dict:
    shares = {}
    if quarters:
        shares = {f"quarter_{number}": share for number, share in enumerate([*quarters, 100], 1)}
    return {"yellow_points": yellow, "red_points": red, "repeated_yellow_is_red": False} | shares


def _row(cast, plan, done, period, rule) -> Project:
    LightRule.objects.create(programme=cast.alpha, valid_from=f"{YEAR}-01-01", **rule)
    made = building(cast.alpha, "LP1", None)
    StageEvent.objects.filter(project=made).update(on=f"{YEAR}-01-01")
    year_plan(made, 1, YEAR)
    made.year_plans.update(amount=plan)
    entry(made, period, 0)
    made.entries.update(amount=done)
    return Project.objects.with_lights(period).with_stage(on=period.last_day).get(pk=made.pk)
