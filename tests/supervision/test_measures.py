"""What units did of what was due in a year, against a plain recount of the records."""

import random
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.periods import Period
from funds.choices import Family
from programmes.choices import TaskState
from projects.models import Exemption
from supervision.choices import FindingState, MeasureKind
from supervision.figures.measures import Measure, measure_address, measures
from tests import making
from tests.making import JUNE, MAY, closed, entry, exemption, finding, line, posted, task, wan

MONTHS = Period.parse("2024").months()
FIRST = date(2023, 11, 1)


def of_unit(cast, kind, unit, month=JUNE) -> Measure | None:
    return measures(cast.alpha, kind, month).get(unit.pk)


class RandomYear:
    """Random records of a programme, and what they add up to by unit: count, done, whole."""

    def __init__(self, seed: int, month: Period):
        self.pick, self.month = random.Random(seed), month  # noqa: S311
        self.programme = making.programme("gamma", "丙县")
        tiers = ("member", "member", "township", "township", "5")
        self.units = [making.member(self.programme, f"丙{n}", tier) for n, tier in enumerate(tiers)]
        self.sums: dict = {kind: defaultdict(lambda: [0, 0, 0]) for kind in MeasureKind}
        for number in range(self.pick.randint(0, 8)):
            self.project(number)
        for number in range(self.pick.randint(0, 12)):
            self.task(number)
            self.finding(number)

    def day(self) -> date:
        return FIRST + timedelta(self.pick.randint(0, 480))

    def is_due(self, day: date | None) -> bool:
        return day is not None and date(2024, 1, 1) <= day <= self.month.last_day

    def add(self, kind, unit, done, whole, count=1) -> None:
        if unit != self.units[-1]:  # the helper
            sums = self.sums[kind][unit.pk]
            for place, value in enumerate((count, done, whole)):
                sums[place] += value

    def project(self, number: int) -> None:
        owner, plan = self.pick.choice(self.units), self.pick.choice([None, 0, 10, 333])
        made = making.building(self.programme, f"P{number}", owner, plan)
        done = 0
        for month in self.pick.sample(MONTHS, self.pick.randint(0, 6)):
            amount = wan(self.pick.randint(0, 90))
            entry(made, month, amount / 10000)
            done += amount if month.start <= self.month.start else 0
        if self.pick.random() < 0.3:
            exemption(made, valid_from=date(2024, 1, 1), valid_until=date(2024, 12, 31))
        elif plan is not None:
            self.add(MeasureKind.INVESTMENT, owner, done, wan(plan))
        self.money(made, owner)

    def money(self, project, owner) -> None:
        family = self.pick.choice([Family.HELPERS, Family.HIGHER])
        source = making.source(self.programme, project.code, family)
        made = line(self.programme, project.code, source=source, project=project)
        sums = {"arrived": 0, "paid": 0}
        for _number in range(self.pick.randint(0, 5)):
            kind, on, amount = self.pick.choice([*sums]), self.day(), self.pick.randint(1, 90)
            posted(made, kind, amount, on)
            sums[kind] += wan(amount) if on <= self.month.last_day else 0
        if family == Family.HELPERS and sums["arrived"]:
            self.add(MeasureKind.MONEY, owner, sums["paid"], sums["arrived"])

    def task(self, number: int) -> None:
        lead, state = self.pick.choice(self.units), self.pick.choice(TaskState.values)
        deadline = self.pick.choice([None, self.day(), self.day()])
        task(self.programme, f"T{number}", lead, state=state, deadline=deadline)
        if self.is_due(deadline) and state not in ("draft", "suspended", "cancelled"):
            self.add(MeasureKind.TASKS, lead, int(state == "closed"), 1)

    def finding(self, number: int) -> None:
        unit, state = self.pick.choice(self.units[:-1]), self.pick.choice(FindingState.values)
        due_on = self.pick.choice([None, self.day(), self.day()])
        given = {"state": state, "due_on": due_on, "found_on": FIRST}
        finding(self.programme, f"D{number}", unit, **given)
        if self.is_due(due_on):
            self.add(MeasureKind.RECTIFICATION, unit, int(state in ("rectified", "closed")), 1)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**9), number=st.sampled_from([2, 6, 9, 12]))
def test_the_measures_of_a_random_year_are_its_plain_recount(db, seed, number):
    month = Period.month(2024, number)
    with transaction.atomic():
        year = RandomYear(seed, month)
        found = {kind: measures(year.programme, kind, month) for kind in MeasureKind}
        transaction.set_rollback(True)
    for kind, of_units in found.items():
        shown = {key: [one.count, one.done, one.whole] for key, one in of_units.items()}
        assert shown == dict(year.sums[kind]), kind
    for one in found[MeasureKind.INVESTMENT].values():
        expected = Fraction(number, 12)
        if one.whole:
            assert one.value == Fraction(one.done) / Fraction(one.whole) - expected
        else:
            assert (one.share, one.difference, one.value) == (None, None, None)


