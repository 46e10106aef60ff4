"""However a year's months are entered, corrected and left out, their totals are the plain sum."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.periods import Period
from projects.models import MonthEntry, Project
from projects.services.late import record_late_entry
from projects.services.month_checks import done_before
from projects.services.months import record_month

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
    row = Project.objects.with_month(month).get(pk=project.pk)
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


LATE = st.lists(st.tuples(st.sampled_from(MONTHS), AMOUNTS), max_size=5)


def late(project, counted_in, amount, by) -> bool:
    """For January, which is closed. False where the year's total would fall below zero, or there
    is nothing to make up."""
    january = Period.month(2024, 1)
    try:
        with transaction.atomic():
            record_late_entry(
                project=project, month=january, counted_in=counted_in, amount=amount, by=by,
                reason="漏报", confirmed=True,
            )  # fmt: skip
    except ValidationError:
        return False
    return True


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS, made_up=LATE)
def test_what_is_made_up_counts_from_its_month_on_whatever_else_is_entered(cast, steps, made_up):
    told: dict[Period, Decimal] = {}
    added: list[tuple[Period, Decimal]] = []
    with transaction.atomic():
        for month, amount in steps:
            if enter(cast.quarry, month, amount, cast.clerk):
                told[month] = amount
        for month, amount in made_up:
            if late(cast.quarry, month, amount, cast.clerk):
                added.append((month, amount))
        found = [figures(cast.quarry, month) for month in MONTHS]
        before = [done_before(cast.quarry, month) for month in MONTHS]
        transaction.set_rollback(True)
    for month, (amount, year), earlier in zip(MONTHS, found, before, strict=True):
        own, done = plain(told, month)
        done += sum((a for counted, a in added if counted.start <= month.start), Decimal(0))
        assert (amount, year, earlier) == (own, done, done - (own or 0))
