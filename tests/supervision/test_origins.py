"""A finding recorded from a problem, an entry, an instruction, a task or a project, and the links
between them."""

from datetime import date
from html import unescape
from urllib.parse import unquote

import pytest
from django.urls import reverse

from programmes.models import Task
from projects.models import Problem
from supervision.figures.proposals import proposals
from supervision.models import Finding, FindingSource
from tests.counting import statements
from tests.making import DAY, JUNE, comment, entry, finding, sent, task

READERS = ("clerk", "approver", "finance", "leader", "bureau")
BUTTON = "立为问题</a>"


@pytest.fixture
def problem(cast) -> Problem:
    given = {"programme": cast.alpha, "project": cast.road, "found_on": DAY}
    return Problem.objects.create(text="征地未完", unit=cast.bureau2_unit, **given)


def origin(name: str, record) -> str:
    return f"{reverse('new_finding')}?origin={name}:{record.pk}"


def shown(client, page: str) -> str:
    """The page with its addresses in plain characters."""
    return unquote(unescape(client.get(page).text))


def filled(client, address: str) -> dict:
    return client.get(address).context["form"].initial


def record(client, cast, address: str, **changed) -> Finding:
    """Sends the form as it is filled in."""
    values = filled(client, address)
    source = cast.finding.source_id
    fields = {"source": source, "found_on": "2024-07-08", "text": values.get("text") or "问题"}
    fields["unit"] = cast.bureau_unit.pk
    fields |= {n: values[n].pk for n in ("project", "task", "fund_line", "need") if n in values}
    response = client.post(address, sent(**{**fields, "colour": "reminder", **changed}))
    assert response.status_code == 302, response.context["form"].errors
    return Finding.objects.latest("pk")


def test_a_problem_fills_in_text_project_unit_and_source(as_, cast, problem):
    source = FindingSource.objects.create(programme=cast.alpha, name="月度调度")
    initial = filled(as_("clerk"), origin("problem", problem))
    assert initial["text"] == "征地未完"
    assert (initial["project"], initial["unit"]) == (cast.road, cast.bureau2_unit)
    assert initial["source"] == source


def test_a_problem_typed_in_an_entry_and_an_instruction_fill_in_theirs(as_, cast):
    typed = entry(cast.dam, JUNE, 1, problems="设备未到")
    initial = filled(as_("clerk"), origin("entry", typed))
    assert (initial["text"], initial["project"]) == ("设备未到", cast.dam)
    assert initial["unit"] == cast.bureau2_unit
    said = comment(cast.road_task, cast.clerk, "instruction", leader="县长", text="务必按期")
    initial = filled(as_("clerk"), origin("remark", said))
    assert (initial["text"], initial["task"]) == ("务必按期", cast.road_task)
    assert initial["unit"] == cast.bureau_unit


def test_an_overdue_task_fills_in_its_sentence_and_is_not_proposed_any_more(as_, cast):
    late = task(cast.alpha, "L1", cast.bureau_unit, text="逾期任务", deadline=date(2024, 7, 1))
    address = origin("task", late)
    assert "逾期7天" in filled(as_("clerk"), address)["text"]
    made = record(as_("clerk"), cast, address)
    assert (made.task, made.origin) == (late, f"task:{late.pk}:2024-07-01")
    assert made.origin not in [one.key for one in proposals(cast.clerk, cast.alpha, DAY)]
    again = record(as_("clerk"), cast, address, text="又一问题")
    assert (again.task, again.origin) == (late, "")


@pytest.mark.parametrize(
    ("name", "row", "field"),
    [
        ("project", "road", "project"),
        ("fund_line", "paid", "fund_line"),
        ("need", "open_need", "need"),
        ("task", "road_task", "task"),
    ],
)
def test_each_page_shows_its_findings_and_records_one(as_, cast, name, row, field):
    subject = getattr(cast, row)
    page, address = reverse(name, args=[subject.pk]), origin(name, subject)
    client = as_("clerk")
    assert address in shown(client, page)
    made = record(client, cast, address, text="台账不全")
    assert getattr(made, field) == subject
    assert "台账不全" in client.get(page).text
    assert page in client.get(reverse("finding", args=[made.pk])).text


