"""A bulletin of a quarter compares it with others; the year's report carries its quarters."""

from datetime import date

import pytest
from django.urls import reverse

from core.periods import Period
from projects.models import Problem, Project, YearPlan
from reports.choices import ReportKind
from reports.content import build
from reports.content.formatting import format_cell, tables
from tests.making import (
    building,
    entry,
    line,
    member,
    opening,
    person,
    plan_version,
    posted,
    programme,
    signed_in,
    stage,
    year_plan,
)
from tests.reports.words import paragraphs

Q1, Q2 = Period.parse("2024-Q1"), Period.parse("2024-Q2")
DAY = date(2024, 7, 8)


@pytest.fixture
def county(db):
    """Each of two projects has 100 a month in the first quarter and 150 in the second."""
    where = programme("alpha", "甲县", as_of=DAY)
    roads, water = member(where, "交通局", "member"), member(where, "水利局", "member")
    town = member(where, "上坝镇", "township")
    for code, owner, township in (("P1", roads, town), ("P2", water, None)):
        works = building(where, code, owner, 2400, township=township)
        for number in range(1, 7):
            entry(works, Period.month(2024, number), 100 if number <= 3 else 150)
    where.road, where.water = Project.objects.of(where).order_by("code")
    return where


def quarter(county, period: Period = Q2, day: date = DAY) -> dict:
    return build(county, ReportKind.QUARTERLY, period, day)


def year(county, period: str = "2024", day: date = DAY) -> dict:
    return build(county, ReportKind.YEARLY, Period.parse(period), day)


def said(content: dict) -> str:
    return "\n".join(paragraphs(content["sections"][1]["blocks"]))


def titled(content: dict, title: str) -> dict:
    return next(one for one in tables(content) if one["title"] == title)


def shown(table: dict) -> list[list[str]]:
    rows = [*table["rows"], *([table["total"]] if table["total"] else [])]
    return [
        [
            format_cell(cell, column["kind"], 2)
            for cell, column in zip(row["cells"], table["columns"], strict=True)
        ]
        for row in rows
    ]


COMPARED = "与上季度、去年同期对比"


def test_the_quarter_stands_beside_the_one_before(county):
    content = quarter(county)
    assert content["sections"][1]["heading"] == "二、季度对比和变化"
    assert [row[:5] for row in shown(titled(content, COMPARED))] == [
        ["本季度（2024年第二季度）", "900.00", "1,500.00", "31.25", "-18.75"],
        ["上季度（2024年第一季度）", "600.00", "600.00", "12.50", "-12.50"],
    ]
    assert "上季度完成投资600.00万元，本季度比上季度增加300.00万元（50.00%）" in said(content)
    assert "与序时进度的差由低12.50个百分点变为低18.75个百分点" in said(content)


def test_the_month_has_no_such_section(county):
    content = build(county, ReportKind.MONTHLY, Period.month(2024, 6), DAY)
    assert "季度对比" not in "".join(section["heading"] for section in content["sections"])


def test_what_is_not_held_is_not_compared(county):
    content = quarter(county, Q1)
    assert [row[0] for row in shown(titled(content, COMPARED))] == ["本季度（2024年第一季度）"]
    assert "上季度" not in said(content)
    assert "去年同期" not in said(content)


def test_the_same_quarter_a_year_ago_stands_beside_it_where_it_is_held(county):
    county.as_of = date(2025, 7, 8)
    year_plan(county.road, 2400, 2025)
    entry(county.road, Period.month(2025, 4), 90)
    content = quarter(county, Period.parse("2025-Q2"), county.as_of)
    rows = shown(titled(content, COMPARED))
    assert [row[:2] for row in rows] == [
        ["本季度（2025年第二季度）", "90.00"],
        ["去年同期（2024年第二季度）", "900.00"],
    ]
    assert "去年同期完成投资900.00万元，本季度比去年同期减少810.00万元（90.00%）" in said(content)
    assert "与序时进度的差由" not in said(content)


def test_the_helpers_money_of_the_quarter_stands_in_it(county):
    helper = member(county, "省帮扶厅", "5")
    money = line(county, "F1", payer_unit=helper, purpose="培训")
    money.source.family = "helpers"
    money.source.save()
    posted(money, "planned", 900, date(2024, 1, 5))
    posted(money, "arrived", 500, date(2024, 2, 2))
    posted(money, "transferred", 300, date(2024, 3, 2))
    posted(money, "arrived", 100, date(2024, 5, 2))
    posted(money, "paid", 80, date(2024, 6, 30))
    rows = shown(titled(quarter(county), COMPARED))
    assert [row[5:] for row in rows] == [["100.00", "80.00"], ["500.00", "0.00"]]


