"""Investment by sector and the projects that are furthest behind."""

from datetime import date

import pytest

from core.periods import Period
from projects.figures import lights as figures_lights
from projects.figures import totals as figures
from projects.models import Project
from tests import making
from tests.making import DAY, JUNE, entry, wan

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return making.programme("shi", "试点县")


@pytest.fixture
def tea(programme):
    return making.sector(programme, "茶叶")


def project(programme, code, plan=None, sector=None, **months):
    """A project in construction; months as ``m6=100``."""
    made = making.building(programme, code, None, plan, sector=sector)
    for name, amount in months.items():
        entry(made, Period.month(2024, int(name[1:])), amount)
    return made


def test_sectors_add_up_to_the_investment_of_all(programme, tea):
    project(programme, "1", 600, tea, m5=10, m6=20)
    project(programme, "2", 300, tea, m5=5)
    project(programme, "3", None, tea, m6=7)
    project(programme, "4", 100, None, m6=40)
    projects = Project.objects.all()

    rows = figures.by_sector(projects, JUNE, JUNE)

    assert [(row.sector, row.size.count, row.investment.due) for row in rows] == [
        (tea, 3, 2),
        (None, 1, 1),
    ]
    assert rows[0].investment == figures.Investment(JUNE, 2, 2, 1, *map(wan, (900, 20, 35, 5400)))
    whole = figures.investment(projects, JUNE, JUNE)
    assert figures.together(rows, JUNE) == whole


@pytest.mark.parametrize(
    ("period", "amount"), [("2024-06", 20), ("2024-Q2", 30), ("2024-H1", 30), ("2024", 130)]
)
def test_an_opening_of_earlier_months_counts_in_the_year_alone(programme, tea, period, amount):
    made = project(programme, "1", 600, tea, m5=10, m6=20)
    making.opening(made, "earlier_months", making.APRIL, 100)
    period = Period.parse(period)

    assert figures.investment(
        Project.objects.all(), period, figures.last_month_of(period, DAY)
    ).amount == wan(amount)
    row = figures.by_sector(Project.objects.all(), period, figures.last_month_of(period, DAY))[0]
    assert row.investment.amount == wan(amount)


def test_largest_gaps_are_of_those_that_reported_and_are_behind(programme):
    project(programme, "1", 1200, m6=500)
    project(programme, "2", 1200, m6=100)
    project(programme, "3", 1200, m6=700)
    project(programme, "4", 1200, m5=1)
    project(programme, "5", None, m6=1)

    gaps = figures_lights.largest_gaps(Project.objects.all(), JUNE)

    assert [(each.code, each.progress.gap) for each in gaps] == [("2", wan(500)), ("1", wan(100))]


def test_a_plan_made_after_the_month_is_counted_neither_by_number_nor_by_amount(programme, tea):
    project(programme, "1", 600, tea, m6=20)
    later = project(programme, "2", 300, tea)
    plan = later.year_plans.get()
    clerk = making.person(programme, "clerk", "clerk", programme.task_force)
    making.plan_version(plan, 1, date(2024, 7, 8), 300, created_by=clerk)

    [row] = figures.by_sector(Project.objects.all(), JUNE, JUNE)

    assert (row.investment.planned, row.investment.due, row.investment.plan) == (1, 1, wan(600))
    assert Project.objects.planned(JUNE).count() == row.investment.planned
