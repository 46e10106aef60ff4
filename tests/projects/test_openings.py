"""A month typed where an imported cumulative stood for it: the year's total stays as imported."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.periods import Period
from programmes.services.months import MonthClosed
from projects.models import OpeningEntry, Project
from projects.services.months import record_month, take_back
from tests.making import JANUARY, JUNE, building, closed, opening, reopened, wan

FEBRUARY, MARCH = Period.month(2024, 2), Period.month(2024, 3)


@pytest.fixture
def bridge(cast):
    """In construction; the ledger said 100万元 to March, no month of it is held or closed now."""
    reopened(cast.alpha, JANUARY, cast.clerk, cast.approver)
    project = building(cast.alpha, "QL-1", cast.bureau.unit)
    opening(project, "earlier_months", MARCH, 100)
    return project


def rest(project) -> Decimal | None:
    return OpeningEntry.objects.filter(project=project).values_list("amount", flat=True).first()


def total(project) -> Decimal:
    return Project.objects.with_month(JUNE).get(pk=project.pk).year_amount


def record(cast, project, month, amount, **values):
    return record_month(project=project, month=month, amount=wan(amount), by=cast.clerk, **values)


def test_a_typed_month_takes_its_part_out_of_the_opening(cast, bridge):
    record(cast, bridge, FEBRUARY, 30)
    assert (rest(bridge), total(bridge)) == (wan(70), wan(100))


def test_a_month_after_the_opening_is_added_to_it(cast, bridge):
    record(cast, bridge, JUNE, 30)
    assert (rest(bridge), total(bridge)) == (wan(100), wan(130))


def test_a_corrected_month_moves_the_difference(cast, bridge):
    entry = record(cast, bridge, FEBRUARY, 30)
    record(cast, bridge, FEBRUARY, 45, version=entry.version)
    assert (rest(bridge), total(bridge)) == (wan(55), wan(100))


def test_a_month_taken_back_goes_back_into_the_opening(cast, bridge):
    entry = record(cast, bridge, FEBRUARY, 30)
    take_back(entry=entry, version=entry.version, by=cast.clerk)
    assert (rest(bridge), total(bridge)) == (wan(100), wan(100))


def test_the_opening_goes_with_the_last_of_its_months(cast, bridge):
    for number, amount in ((1, 20), (2, 30), (3, 50)):
        record(cast, bridge, Period.month(2024, number), amount)
    assert (rest(bridge), total(bridge)) == (None, wan(100))


def test_an_opening_that_a_closed_month_holds_takes_no_change(cast, bridge):
    closed(cast.alpha, MARCH, cast.clerk)
    with pytest.raises(MonthClosed):
        record(cast, bridge, FEBRUARY, 30)
    assert (rest(bridge), total(bridge)) == (wan(100), wan(100))


@pytest.mark.parametrize("amount", ["100.01", "200"])
def test_more_than_the_opening_holds_is_refused(cast, bridge, amount):
    with pytest.raises(ValidationError):
        record(cast, bridge, FEBRUARY, amount)
    assert (rest(bridge), total(bridge)) == (wan(100), wan(100))


def test_the_last_month_that_leaves_a_rest_is_refused(cast, bridge):
    record(cast, bridge, Period.month(2024, 1), 20)
    record(cast, bridge, FEBRUARY, 30)
    with pytest.raises(ValidationError):
        record(cast, bridge, MARCH, 49)
    assert (rest(bridge), total(bridge)) == (wan(50), wan(100))
