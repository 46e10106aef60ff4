"""Stages and what hangs on a project, in the browser."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from projects.models import ApprovalKind, Matter, Problem, StageEvent
from tests.making import sent
from tests.pages.test_exports import as_workbook


def page_of(project) -> str:
    return reverse("project", args=[project.pk])


def test_the_task_force_moves_a_project_in_every_direction_its_unit_only_forward(as_, cast):
    address = reverse("enter_stage", args=[cast.road.pk])
    for who, others in (("clerk", True), ("bureau", False)):
        text = as_(who).get(address).text
        found = [f'value="{name}"' in text for name in ("completed", "suspended", "early")]
        assert found == [True, others, others]


def test_a_stage_is_entered_shown_and_taken_back(as_, cast):
    client = as_("bureau")
    said = sent(1, stage="completed", on="2024-07-01")
    text = client.post(reverse("enter_stage", args=[cast.road.pk]), said, follow=True).text
    for words in ("竣工", "2024-07-01", "在“竣工”阶段已7天", "撤回"):
        assert words in text
    event = StageEvent.objects.latest("pk")
    client.post(reverse("take_back_stage", args=[cast.road.pk, event.pk]), sent(1))
    assert StageEvent.objects.filter(project=cast.road).count() == 1


def test_a_step_back_without_a_reason_is_refused_at_the_field(as_, cast):
    said = sent(1, stage="suspended", on="2024-07-01")
    response = as_("clerk").post(reverse("enter_stage", args=[cast.road.pk]), said)
    assert "reason" in response.context["form"].errors


def test_the_numbers_of_the_stages_open_the_lists_behind_them(as_, cast):
    client = as_("clerk")
    text = client.get(reverse("stages")).text
    assert "首次登记 → 在建" in text
    rows = client.get(
        reverse("stage_moves"), {"first": "2024-03-01", "last": "2024-03-01", "before": "none"}
    ).context["table"].rows  # fmt: skip
    assert {row.record.project.name for row in rows} == {"农村公路", "水库", "料场"}


@pytest.mark.parametrize("query", [{"first": "x"}, {"last": "2024-13-01"}, {"before": "zzz"}])
def test_days_and_stages_that_cannot_be_read_are_no_error_of_the_server(as_, cast, query):
    assert as_("clerk").get(reverse("stage_moves"), query).status_code == 200


def test_a_problem_is_raised_and_solved(as_, cast):
    client = as_("bureau")
    said = sent(1, text="征地未完", found_on="2024-06-01", due_on="2024-07-01")
    text = client.post(reverse("add_problem", args=[cast.road.pk]), said, follow=True).text
    assert "征地未完" in text
    assert "逾期" in text
    row = Problem.objects.get()
    said |= sent(1, solved_on="2024-07-05", solution="已签协议")
    client.post(reverse("edit_problem", args=[cast.road.pk, row.pk]), said)
    text = client.get(page_of(cast.road)).text
    assert "已签协议" in text
    assert "逾期" not in text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"solved_on": "2024-07-01"}, "solution"),
        ({"solution": "已签"}, "solved_on"),
        ({"due_on": "2024-05-01"}, "due_on"),
        ({"text": " "}, "text"),
        ({"found_on": "2024-07-09"}, "found_on"),
        ({"solved_on": "2024-07-09", "solution": "已签"}, "solved_on"),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused_at_its_field(as_, cast, values, field):
    said = sent(1, **{"text": "征地未完", "found_on": "2024-06-01", **values})
    response = as_("clerk").post(reverse("add_problem", args=[cast.road.pk]), said)
    assert field in response.context["form"].errors


def test_two_who_change_a_problem_are_merged(as_, cast):
    row = Problem.objects.create(
        programme=cast.alpha, project=cast.road, text="征地", found_on=date(2024, 6, 1)
    )
    client, address = as_("clerk"), reverse("edit_problem", args=[cast.road.pk, row.pk])
    base = client.get(address).context["form"]["base"].value()
    said = {"text": "征地", "found_on": "2024-06-01"}
    client.post(address, sent(1, **said, person="张三"))
    answer = client.post(address, sent(1, **said, due_on="2024-08-01", base=base))
    assert answer.status_code == 409
    client.post(address, sent(2, merge=answer.context["merge"].serialized()))
    row.refresh_from_db()
    assert (row.person, row.due_on) == ("张三", date(2024, 8, 1))


def test_a_matter_asked_of_the_province_stands_in_the_list_and_its_file(as_, cast):
    client = as_("clerk")
    said = sent(
        1, text="用地指标", level="province", department="省自然资源厅", raised_on="2024-06-01",
        asked_on="2024-06-10",
    )  # fmt: skip
    client.post(reverse("add_matter", args=[cast.road.pk]), said)
    assert Matter.objects.get().state == "asked"
    query = {"level": "province", "state": "asked", "department": "省自然资源厅"}
    answer = client.get(reverse("matters"), query)
    assert [row.record.text for row in answer.context["table"].rows] == ["用地指标"]
    cells = [cell for row in as_workbook(client, reverse("matters"), **query) for cell in row]
    assert {"用地指标", "省自然资源厅", "农村公路"} <= set(cells)


def test_a_matter_becomes_a_task_and_both_pages_show_the_other(as_, cast):
    row = Matter.objects.create(
        programme=cast.alpha, project=cast.road, text="用地指标", raised_on=date(2024, 6, 1)
    )
    client, address = as_("clerk"), reverse("matter_task", args=[cast.road.pk, row.pk])
    assert "农村公路：用地指标" in client.get(address).text
    said = sent(
        1, lists=cast.road_list.pk, text="争取用地指标", lead_unit=cast.bureau_unit.pk,
        deadline="2024-08-01",
    )  # fmt: skip
    text = client.post(address, said, follow=True).text
    assert page_of(cast.road) in text
    assert "RW2024-001" in client.get(page_of(cast.road)).text
    assert client.get(address).status_code == 403


def test_a_helper_reads_of_nothing_that_its_day_has_passed(as_, cast):
    kind = ApprovalKind.objects.create(programme=cast.alpha, name="环评批复")
    late = {"programme": cast.alpha, "project": cast.school}
    before = cast.day - timedelta(9)
    cast.school.approvals.create(**late, kind=kind, planned_on=before)
    cast.school.problem_rows.create(**late, text="征地", found_on=before, due_on=before)
    cast.school.milestones.create(**late, name="封顶", due_on=before)
    for address in (page_of(cast.school), reverse("problems")):
        text = as_("helper2").get(address).text
        assert "征地" in text
        assert "逾期" not in text
        assert "逾期" in as_("clerk").get(address).text
