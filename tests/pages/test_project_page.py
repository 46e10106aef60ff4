"""A project's page: the curve, what happened, the money beside, tasks and needs."""

import re
from datetime import date

import pytest
from django.urls import reverse

from core.periods import Period
from projects.figures import course as figures_course
from projects.models import Milestone, Project, ProjectNeed, ProjectTask, StatisticsEntry
from projects.services.attached import create_link
from tests import making
from tests.making import JUNE, MAY, closed, line, posted, sent, wan

IDS = re.compile(r'name="submission_id" value="([^"]*)"')


@pytest.fixture
def page_of(as_):
    return lambda who, project: as_(who).get(f"/projects/{project.pk}/")


def add(model, cast, **values):
    return model.objects.create(programme=cast.alpha, project=cast.road, **values)


def test_the_curve_says_what_is_planned_and_done_of_each_month(page_of, cast):
    chart = page_of("clerk", cast.road).context["chart"]
    planned, done, planned_sum, done_sum = chart.series
    assert planned.values == [wan(100)] * 12
    assert planned_sum.values[-1] == wan(1200)
    assert done.values == [None] * 4 + [wan(400), wan(100)] + [None] * 6
    assert done_sum.values == [0] * 4 + [wan(400), wan(500)] + [None] * 6
    points = figures_course.course(Project.objects.filter(pk=cast.road.pk), Period.month(2024, 12))
    assert planned_sum.values == [point.expected for point in points]


def test_the_curve_is_drawn_and_repeated_as_a_table(page_of, cast):
    text = page_of("clerk", cast.road).text
    assert "截至2024年6月完成500.00万元，年度计划1,200.00万元" in text
    assert 'data-chart="chart-project-course-data"' in text
    assert "以表格查看" in text


def test_a_plan_made_after_the_month_is_neither_drawn_nor_named(page_of, cast):
    late = making.building(cast.alpha, "P8", cast.bureau_unit)
    plan = making.year_plan(late, 1200)
    making.plan_version(plan, 1, "2024-07-05", 1200, created_by=cast.clerk)
    making.entry(late, JUNE, 100)
    page = page_of("clerk", late)
    planned, done, *_ = page.context["chart"].series
    assert (page.context["object"].plan, planned.values) == (None, [0] * 12)
    assert "截至2024年6月完成100.00万元；本年度未下达计划" in page.text
    assert done.values[5] == wan(100)


def test_without_plan_and_entry_there_is_no_empty_chart(page_of, cast):
    assert "data-chart" not in page_of("clerk", cast.school).text


def test_what_happened_stands_in_the_order_of_days(page_of, cast):
    add(Milestone, cast, name="路基验收", due_on=date(2024, 5, 20), reached_on=date(2024, 5, 10))
    add(Milestone, cast, name="通车", due_on=date(2024, 12, 1))
    moments = page_of("clerk", cast.road).context["moments"]
    days = [moment.on for moment in moments]
    assert days == sorted(days, reverse=True)
    told = [(str(moment.on), moment.kind) for moment in moments if "版" not in moment.words]
    assert told == [
        ("2024-06-30", "填报"),
        ("2024-05-31", "填报"),
        ("2024-05-10", "节点达成"),
        ("2024-03-01", "项目阶段"),
    ]


def test_notes_are_told_to_those_alone_who_read_them(page_of, cast):
    making.note(cast.road, cast.township, text="征地已谈妥")
    cast.road.supporting_units.add(cast.helper_unit)
    told = [moment.words for moment in page_of("clerk", cast.road).context["moments"]]
    assert "征地已谈妥" in told
    assert "征地已谈妥" not in page_of("helper", cast.road).text


def test_money_stands_beside_and_nothing_is_derived_from_it(page_of, cast):
    money = line(cast.alpha, "F7", payer_name="某基金会", project=cast.road)
    posted(money, "planned", 90, date(2024, 2, 1))
    posted(money, "paid", 45, date(2024, 3, 1))
    office = line(cast.alpha, "F8", assistance=False, project=cast.road)
    posted(office, "paid", 7, date(2024, 3, 1))
    page = page_of("clerk", cast.road)
    [panel] = page.context["panels"]
    assert [one.number for one in panel.context["lines"]] == ["F7"]
    assert (panel.context["sums"]["planned"], panel.context["sums"]["paid"]) == (wan(90), wan(45))
    assert panel.context["sums"]["arrived"] is None
    assert page.context["object"].year_amount == wan(500)