@pytest.mark.parametrize("who", ["clerk", "leader", "bureau", "bureau2", "helper", "helper2"])
def test_who_reads_the_findings_of_a_project(as_, cast, who):
    finding(cast.alpha, "O1", cast.bureau_unit, project=cast.road, text="台账不全")
    cast.road.supporting_units.add(cast.helper2_unit)
    page = as_(who).get(reverse("project", args=[cast.road.pk]))
    reads = who in READERS and page.status_code == 200
    assert ("台账不全" in page.text) == reads
    assert (BUTTON in page.text) == (who == "clerk")
    if who.startswith("helper"):
        assert "督查" not in page.text


@pytest.mark.parametrize("who", ["bureau", "helper", "leader", "finance"])
def test_nobody_but_the_task_force_records_one(as_, cast, problem, who):
    assert as_(who).get(origin("problem", problem)).status_code == 403
    assert as_(who).post(origin("problem", problem), sent()).status_code == 403


def test_a_problem_is_recorded_once_and_both_lead_to_each_other(as_, cast, problem):
    client, address = as_("clerk"), origin("problem", problem)
    project = reverse("project", args=[cast.road.pk])
    assert address in shown(client, project)
    made = record(client, cast, address)
    assert made.origin == f"problem:{problem.pk}"
    page = reverse("finding", args=[made.pk])
    assert "已立为问题" in client.get(project).text and page in client.get(project).text
    assert f"{project}#problems" in client.get(page).text
    assert client.get(address).url == page
    fields = {"source": made.source_id, "found_on": "2024-07-08", "unit": cast.bureau_unit.pk}
    again = client.post(address, sent(text="又", colour="reminder", **fields))
    assert "已立为问题" in again.text
    assert Finding.objects.filter(project=cast.road).count() == 1


def test_an_instruction_names_its_finding_and_an_internal_remark_becomes_none(as_, cast):
    said = comment(cast.road_task, cast.clerk, "instruction", leader="县长", text="务必按期")
    inside = comment(cast.road_task, cast.clerk, text="内部", is_internal=True)
    page = shown(as_("clerk"), reverse("task", args=[cast.road_task.pk]))
    assert f"origin=remark:{said.pk}" in page
    assert f"origin=remark:{inside.pk}" not in page
    assert "text" not in filled(as_("clerk"), origin("remark", inside))
    made = record(as_("clerk"), cast, origin("remark", said))
    page = as_("bureau").get(reverse("task", args=[cast.road_task.pk])).text
    assert reverse("finding", args=[made.pk]) in page


def test_a_task_of_a_helper_is_no_origin(as_, cast):
    page = as_("clerk").get(reverse("task", args=[cast.help_task.pk])).text
    assert BUTTON not in page
    assert Task.objects.visible_to(cast.helper).filter(pk=cast.help_task.pk).exists()
    assert "督查" not in as_("helper").get(reverse("task", args=[cast.help_task.pk])).text


@pytest.mark.parametrize("key", ["problem:0", "problem:x", "nothing:1", "problem", "user:1", ""])
def test_an_origin_that_is_none_opens_the_empty_form(as_, key):
    page = as_("clerk").get(reverse("new_finding"), {"origin": key})
    assert page.status_code == 200
    assert "text" not in page.context["form"].initial


def test_a_record_of_the_other_county_fills_in_nothing(as_, cast):
    initial = filled(as_("clerk"), origin("project", cast.beta.project))
    assert "project" not in initial


def test_the_pages_take_the_same_statements_for_many(as_, cast, problem):
    finding(cast.alpha, "O0", cast.bureau_unit, project=cast.road, task=cast.road_task)
    client = as_("clerk")
    pages = [
        reverse("project", args=[cast.road.pk]),
        reverse("task", args=[cast.road_task.pk]),
    ]
    few = [statements(client, page) for page in pages]
    for number in range(20):
        given = {"programme": cast.alpha, "project": cast.road, "found_on": DAY}
        Problem.objects.create(text=f"问题{number}", **given)
        finding(
            cast.alpha, f"O{number + 1}", cast.bureau_unit, project=cast.road, task=cast.road_task
        )
    assert [statements(client, page) for page in pages] == few
