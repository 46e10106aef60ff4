"""What cannot be compared or added up is counted beside the figure, never shown as zero."""

import pytest

from projects.figures import totals as figures
from projects.models import Exemption, MonthEntry, Project
from reports.choices import ReportKind
from reports.content import build
from reports.content.parts import text_of
from tests.making import JUNE, building, entry, opening, programme, wan


@pytest.fixture
def county():
    return programme("county", "丙县")


def shown(county) -> str:
    """The sentences of the report of June."""
    content = build(county, ReportKind.MONTHLY, JUNE, county.today())
    paragraphs = [
        block
        for section in content["sections"]
        for block in section["blocks"]
        if block["type"] == "paragraph"
    ]
    return "".join(text_of(line) for block in paragraphs for line in block["sentences"])


@pytest.mark.django_db
def test_a_programme_without_any_entry_is_not_behind(county):
    building(county, "1", None, 1200)
    found = figures.investment(Project.objects.of(county), JUNE, JUNE)
    assert (found.planned, found.share, found.difference) == (1, None, None)
    assert "年度计划投资1,200.00万元；尚无填报。" in shown(county)
    assert "-50" not in shown(county) and "低于序时进度50" not in shown(county)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make", [entry, lambda one, month, n: opening(one, "earlier_months", month, n)]
)
def test_an_entry_or_an_opening_is_compared(county, make):
    make(building(county, "1", None, 1200), JUNE, 300)
    found = figures.investment(Project.objects.of(county), JUNE, JUNE)
    assert found.share * 4 == 1


@pytest.mark.django_db
def test_a_month_of_zero_that_was_reported_is_compared(county):
    entry(building(county, "1", None, 1200), JUNE, 0)
    assert figures.investment(Project.objects.of(county), JUNE, JUNE).share == 0


@pytest.mark.django_db
def test_projects_without_a_total_are_counted_beside_the_sum(county):
    building(county, "1", None, total_investment=wan(10_000))
    building(county, "2", None)
    size = figures.size(Project.objects.of(county))
    assert (size.count, size.total, size.untotalled) == (2, wan(10_000), 1)
    assert "（1个未填总投资，未计入）" in shown(county)


@pytest.mark.django_db
def test_an_exempt_project_is_counted_as_exempt(county):
    exempt, good = building(county, "1", None, 1200), building(county, "2", None, 1200)
    entry(exempt, JUNE, 1)
    entry(good, JUNE, 900)
    Exemption.objects.create(
        programme=county, project=exempt, rule="progress", reason="汛期停工", approver="张三",
        valid_from="2024-06-01", valid_until="2024-07-01",
    )  # fmt: skip
    assert MonthEntry.objects.count() == 2
    words = shown(county)
    assert "达到或高于序时进度的1个，低于序时进度的0个，豁免的1个" in words