def test_the_statistics_stand_beside_what_was_reported(page_of, cast):
    add(StatisticsEntry, cast, month=JUNE.start, amount=wan(80))
    add(StatisticsEntry, cast, month=date(2024, 4, 1), amount=wan(5))
    rows = page_of("clerk", cast.road).context["statistics"]
    told = [(row["entry"].amount, row["reported"]) for row in rows]
    assert told == [(wan(80), wan(100)), (wan(5), None)]


def test_the_task_force_links_and_takes_off(as_, cast):
    client, address = as_("clerk"), f"/projects/{cast.road.pk}/links/"
    assert "T1 修路" in client.get(address).text
    client.post(address, sent(task=cast.road_task.pk))
    client.post(address, sent(need=cast.open_need.pk))
    page = client.get(f"/projects/{cast.road.pk}/")
    assert [one.task for one in page.context["task_links"]] == [cast.road_task]
    assert [one.need for one in page.context["need_links"]] == [cast.open_need]
    made = ProjectTask.objects.get()
    client.post(f"{address}task/{made.pk}/remove/", sent())
    assert not ProjectTask.objects.exists()
    assert ProjectNeed.objects.count() == 1


def test_two_at_once_or_none_are_refused_in_words(as_, cast):
    client, address = as_("clerk"), f"/projects/{cast.road.pk}/links/"
    both = {"task": cast.road_task.pk, "need": cast.open_need.pk}
    for said in ({}, both):
        page = client.post(address, sent(**said))
        assert "每次一项" in page.text
    assert not ProjectTask.objects.exists()


def test_a_linked_task_or_need_that_a_person_does_not_see_is_not_shown(page_of, cast):
    create_link(project=cast.road, need=cast.other_need, by=cast.clerk)
    create_link(project=cast.road, task=cast.help2_task, by=cast.clerk)
    assert "缺饮水" in page_of("clerk", cast.road).text
    for who in ("bureau", "township"):
        text = page_of(who, cast.road).text
        assert "缺饮水" not in text
        assert "帮助招商" not in text


def test_the_page_as_of_an_earlier_day_tells_nothing_later(as_, cast):
    client = as_("clerk")
    client.post("/as-of/", {"day": "2024-06-05", "next": "/"})
    page = client.get(f"/projects/{cast.road.pk}/")
    assert page.context["chart"].month == MAY
    assert all(moment.on <= date(2024, 6, 5) for moment in page.context["moments"])


def test_each_form_of_each_request_has_an_id_of_its_own(page_of, cast):
    making.note(cast.road, cast.clerk)
    found = [key for _ in range(2) for key in IDS.findall(page_of("clerk", cast.road).text)]
    assert len(found) >= 6
    assert len(set(found)) == len(found)


def test_no_button_offers_a_closed_month(as_, cast):
    client, grid = as_("bureau"), f'href="{reverse("project_grid", args=[JUNE])}"'
    project, others = f"/projects/{cast.road.pk}/", ("/my/", f"/projects/month/{JUNE}/")
    assert "填报2024年6月" in client.get(project).text
    assert all(grid in client.get(other).text for other in others)

    closed(cast.alpha, JUNE, cast.clerk, report=False)

    assert "填报2024年7月" in client.get(project).text
    assert not any(grid in client.get(other).text for other in others)


def test_no_button_offers_a_month_that_is_later_than_the_day_shown(as_, cast):
    client, project = as_("bureau"), f"/projects/{cast.road.pk}/"
    month, grid = f"/projects/month/{JUNE}/", f'href="{reverse("project_grid", args=[JUNE])}"'
    entry = f'href="{reverse("project_entry", args=[cast.road.pk, JUNE])}"'
    for day, is_offered in (("2024-05-31", False), ("2024-06-01", True)):
        assert ("填报2024年6月" in client.get(f"{project}?as_of={day}").text) is is_offered
        page = client.get(f"{month}?as_of={day}").text
        assert (grid in page, entry in page) == (is_offered, is_offered)


@pytest.mark.parametrize("name", ["my_work", "task"])
def test_a_page_of_the_present_says_so_as_of_an_earlier_day(as_, cast, name):
    address = reverse(name, args=[cast.road_task.pk] if name == "task" else [])
    client = as_("bureau")
    assert "本页显示当前状态" not in client.get(address).text
    page = client.get(f"{address}?as_of=2024-05-31").text
    assert "本页显示当前状态（2024-07-08），不是2024-05-31的状态。" in page
    if name == "my_work":
        assert "2024年6月" in page
