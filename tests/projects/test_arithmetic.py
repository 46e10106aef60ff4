"""However a year's months are entered, corrected and left out, their totals are the plain sum."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.periods import Period
from projects.models import MonthEntry, Project
from projects.services import record_month

MONTHS = [Period.month(2024, number) for number in range(2, 8)]  # January is closed
AMOUNTS = st.decimals("-500000", "90000000", places=2)
STEPS = st.lists(st.tuples(st.sampled_from(MONTHS), AMOUNTS), min_size=1, max_size=12)


def enter(project, month, amount, by) -> bool:
    """As a clerk does it: on what stands there, with the reason that a correction asks for. False
    where it is refused, since the year so far would fall below zero."""
    found = MonthEntry.objects.filter(project=project, month=month.start).first()
    try:
        with transaction.atomic():
            record_month(
                project=project, month=month, by=by, amount=amount, confirmed=True, reason="更正",
                version=found.version if found else None,
            )  # fmt: skip
    except ValidationError as error:
        assert "将小于零" in str(error)
        return False
    return True


def figures(project, month) -> tuple:
    row = Project.objects.with_investment(month).get(pk=project.pk)
    return row.month_amount, row.year_amount


def plain(told: dict, month) -> tuple:
    done = [amount for other, amount in told.items() if other.start <= month.start]
    return told.get(month), sum(done, Decimal(0))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_any_order_of_entries_corrections_and_gaps_gives_the_plain_sum(cast, steps):
    told: dict[Period, Decimal] = {}
    with transaction.atomic():
        for month, amount in steps:
            if enter(cast.quarry, month, amount, cast.clerk):
                told[month] = amount
        found = [figures(cast.quarry, month) for month in MONTHS]
        transaction.set_rollback(True)
    assert found == [plain(told, month) for month in MONTHS]
    assert found[-1][1] >= 0
