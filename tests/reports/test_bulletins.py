"""Bulletins that others published: page and report say what stands in them, from the plan and
what was done by the month, with two decimals or one."""

from decimal import Decimal

import pytest
from django.urls import reverse

from core.periods import Period
from reports.choices import ReportKind
from reports.content import build
from tests import making
from tests.making import entry, person, signed_in
from tests.reports.words import section

PUBLISHED = [
    # plan and done in 亿元, the month, decimals; share and points as text
    ("647.4", "629.0", 10, 2, "97.16%", "高于序时进度13.82个百分点", "+13.82"),
    ("647.4", "629.0", 10, 1, "97.2%", "高于序时进度13.8个百分点", "+13.8"),
    ("304", "96.4", 4, 2, "31.71%", "低于序时进度1.62个百分点", "-1.62"),
    ("138.78", "84.58", 6, 2, "60.95%", "高于序时进度10.95个百分点", "+10.95"),
]


@pytest.fixture
def bulletin(db):
    """``bulletin(plan, done, month, decimals)``: a county that did all of it since January."""

    def make(plan, done, month, decimals):
        day = Period.month(2024, month).next().start.replace(day=8)
        county = making.programme("gamma", "丙县", as_of=day, decimals=decimals)
        done = Decimal(done) * 10_000
        works = making.building(county, "P1", None, Decimal(plan) * 10_000, name="全部项目")
        part = round(done / month, 2)
        for number in range(1, month):
            entry(works, Period.month(2024, number), part)
        entry(works, Period.month(2024, month), done - part * (month - 1))
        return county

    return make


@pytest.mark.parametrize(
    ("plan", "done", "month", "decimals", "share", "words", "points"), PUBLISHED
)
def test_it_comes_out(bulletin, plan, done, month, decimals, share, words, points):
    county = bulletin(plan, done, month, decimals)
    client = signed_in(person(county, "gamma_clerk", "clerk", county.task_force))
    period = Period.month(2024, month)
    page = client.get(reverse("project_months", args=[period])).text
    assert share in page
    assert points in page
    said = section(build(county, ReportKind.MONTHLY, period, county.as_of), 1)
    assert f"占年度计划的{share}，{words}" in said
