"""A bureau's tasks on its sheet of the month."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from programmes.services.progress import report_progress, take_back_progress
from projects.services.sheets import sheet_of, take_back_submission
from tests import making
from tests.counting import statements
from tests.making import DAY, JUNE, progress, submitted, support, task


def report(cast, of, **values):
    given = {"task": of, "version": 0, "month": JUNE, "unit": of.lead_unit, "text": "已开工"}
    return report_progress(**{**given, "by": cast.bureau, "on": DAY, **values})


def page_of(unit) -> str:
    return reverse("project_sheet", args=[unit.pk, JUNE])


@pytest.fixture
def office(cast):
    """A bureau with a task and no project, and its reporter."""
    unit = making.member(cast.alpha, "民政局", "member")
    person = making.person(cast.alpha, "office", "unit_reporter", unit)
    return unit, person, task(cast.alpha, "M1", unit, text="敬老院改造")


def test_tasks_stand_on_the_sheet_beside_the_projects(as_, cast):
    support(task(cast.alpha, "M2", cast.bureau2_unit, text="配合任务"), cast.bureau_unit)
    report(cast, cast.road_task, problem="缺砂石", help_needed="派技术员")
    page = as_("bureau").get(page_of(cast.bureau_unit))
    for words in (
        "甲县重点项目、重点任务2024年6月进展情况填报表", "任务：应报1项，已报1项", "已开工",
        "缺砂石", "派技术员", "配合任务", "农村公路", "负责人",
    ):  # fmt: skip
        assert words in page.text, words
    assert (page.context["task_count"].due, len(page.context["tasks"])) == (1, 2)


def test_a_unit_with_tasks_alone_has_a_sheet_and_submits_it(cast, office, as_):
    unit, person, one = office
    client = making.signed_in(person)
    page = client.get(page_of(unit))
    assert "甲县重点任务2024年6月进展情况填报表" in page.text and "应报1项，已报0项" in page.text
    data = making.sent(0)
    sent = client.post(reverse("submit_sheet", args=[unit.pk, JUNE]), data, follow=True)
    assert "已提交" in sent.text  # a task without a word does not block it
    assert as_("helper").get(page_of(cast.helper_unit)).status_code == 404


def test_a_submitted_sheet_locks_the_reports_of_the_unit(cast):
    made = report(cast, cast.road_task)
    sheet = submitted(cast.alpha, cast.bureau_unit, JUNE, cast.bureau)
    with pytest.raises(ValidationError, match="已提交"):
        report(cast, cast.road_task, version=1, text="改")
    with pytest.raises(ValidationError, match="已提交"):
        take_back_progress(progress=made, by=cast.bureau)
    report(cast, cast.road_task, version=1, text="专班更正", by=cast.clerk)
    take_back_submission(sheet=sheet, version=sheet.version)
    assert not sheet_of(cast.alpha, cast.bureau_unit, JUNE).submitted_at
    assert report(cast, cast.road_task, version=2, text="再改").text == "再改"


def test_the_month_of_the_task_force_counts_tasks_beside_projects(as_, cast, office):
    progress(cast.road_task)
    page = as_("clerk").get(reverse("supervision_month", args=[JUNE]))
    units = {unit.unit: (unit.tasks.due, unit.tasks.reported) for unit in page.context["units"]}
    assert units[cast.bureau_unit.name] == (1, 1)
    assert units["民政局"] == (1, 0)
    assert cast.helper_unit.name not in units
    assert "敬老院改造" in page.text


def test_fifty_tasks_on_a_sheet_ask_what_one_asks(as_, cast):
    client, address = as_("bureau"), page_of(cast.bureau_unit)
    progress(cast.road_task)
    before = statements(client, address)
    for number in range(50):
        made = task(cast.alpha, f"M{number}", cast.bureau_unit, target_quantity=Decimal(3))
        progress(made)
        progress(made, making.MAY)
    assert statements(client, address) == before