def fill(cast, number: int = 1) -> None:
    """Records of the bureau's measures."""
    for n in range(number):
        road = making.building(cast.alpha, f"M{n}", cast.bureau_unit, 100)
        entry(road, MAY, 20)
        paid = line(cast.alpha, f"MF{n}", project=road)
        posted(paid, "arrived", 50, date(2024, 2, 1))
        posted(paid, "paid", 30, date(2024, 6, 30))
        posted(paid, "paid", 10, date(2024, 7, 1))  # after the month
        task(cast.alpha, f"MT{n}", cast.bureau_unit, state="closed", deadline=date(2024, 6, 30))
        task(cast.alpha, f"MU{n}", cast.bureau_unit, state="signed", deadline=date(2024, 1, 1))
        task(cast.alpha, f"MV{n}", cast.bureau_unit, state="signed", deadline=date(2024, 7, 1))
        task(cast.alpha, f"MW{n}", cast.bureau_unit, state="suspended", deadline=date(2024, 5, 1))
        finding(cast.alpha, f"MD{n}", cast.bureau_unit, state="closed", due_on=date(2024, 6, 30))
        finding(cast.alpha, f"ME{n}", cast.bureau_unit, due_on=date(2024, 6, 29))
    exempted = making.building(cast.alpha, "MX", cast.bureau_unit, 100)
    exemption(exempted, valid_from=date(2024, 6, 1))


# Of each kind: how the list of its address adds up the same amounts.
RECOUNTED = {
    MeasureKind.INVESTMENT: lambda rows: (
        sum(one.year_amount for one in rows),
        sum(one.plan for one in rows),
    ),
    MeasureKind.TASKS: lambda rows: (
        sum(one.state_then == "closed" for one in rows),
        len(rows),
    ),
    MeasureKind.RECTIFICATION: lambda rows: (
        sum(one.state_then in ("rectified", "closed") for one in rows),
        len(rows),
    ),
    MeasureKind.MONEY: lambda rows: (
        sum(one.paid or 0 for one in rows),
        sum(one.arrived for one in rows),
    ),
}


@pytest.mark.parametrize("kind", MeasureKind)
def test_the_list_of_a_measure_has_exactly_the_records_that_it_counts(as_, cast, kind):
    fill(cast, 3)
    client = as_("clerk")
    counted = measures(cast.alpha, kind, JUNE)
    assert cast.bureau_unit.pk in counted
    for key, one in counted.items():
        page = client.get(measure_address(kind, key, JUNE) + "&per_page=200")
        assert page.context["problems"] == []
        rows = [row.record for row in page.context["table"].rows]
        assert len(rows) == page.context["total_count"] == one.count
        assert RECOUNTED[kind](rows) == (one.done, one.whole)


@pytest.mark.parametrize("kind", MeasureKind)
def test_a_measure_takes_as_many_statements_for_one_record_as_for_fifty(cast, kind):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            measures(cast.alpha, kind, JUNE)
        return len(queries)

    fewer = count()
    fill(cast, 50)
    assert count() == fewer == 2


def test_a_helper_is_not_measured(cast):
    making.building(cast.alpha, "H1", cast.helper_unit, 100)
    posted(line(cast.alpha, "H2", project=cast.dam), "arrived", 5, date(2024, 5, 1))
    for kind in MeasureKind:
        assert cast.helper_unit.pk not in measures(cast.alpha, kind, JUNE)


def test_an_exempt_project_counts_in_no_measure_whatever_is_recorded_after_the_closing(cast):
    making.building(cast.alpha, "M2", cast.bureau_unit, 300)
    exemption(cast.road, valid_from=date(2024, 6, 1))
    before = of_unit(cast, MeasureKind.INVESTMENT, cast.bureau_unit)
    assert (before.count, before.whole) == (1, wan(300))
    closed(cast.alpha, JUNE, cast.clerk)
    Exemption.objects.all().delete()
    assert of_unit(cast, MeasureKind.INVESTMENT, cast.bureau_unit) == before
    making.reopened(cast.alpha, JUNE, cast.clerk, cast.approver)
    assert of_unit(cast, MeasureKind.INVESTMENT, cast.bureau_unit).count == 2


def test_an_exemption_from_another_rule_or_that_ended_before_does_not_count(cast):
    exemption(cast.road, valid_from=date(2024, 6, 1), rule="start")
    exemption(cast.road, valid_from=date(2024, 5, 1), valid_until=date(2024, 6, 29))
    assert of_unit(cast, MeasureKind.INVESTMENT, cast.bureau_unit).whole == wan(1200)


def test_money_of_another_family_and_of_the_working_fund_is_not_mixed_in(cast):
    of_road = {"project": cast.road}
    higher = making.source(cast.alpha, "中央资金", Family.HIGHER)
    for made in (
        line(cast.alpha, "X1", source=higher, **of_road),
        line(cast.alpha, "X2", assistance=False, **of_road),
    ):
        posted(made, "arrived", 100, date(2024, 5, 1))
    assert of_unit(cast, MeasureKind.MONEY, cast.bureau_unit) is None


def test_a_merged_finding_counts_once(cast):
    first = finding(cast.alpha, "D7", cast.bureau_unit, due_on=date(2024, 6, 10))
    finding(cast.alpha, "D8", cast.bureau_unit, due_on=date(2024, 6, 10), merged_into=first)
    assert of_unit(cast, MeasureKind.RECTIFICATION, cast.bureau_unit).count == 1
