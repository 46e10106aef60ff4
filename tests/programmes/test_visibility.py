"""What each person sees of each model: exactly that, and nothing of another county."""

import re

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import Unit, User
from funds.models import FundLine, FundSource, Posting
from programmes.choices import NeedEventKind
from programmes.models import (
    Membership,
    Need,
    NeedCategory,
    NeedEvent,
    Programme,
    ReportedFact,
    ReportingPeriod,
    Task,
    TaskList,
    TaskProgress,
)
from programmes.models.base import ProgrammeRecord
from programmes.scopes import access_key
from programmes.services.need_events import decide_on_need
from programmes.services.roles import grant_role
from projects.models import (
    MonthEntry,
    OpeningEntry,
    Project,
    ProjectNote,
    Sector,
    StageEvent,
    YearPlan,
)
from tests import making
from tests.cast import SECRET
from tests.making import JUNE

WHOLE = ["clerk", "approver", "finance", "leader"]
UNITS = ["bureau", "bureau2", "township", "township2", "helper", "helper2"]

PROJECTS = {
    "bureau": {"road", "school"},
    "bureau2": {"dam", "quarry"},
    "township": {"road", "school"},
    "helper": {"dam"},
    "helper2": {"school"},
}
TASKS = {
    "bureau": {"road_task"},
    "bureau2": {"road_task", "done_task"},
    "helper": {"help_task"},
    "helper2": {"help2_task"},
}
NEEDS = {
    "township": {"open_need", "met_need"},
    "township2": {"other_need"},
    "helper": {"open_need", "met_need", "other_need"},
    "helper2": {"open_need", "other_need"},
}
LINES = {
    "bureau2": {"paid"},
    "helper": {"paid"},
}
ALL = {
    Project: {"road", "dam", "quarry", "school"},
    Task: {"road_task", "help_task", "help2_task", "done_task"},
    Need: {"open_need", "met_need", "other_need"},
    FundLine: {"paid", "training", "office"},
}
OF_UNIT = {Project: PROJECTS, Task: TASKS, Need: NEEDS, FundLine: LINES}


def seen(cast, model, who) -> set[str]:
    """The names, in the cast, of the rows of alpha that the person sees."""
    names = {value: name for name, value in vars(cast).items() if isinstance(value, model)}
    return {names[row] for row in model.objects.visible_to(getattr(cast, who))}


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
@pytest.mark.parametrize("who", WHOLE)
def test_the_task_force_finance_and_the_leadership_see_their_programme_whole(cast, model, who):
    assert seen(cast, model, who) == ALL[model]


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
@pytest.mark.parametrize("who", UNITS)
def test_a_unit_sees_what_concerns_it(cast, model, who):
    assert seen(cast, model, who) == OF_UNIT[model].get(who, set())


def programme_models():
    return [model for model in apps.get_models() if issubclass(model, ProgrammeRecord)]


def test_who_has_no_role_in_the_business_sees_no_row_of_it(cast):
    """Administrators and auditors, whoever has not signed in, has no role, or is disabled."""
    made_one_of_each(cast)
    stranger = User.objects.create_user("stranger", name="路人", unit=cast.bureau_unit)
    cast.clerk.is_active = False
    for user in (cast.auditor, cast.sysadmin, AnonymousUser(), stranger, cast.clerk):
        seen = {model for model in programme_models() if model.objects.visible_to(user).exists()}
        assert seen == set(), user


@pytest.mark.parametrize("who", [*WHOLE, *UNITS])
def test_nobody_sees_a_row_of_another_county(cast, who):
    made_one_of_each(cast)
    for model in programme_models():
        rows = model.objects.visible_to(getattr(cast, who))
        assert not rows.of(cast.beta.programme).exists(), model
        assert SECRET not in " ".join(str(vars(row)) for row in rows), model


@pytest.mark.parametrize("who", UNITS)
def test_what_hangs_on_a_project_is_seen_with_it(cast, who):
    made_one_of_each(cast)
    projects = {getattr(cast, name).pk for name in PROJECTS.get(who, ())}
    for model in (MonthEntry, YearPlan, StageEvent, OpeningEntry):
        rows = model.objects.visible_to(getattr(cast, who))
        wanted = model.objects.filter(project__in=projects)
        assert set(rows) == set(wanted)


@pytest.mark.parametrize("who", UNITS)
def test_notes_on_a_project_are_read_with_it_but_not_by_helpers(cast, who):
    for name in PROJECTS["bureau"] | PROJECTS["bureau2"]:
        making.note(getattr(cast, name), cast.clerk)
    noted = {note.project for note in ProjectNote.objects.visible_to(getattr(cast, who))}
    helps = who.startswith("helper")
    assert noted == {getattr(cast, name) for name in PROJECTS.get(who, ()) if not helps}


@pytest.mark.parametrize("who", UNITS)
def test_what_hangs_on_a_task_or_a_line_is_seen_with_it(cast, who):
    made_one_of_each(cast)
    tasks = {getattr(cast, name).pk for name in TASKS.get(who, ())}
    lines = {getattr(cast, name).pk for name in LINES.get(who, ())}
    user = getattr(cast, who)
    progress = TaskProgress.objects.visible_to(user)
    assert set(progress) == set(TaskProgress.objects.filter(task__in=tasks))
    postings = Posting.objects.visible_to(user)
    assert set(postings) == set(Posting.objects.filter(line__in=lines))