def test_units_and_townships_have_a_table_each_in_the_order_of_the_network(county):
    content = quarter(county)
    assert [row[:5] for row in shown(titled(content, "分责任单位推进情况"))] == [
        ["交通局", "1", "1", "2,400.00", "450.00"],
        ["水利局", "1", "1", "2,400.00", "450.00"],
        ["合计", "2", "2", "4,800.00", "900.00"],
    ]
    assert [row[0] for row in shown(titled(content, "分乡镇推进情况"))] == [
        "上坝镇", "跨乡镇或县外", "合计",
    ]  # fmt: skip


def test_a_row_of_a_unit_opens_as_many_projects_as_it_says(county):
    client = signed_in(person(county, "alpha_clerk", "clerk", county.task_force))
    for title in ("分责任单位推进情况", "分乡镇推进情况"):
        table = titled(quarter(county), title)
        for row in [*table["rows"], table["total"]]:
            found = client.get(reverse(row["to"]), row["query"]).context["total_count"]
            assert found == row["cells"][1], row["cells"][0]


def test_what_changed_is_counted_named_and_opened(county):
    stage(county.road, "completed", date(2024, 5, 20))
    plan = YearPlan.objects.get(project=county.road, year=2024)
    plan_version(plan, 1, "2024-01-05", 2000)
    plan_version(plan, 2, "2024-06-10", 2400)
    content = quarter(county)
    rows = shown(titled(content, "本期变化"))
    assert [row[1:] for row in rows] == [
        ["P1号项目", "2024年5月20日", "在建", "竣工"],
        ["P1号项目", "2024年6月10日", "2,000.00万元", "2,400.00万元"],
    ]
    words = content["sections"][1]["blocks"]
    parts = [p for b in words if b["type"] == "paragraph" for s in b["sentences"] for p in s]
    [link] = [part for part in parts if part.get("to") == "project_changes"]
    client = signed_in(person(county, "alpha_clerk", "clerk", county.task_force))
    count = client.get(reverse("project_changes"), link["query"]).context["count"]
    assert link["text"] == f"{count}条"


def test_problems_solved_and_open_are_told(county):
    given = {"programme": county, "project": county.road}
    Problem.objects.create(text="征地未完", found_on=date(2024, 2, 1), **given)
    Problem.objects.create(
        text="电力未通",
        found_on=date(2024, 4, 1),
        solved_on=date(2024, 5, 1),
        solution="已通",
        **given,
    )
    Problem.objects.create(text="后来的", found_on=date(2024, 7, 1), **given)
    content = quarter(county)
    assert "登记的问题本期新增1个、解决1个，期末未解决1个。" in said(content)
    assert "已解决：P1号项目（电力未通）。" in said(content)
    assert shown(titled(content, "期末未解决的问题")) == [
        ["征地未完", "P1号项目", "未明确", "未明确"]
    ]


def test_projects_that_state_no_problem_any_more_are_counted(county):
    for project, number, text in (
        (county.road, 3, "征地"), (county.water, 3, "资金"), (county.water, 6, "资金"),
    ):  # fmt: skip
        project.entries.filter(month=date(2024, number, 1)).update(problems=text)
    words = "6月填报存在问题的项目1个，3月为2个：不再填报问题的1个，仍有问题的1个，新增0个。"
    assert words in said(quarter(county))


def test_tables_are_numbered_as_they_follow_and_referred_to(county):
    content = quarter(county)
    numbers = [one["number"] for one in tables(content)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert f"见表{titled(content, COMPARED)['number']}。" in said(content)


def test_the_year_carries_its_quarters(county):
    content = year(county)
    assert [row[:3] for row in shown(titled(content, "各季度情况"))] == [
        ["2024年第一季度", "600.00", "600.00"],
        ["2024年第二季度", "900.00", "1,500.00"],
        ["合计", "1,500.00", "1,500.00"],
    ]
    assert "各季度完成投资：第一季度600.00万元、第二季度900.00万元" in said(content)


def test_all_four_quarters_stand_in_the_report_of_a_whole_year(county):
    for number in (7, 10):
        entry(county.road, Period.month(2024, number), 30)
    county.as_of = date(2025, 1, 8)
    rows = shown(titled(year(county, day=county.as_of), "各季度情况"))
    assert [row[1] for row in rows] == ["600.00", "900.00", "30.00", "30.00", "1,560.00"]


def test_what_came_before_the_months_that_are_held_has_a_row_of_its_own(county):
    county.water.entries.filter(month__lte=date(2024, 3, 1)).delete()
    opening(county.water, "earlier_months", Period.month(2024, 3), 333)
    rows = shown(titled(year(county), "各季度情况"))
    assert [row[:2] for row in rows] == [
        ["2024年第一季度", "300.00"],
        ["2024年第二季度", "900.00"],
        ["未分月的导入期初", "333.00"],
        ["合计", "1,533.00"],
    ]


def test_an_empty_programme_has_a_bulletin_without_claims(db):
    where = programme("empty", "空县", as_of=DAY)
    for content in (quarter(where), year(where)):
        assert tables(content) == []
        assert content["sections"][1]["blocks"][0]["sentences"] == [
            [{"text": "（本节暂无记录，由专班填写。）"}]
        ]
