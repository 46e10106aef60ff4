"""What is not ready before a month is closed, each with the list that proves it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from core.periods import Period
from projects.models import Problem, Project, YearClass, YearPlan
from projects.services.sheets import return_sheet
from supervision.figures.months import month_by_unit
from supervision.figures.readiness import not_ready
from tests.counting import statements
from tests.making import (
    DAY,
    JANUARY,
    JUNE,
    building,
    closed,
    entry,
    plan_version,
    programme,
    progress,
    project,
    signed_in,
    stage,
    submitted,
    year_plan,
)
from tests.making import person as person_of

PAGE = "supervision_month"


@pytest.fixture(autouse=True)
def classes(cast):
    """The projects with a plan have a class of the year."""
    for one in (cast.road, cast.dam):
        YearClass.objects.create(programme=cast.alpha, project=one, year=2024, name="continued")


def found(cast, user=None, month: Period = JUNE) -> dict[str, list[str]]:
    user = user or cast.clerk
    units = month_by_unit(Project.objects.of(cast.alpha), month)
    groups = not_ready(user, cast.alpha, month, units)
    return {str(group.label): [row.text for row in group.rows] for group in groups}


def problem(cast, **values):
    given = {"programme": cast.alpha, "project": cast.road, "found_on": DAY, **values}
    return Problem.objects.create(**given)


def test_units_that_have_not_submitted_and_what_is_unreported(cast):
    assert found(cast) == {
        "未提交填报表的单位": ["水利局", "交通局"],
        "未报项目": ["水库"],
        "未报任务": [cast.road_task.text],
    }


def test_a_submitted_sheet_and_a_reported_project_are_ready(cast):
    entry(cast.dam, JUNE, 1)
    progress(cast.road_task)
    for unit, by in ((cast.bureau_unit, cast.bureau), (cast.bureau2_unit, cast.bureau2)):
        submitted(cast.alpha, unit, JUNE, by)
    assert found(cast) == {}
    page = signed_in(cast.clerk).get(reverse(PAGE, args=[JUNE])).text
    assert "填报表均已提交" in page


def test_a_returned_sheet_is_named_with_its_reason(cast):
    sheet = submitted(cast.alpha, cast.bureau_unit, JUNE, cast.bureau)
    given = {"sheet": sheet, "version": sheet.version, "by": cast.clerk, "at": timezone.now()}
    return_sheet(reason="数字有误", **given)
    named = found(cast)
    assert named["未提交填报表的单位"] == ["水利局"]
    assert named["已退回、未重新提交的填报表"] == ["交通局"]
    assert "数字有误" in signed_in(cast.clerk).get(reverse(PAGE, args=[JUNE])).text


def test_problems_without_a_unit_or_a_day_open_the_list_of_the_same_rows(cast):
    problem(cast, text="征地未完", due_on=DAY)
    problem(cast, text="电力未通", unit=cast.bureau_unit)
    problem(cast, text="有人管", unit=cast.bureau_unit, due_on=DAY)
    problem(cast, text="已解决", solved_on=DAY, solution="已办")
    assert found(cast)["未明确单位或时限的问题"] == ["征地未完", "电力未通"]
    listed = signed_in(cast.clerk).get(reverse("problems"), {"stands": "unassigned"})
    assert {row.text for row in listed.context["object_list"]} == {"征地未完", "电力未通"}


def test_a_plan_that_another_than_in_the_month_before_is_named(cast):
    plan = YearPlan.objects.get(project=cast.road)
    plan_version(plan, 1, "2024-01-05", 1000)
    plan_version(plan, 2, "2024-07-20", 1200)
    assert found(cast)["比上月有调整的年度计划"] == ["农村公路"]
    page = signed_in(cast.clerk).get(reverse(PAGE, args=[JUNE])).text
    assert "由1,000.00万元调整为1,200.00万元" in page
    assert "比上月有调整的年度计划" not in found(cast, month=Period.month(2024, 5))


def test_january_has_no_month_before_in_its_year(cast):
    assert "比上月有调整的年度计划" not in found(cast, month=JANUARY)


def test_the_list_stands_before_the_button_and_ends_with_the_closing(cast):
    client, address = signed_in(cast.clerk), reverse(PAGE, args=[JUNE])
    page = client.get(address).text
    assert page.index('id="not-ready"') < page.index(reverse("close_month", args=[JUNE]))
    closed(cast.alpha, JUNE, cast.clerk)
    assert 'id="not-ready"' not in client.get(address).text


@pytest.mark.parametrize(("who", "name"), [("clerk", "project_entry"), ("leader", "project")])
def test_a_row_opens_what_its_reader_may_open(cast, who, name):
    page = signed_in(getattr(cast, who)).get(reverse(PAGE, args=[JUNE])).text
    key = [cast.dam.pk, JUNE] if name == "project_entry" else [cast.dam.pk]
    listed = page[page.index('id="not-ready"') :]
    assert f'href="{reverse(name, args=key)}"' in listed


def test_an_empty_programme_says_that_nothing_is_due(db):
    county = programme("empty", "空县", as_of=DAY)
    client = signed_in(person_of(county, "empty_clerk", "clerk", county.task_force))
    page = client.get(reverse(PAGE, args=[JUNE])).text
    assert "尚无应报项目" in page
    assert "全部填报" not in page
    for name in ("project_grid", "project_months"):
        assert "全部填报" not in client.get(reverse(name, args=[JUNE])).text


def test_ten_more_rows_take_no_more_queries(cast):
    client, address = signed_in(cast.clerk), reverse(PAGE, args=[JUNE])
    problem(cast, text="征地未完")
    one = statements(client, address)
    for number in range(10):
        building(cast.alpha, f"Q{number}", cast.bureau_unit, 10)
        problem(cast, text=f"问题{number}")
    assert statements(client, address) == one


def named(cast, label: str) -> list[str]:
    return found(cast).get(label, [])


@pytest.mark.parametrize(
    ("finish", "is_named"), [(date(2024, 6, 1), True), (date(2024, 7, 1), False)]
)
def test_a_project_that_is_finished_by_its_field_and_in_construction_by_its_stage_is_named(
    cast, finish, is_named
):
    Project.objects.filter(pk=cast.road.pk).update(actual_finish=finish)
    label = "已填实际竣工、阶段仍为在建的项目"
    assert named(cast, label) == (["农村公路"] if is_named else [])
    stage(cast.road, "completed", date(2024, 6, 20))
    assert named(cast, label) == []


def test_a_plan_without_a_stage_and_one_without_a_class_are_named(cast):
    bridge = project(cast.alpha, "P9", cast.bureau_unit, name="大桥")
    year_plan(bridge, 100)
    assert named(cast, "有年度计划、没有阶段的项目") == ["大桥"]
    assert named(cast, "有年度计划、没有年度类别的项目") == ["大桥"]
    page = signed_in(cast.clerk).get(reverse(PAGE, args=[JUNE])).text
    assert reverse("class_year", args=[bridge.pk, 2024]) in page


def test_where_no_project_has_a_class_none_is_missing(cast):
    YearClass.objects.all().delete()
    assert named(cast, "有年度计划、没有年度类别的项目") == []
