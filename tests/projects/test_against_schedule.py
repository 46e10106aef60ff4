"""How the difference from 序时进度 is shown: with the programme's decimals, 持平 where none
of it is left, and not at all of a month that runs."""

import re
from fractions import Fraction

import pytest
from django.urls import reverse

from core.money import format_points
from core.periods import Period
from dashboard.words import against_schedule
from projects.light_reasons import progress_reason
from projects.models import Project
from projects.plan_progress import points_of
from reports.content import words
from reports.content.formatting import format_cell
from tests.making import DAY, JULY, JUNE, building, entry

HAIR = Fraction(1, 1_000_000)  # 0.0001 points


@pytest.mark.parametrize("sign", [1, -1])
def test_what_rounds_to_nothing_is_even_everywhere(sign):
    assert format_points(sign * HAIR) == format_cell(str(sign * HAIR), "points", 2) == "持平"
    assert format_points(sign * HAIR, 4) == ("+0.0001" if sign > 0 else "-0.0001")
    assert against_schedule(sign * HAIR, 2) == words.against_schedule(sign * HAIR, 2)
    assert against_schedule(sign * HAIR, 2) == "与序时进度持平"
    assert words.points_words(sign * HAIR, 2) == "持平"


def test_a_light_says_even_where_its_points_round_to_nothing(cast):
    made = building(cast.alpha, "A1", cast.bureau_unit, 1200)
    entry(made, JUNE, "600.001")
    row = Project.objects.with_lights(JUNE).with_stage(on=DAY).get(pk=made.pk)
    assert progress_reason(row, JUNE) == "占年度计划的50.00%，与序时进度持平。"
    assert "高于序时进度0.0001个百分点" in progress_reason(row, JUNE, 4)


@pytest.mark.parametrize(
    ("day", "shown"), [(JULY.last_day, "本月未结束"), (Period.month(2024, 8).start, "-16.48")]
)
def test_a_month_is_compared_from_the_day_after_its_last(day, shown):
    assert points_of(Fraction(-1648, 10000), JULY, on=day, places=2) == shown


def test_without_a_plan_there_is_a_dash_in_a_month_that_runs_too():
    assert points_of(None, JULY, on=DAY, places=2) == "—"


PAGES = [
    ("project_months", "2024-07"),
    ("project_grid", "2024-07"),
    ("supervision_month", "2024-07"),
    ("project_entry", "2024-07"),
    ("project_row", "2024-07"),
    ("project_sheet", "2024-07"),
    ("projects", ""),
    ("projects_by_sector", ""),
    ("projects_behind", ""),
]
BY_UNIT = "project_sheet"
OF_PROJECT = ("project_entry", "project_row")


@pytest.mark.parametrize(("name", "month"), PAGES)
def test_no_page_compares_a_month_that_runs(as_, cast, name, month):
    entry(cast.road, JULY, 7)  # 507 of 1,200: 42.25%, 16.08 below seven twelfths
    first = {BY_UNIT: cast.bureau_unit.pk} | dict.fromkeys(OF_PROJECT, cast.road.pk)
    address = reverse(name, args=[*filter(None, (first.get(name), month))])
    if name == "project_grid":
        address += f"?unit={cast.bureau_unit.pk}"
    page = as_("clerk").get(address, {} if month else {"month": "2024-07"}).text
    shown = page.replace("低于序时进度16.08", "")  # why a light is shown
    assert "16.08" not in shown
    if name != "projects_behind":
        assert "本月未结束" in shown


@pytest.mark.parametrize(
    "name", ["project_months", "project_grid", "supervision_month", "projects"]
)
def test_lights_of_a_month_that_runs_are_preliminary(as_, cast, name):
    entry(cast.road, JULY, 7)
    for month, expected in (("2024-07", True), ("2024-06", False)):
        address = reverse("projects") if name == "projects" else reverse(name, args=[month])
        page = as_("clerk").get(address, {"month": month, "unit": cast.bureau_unit.pk}).text
        assert ("灯色暂按月末的序时进度评定" in page) == expected


def test_a_file_leaves_a_month_that_runs_empty(as_, cast):
    entry(cast.road, JULY, 7)
    asked = {"month": "2024-07", "_export": "csv", "columns": "difference", "q": "P1"}
    file = b"".join(as_("clerk").get(reverse("projects"), asked).streaming_content).decode()
    assert "16.08" not in file


def test_a_row_of_the_grid_is_not_compared_as_it_is_typed(as_, cast):
    address = reverse("row_preview", args=[cast.road.pk, JULY])
    assert as_("clerk").get(address, {"amount": "7"}).json()["difference"] == "本月未结束"


SHARED = [
    *(
        (name, ())
        for name in ("dashboard", "projects", "projects_by_sector", "projects_by_official")
    ),
    *((name, ()) for name in ("projects_largest", "projects_behind", "project_deals", "funds")),
    *((name, ()) for name in ("stages", "project_board", "tasks", "reports")),
    *((name, (JUNE,)) for name in ("project_months", "project_grid", "supervision_month")),
]


@pytest.mark.parametrize(("name", "args"), SHARED)
def test_shares_have_the_decimals_of_the_programme(as_, cast, name, args):
    cast.alpha.decimals = 3
    cast.alpha.save()
    page = as_("clerk").get(reverse(name, args=args)).text
    assert re.findall(r"(?<![\d.])\d+\.\d{1,2}%", page) == []
    assert re.findall(r"(?<![\d.])\d+\.\d{1,2}个百分点", page) == []