@pytest.mark.parametrize(
    ("model", "rows", "field"),
    [
        (TaskList, Task, "places__list"),
        (NeedCategory, Need, "category"),
        (Sector, Project, "sector"),
        (FundSource, FundLine, "source"),
    ],
)
@pytest.mark.parametrize("who", UNITS)
def test_of_a_catalogue_a_unit_sees_what_stands_in_its_rows(cast, model, rows, field, who):
    mine = rows.objects.visible_to(getattr(cast, who)).values(field)
    assert set(model.objects.visible_to(getattr(cast, who))) == set(
        model.objects.filter(pk__in=mine)
    )


@pytest.mark.parametrize("who", UNITS)
def test_the_network_and_the_months_are_known_to_all_of_it(cast, who):
    user = getattr(cast, who)
    assert Membership.objects.visible_to(user).count() == 6
    assert ReportingPeriod.objects.visible_to(user).count() == 48


def test_a_helper_sees_needs_that_nobody_has_answered_until_somebody_does(cast):
    assert "open_need" in seen(cast, Need, "helper")
    making.answered_by(cast.open_need, cast.help2_task)
    assert "open_need" not in seen(cast, Need, "helper")
    assert "open_need" in seen(cast, Need, "township")


@pytest.mark.parametrize("decision", ["to_triage", "deferred", "declined", "met"])
def test_helpers_see_no_need_that_is_not_accepted(cast, decision):
    Need.objects.filter(pk=cast.open_need.pk).update(decision=decision)
    assert "open_need" not in seen(cast, Need, "helper")
    assert "open_need" in seen(cast, Need, "township")


def test_a_unit_sees_the_needs_that_its_tasks_answer(cast):
    assert "met_need" in seen(cast, Need, "helper")
    making.answered_by(cast.open_need, cast.road_task)
    assert {"open_need"} == seen(cast, Need, "bureau") == seen(cast, Need, "bureau2")


def test_only_the_township_and_who_reads_all_see_what_was_decided_on_a_need(cast):
    given = {"version": 1, "by": cast.clerk, "on": cast.day, "reason": "缺乏前期"}
    decide_on_need(cast.open_need, NeedEventKind.DEFERRED, **given)
    people = [*WHOLE, *UNITS]
    readers = {n for n in people if NeedEvent.objects.visible_to(getattr(cast, n)).exists()}
    assert readers == {*WHOLE, "township"}


def test_a_task_seen_by_two_ways_stands_once(cast):
    for kind in ("suspension", "cancellation"):
        making.task_request(cast.road_task, cast.bureau, kind)
    making.support(cast.road_task, cast.township_unit)
    assert list(Task.objects.visible_to(cast.bureau)) == [cast.road_task]


def test_a_role_in_one_programme_is_none_in_another(cast):
    grant_role(user=cast.bureau, programme=cast.beta.programme, name="clerk")
    user = User.objects.get(pk=cast.bureau.pk)
    rows = Project.objects.visible_to(user)
    assert set(rows.of(cast.alpha)) == {cast.road, cast.school}
    assert set(rows.of(cast.beta.programme)) == {cast.beta.project}


def test_a_helper_of_two_counties_with_a_role_in_each_sees_its_own_of_both(cast):
    grant_role(user=cast.helper, programme=cast.beta.programme, name="helper_viewer")
    user = User.objects.get(pk=cast.helper.pk)
    assert set(Task.objects.visible_to(user)) == {cast.help_task, cast.beta.task}


def test_programmes_are_those_in_which_the_person_has_a_role(cast):
    assert list(Programme.objects.visible_to(cast.auditor)) == [cast.alpha]
    assert list(Programme.objects.visible_to(cast.beta.clerk)) == [cast.beta.programme]
    assert not Programme.objects.visible_to(AnonymousUser()).exists()
    assert not Unit.objects.visible_to(AnonymousUser()).exists()


def made_one_of_each(cast):
    """Rows of the models that the cast leaves empty, in both programmes."""
    beta = cast.beta
    pairs = [(cast.alpha, cast.road, cast.road_task), (beta.programme, beta.project, beta.task)]
    for programme, project, task in pairs:
        making.opening(project, "earlier_months", JUNE, 1)
        making.note(project, cast.clerk if programme == cast.alpha else beta.clerk)
        making.progress(task, text=task.text)
        ReportedFact.objects.create(
            programme=programme, key="k", label=programme.name, value="1", source="s"
        )
        making.report_run(programme)


def test_a_unit_shares_nothing_that_is_kept_with_another(cast):
    """The key of what is kept names the unit of those who do not read all."""
    keys = {access_key(getattr(cast, who), cast.alpha) for who in UNITS}
    assert len(keys) == len(UNITS)
    cast.clerk.unit = cast.bureau_unit
    assert access_key(cast.clerk, cast.alpha) == (("clerk",), None)


@pytest.mark.parametrize(
    ("who", "counts"),
    [("clerk", ["1", "0"]), ("bureau", ["1", "0"]), ("helper", ["仅本单位可见"] * 2)],
)
def test_tasks_are_counted_for_who_sees_all_of_them(as_, cast, who, counts):
    text = as_(who).get(reverse("unit", args=[cast.bureau_unit.pk])).text
    facts = re.findall(r'<div class="fact-value">(.*?)</div>', text)
    assert facts[2:] == counts
    assert ("牵头任务</h2>" in text) == (who != "helper")


def test_the_page_of_a_unit_counts_no_drafts(as_, cast):
    making.task(cast.alpha, "D9", cast.bureau_unit, state="draft", text="尚未交办")
    page = as_("clerk").get(reverse("unit", args=[cast.bureau_unit.pk]))
    assert "尚未交办" not in page.text and len(page.context["led"]) == 1
    network = as_("clerk").get("/network/").context["table"].data
    assert {row.led_count for row in network if row.unit == cast.bureau_unit} == {1}
