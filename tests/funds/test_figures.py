"""Sums of fund lines: the chain of money, and what arrived and waits."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from funds import figures
from funds.choices import Family, family_of
from funds.models import FundLine, FundSource
from tests import making
from tests.making import DAY, posted, wan

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return making.programme("shi", "试点县")


@pytest.fixture
def source(programme):
    return making.source(programme, "省级财政", Family.HIGHER, position=1)


def line_with(source, number, project=None, **postings):
    """A line with postings ``kind=[(day, 万元), …]``."""
    use = {"project": project} if project else {"purpose": "试点"}
    made = making.line(source.programme, number, source=source, **use)
    for kind, rows in postings.items():
        for on, amount in rows:
            posted(made, kind, amount, on)
    return made


def total(lines):
    return figures.sum_chains(figures.by_source(lines, DAY))


def amounts(idle):
    return [(band.key, band.count, band.amount) for band in idle.bands]


def test_totals_add_up_what_was_posted_by_the_day(source):
    line_with(
        source,
        "1",
        planned=[(date(2024, 1, 1), 1000)],
        arrived=[(date(2024, 2, 1), 300), (DAY, 200), (date(2024, 7, 9), 100)],
        allocated=[(DAY, 400)],
        transferred=[(DAY, 250)],
        paid=[(DAY, 100)],
    )
    line_with(source, "2", planned=[(date(2024, 1, 1), 500)])

    chain = total(FundLine.objects.all())

    assert chain == figures.Chain(2, *map(wan, (1500, 500, 400, 250, 100)))
    assert chain.arrived_share == Fraction(1, 3)
    assert chain.transferred_share == Fraction(1, 2)
    assert chain.paid_share == Fraction(1, 5)


def test_shares_of_nothing_are_none(source):
    chain = total(FundLine.objects.all())

    assert chain == figures.Chain(0, *[Decimal(0)] * 5)
    assert (chain.arrived_share, chain.transferred_share, chain.paid_share) == (None, None, None)


def test_the_working_fund_stays_out_of_every_total(programme, source):
    own = FundSource.objects.create(programme=programme, name="工作经费", family=Family.WORKING)
    line_with(own, "1", planned=[(DAY, 100)], arrived=[(date(2024, 1, 1), 100)])
    lines = FundLine.objects.all()

    assert total(lines).count == 0
    assert figures.by_source(lines, DAY) == []
    assert figures.idle(lines, DAY).amount == 0
    assert figures.working_fund(lines, DAY).arrived == wan(100)


def test_sources_stand_in_the_order_of_the_catalogue(programme, source):
    first = making.source(programme, "国债资金", Family.HIGHER)
    FundSource.objects.create(programme=programme, name="没有资金的来源", position=2)
    line_with(source, "1", planned=[(DAY, 10)], arrived=[(DAY, 5)])
    line_with(first, "2", planned=[(DAY, 20)])
    line_with(first, "3", planned=[(DAY, 30)])

    rows = figures.by_source(FundLine.objects.all(), DAY)

    assert [(row.source, row.chain.count, row.chain.planned) for row in rows] == [
        (first, 2, wan(50)),
        (source, 1, wan(10)),
    ]


@pytest.mark.parametrize(
    ("arrived_on", "band"),
    [
        (DAY, "0-30"),
        (date(2024, 6, 8), "0-30"),
        (date(2024, 6, 7), "31-90"),
        (date(2024, 4, 9), "31-90"),
        (date(2024, 4, 8), "91-180"),
        (date(2024, 1, 10), "91-180"),
        (date(2024, 1, 9), "181-"),
    ],
)
def test_idle_money_is_as_old_as_its_arrival(source, arrived_on, band):
    line_with(source, "1", arrived=[(arrived_on, 100)], transferred=[(DAY, 30)])

    idle = figures.idle(FundLine.objects.all(), DAY)

    assert [row for row in amounts(idle) if row[1]] == [(band, 1, wan(70))]
    assert idle.amount == wan(70)
    assert (idle.old_count, idle.old_amount) == ((1, wan(70)) if band[0] in "19" else (0, 0))


def test_what_arrived_first_counts_as_transferred_first(source):
    line_with(
        source,
        "1",
        arrived=[(date(2024, 1, 1), 100), (date(2024, 7, 1), 50)],
        transferred=[(date(2024, 2, 1), 90)],
    )

    idle = figures.idle(FundLine.objects.all(), DAY)

    assert amounts(idle) == [
        ("0-30", 1, wan(50)),
        ("31-90", 0, 0),
        ("91-180", 0, 0),
        ("181-", 1, wan(10)),
    ]
    assert (idle.amount, idle.old_count, idle.old_amount) == (wan(60), 1, wan(10))


def test_an_arrival_taken_back_is_not_idle(source):
    line = line_with(source, "1", arrived=[(date(2024, 1, 1), 100)])
    posted(line, "arrived", -100, DAY, reverses=line.postings.get())

    assert figures.idle(FundLine.objects.all(), DAY).amount == 0


def test_what_arrived_and_was_paid_of_each_project_by_a_day(source, programme):
    road, other = (making.project(programme, code, None) for code in ("R", "O"))
    arrived, paid = [(DAY, 7), (DAY.replace(day=9), 1)], [(DAY, 5)]
    for number in ("1", "2"):
        line_with(source, number, road, arrived=arrived, paid=paid)
    assert figures.arrived_and_paid([road.pk, other.pk], DAY) == {road.pk: (wan(14), wan(10))}


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("国债资金", Family.HIGHER),
        ("中央财政衔接资金", Family.HIGHER),
        ("省级财政", Family.HIGHER),
        ("市级财政", Family.HIGHER),
        ("东西部协作", Family.HELPERS),
        ("省级部门定点帮扶", Family.HELPERS),
        ("市内帮扶县区", Family.HELPERS),
        ("省内结对帮扶", Family.HELPERS),
        ("企业捐赠", Family.HELPERS),
        ("县级财政", Family.COUNTY),
        ("地方政府专项债券", Family.COUNTY),
        ("社会资金", Family.SOCIETY),
        ("业主自筹", Family.SOCIETY),
        ("专班工作经费", Family.WORKING),
        ("其他", Family.UNKNOWN),
    ],
)
def test_the_name_of_a_source_says_its_family(name, family):
    assert family_of(name) == family


def test_no_rate_mixes_two_families(programme, source):
    helped = making.source(programme, "东西部协作", Family.HELPERS)
    line_with(helped, "1", planned=[(DAY, 100)], arrived=[(DAY, 50)])
    line_with(source, "2", planned=[(DAY, 100)], arrived=[(DAY, 100)])

    rows = figures.by_family(figures.by_source(FundLine.objects.all(), DAY))

    assert [(row.family, row.chain.arrived_share) for row in rows] == [
        (Family.HELPERS, Fraction(1, 2)),
        (Family.HIGHER, 1),
    ]


@pytest.mark.parametrize(("transferred", "owner"), [(20, None), (80, "县水务局")])
def test_whose_turn_it_is_to_pay(programme, source, transferred, owner):
    unit = making.unit("县水务局")
    road = making.project(programme, "R", unit)
    line_with(source, "1", road, arrived=[(DAY, 100)], transferred=[(DAY, transferred)])
    lines = FundLine.objects.all()

    unpaid = figures.most_unpaid(figures.by_source(lines, DAY), lines, DAY)

    assert unpaid == figures.Unpaid(source, wan(100), owner)


def test_where_all_is_paid_it_is_nobody_s_turn(programme, source):
    line_with(source, "1", arrived=[(DAY, 100)], paid=[(DAY, 100)])
    lines = FundLine.objects.all()

    assert figures.most_unpaid(figures.by_source(lines, DAY), lines, DAY) is None
