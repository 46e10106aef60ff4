"""A project goes from stage to stage: along its line, back and aside with a reason, never before
the last event; how long it is in one, and what moved."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.records import StaleRecord
from projects.choices import Stage
from projects.figures.changes import Span, changes
from projects.figures.stages import by_stage, conversions, moves, steps_from, stuck
from projects.models import Project, StageEvent
from projects.services.stages import enter_stage, take_back_stage
from tests.making import project, stage

DAY = date(2024, 7, 8)


def enter(cast, of, name, on=DAY, **values) -> StageEvent:
    return enter_stage(project=of, stage=name, on=on, by=cast.clerk, today=cast.day, **values)


def refused(cast, of, name, on=DAY, **values) -> set[str]:
    with pytest.raises(ValidationError) as error:
        enter(cast, of, name, on, **values)
    return set(error.value.message_dict)


def test_a_project_goes_forward_and_may_leave_out_a_stage(cast):
    enter(cast, cast.school, "early", date(2024, 2, 1))
    enter(cast, cast.school, "building", date(2024, 5, 1))
    rows = Project.objects.with_stage(on=date(2024, 3, 1))
    assert rows.get(pk=cast.school.pk).stage == "early"
    assert StageEvent.objects.filter(project=cast.school).count() == 3


def test_back_and_aside_say_why(cast):
    assert refused(cast, cast.road, "tender") == {"reason"}
    assert refused(cast, cast.road, "suspended") == {"reason"}
    assert enter(cast, cast.road, "tender", reason="流标重招").reason == "流标重招"


def test_what_was_suspended_goes_back_to_the_stage_before_or_ends(cast):
    enter(cast, cast.road, "suspended", date(2024, 6, 1), reason="汛期")
    assert refused(cast, cast.road, "completed") == {"stage"}
    assert refused(cast, cast.road, "tender", reason="x") == {"stage"}
    enter(cast, cast.road, "building", date(2024, 7, 1))
    enter(cast, cast.road, "terminated", reason="业主退出")


def test_no_event_is_dated_before_the_last_or_after_today(cast):
    assert refused(cast, cast.road, "completed", date(2024, 2, 28)) == {"on"}
    assert refused(cast, cast.road, "completed", DAY + timedelta(1)) == {"on"}
    assert enter(cast, cast.road, "completed", date(2024, 3, 1))


def test_the_same_stage_is_not_entered_again(cast):
    assert refused(cast, cast.road, "building") == {"stage"}


def test_a_survey_has_a_short_line_of_its_own(cast):
    survey = project(cast.alpha, "S1", None, kind="survey")
    assert set(steps_from("survey", [])) == {"early", "surveying", "accepted"}
    enter(cast, survey, "surveying")
    assert refused(cast, survey, "building") == {"stage"}
    enter(cast, survey, "accepted")


def test_a_project_without_a_stage_begins_anywhere_on_its_line(cast):
    new = project(cast.alpha, "S2", None)
    assert refused(cast, new, "suspended", reason="x") == {"stage"}
    assert enter(cast, new, "building").stage == "building"


def test_the_last_event_is_taken_back_by_its_author_on_the_day(cast):
    now = timezone.now()
    first = enter(cast, cast.school, "early")
    last = enter(cast, cast.school, "tender")
    for event, by, at in ((last, cast.approver, now), (last, cast.clerk, now + timedelta(days=1))):
        with pytest.raises(ValidationError):
            take_back_stage(event=event, by=by, at=at, version=1)
    with pytest.raises(StaleRecord):
        take_back_stage(event=first, by=cast.clerk, at=now, version=1)
    take_back_stage(event=last, by=cast.clerk, at=now, version=1)
    assert StageEvent.objects.filter(project=cast.school).latest("pk") == first


def test_the_longest_stuck_come_first_and_what_has_ended_is_none_of_them(cast):
    enter(cast, cast.dam, "completed", date(2024, 6, 1))
    enter(cast, cast.quarry, "suspended", date(2024, 6, 1), reason="停")
    rows = stuck(Project.objects.of(cast.alpha), on=DAY)
    found = [(row.name, (DAY - row.stage_since).days) for row in rows]
    assert found == [("学校", 180), ("农村公路", 129)]
    counted = {row.stage: (row.count, row.longest) for row in by_stage(
        Project.objects.of(cast.alpha), on=DAY)}  # fmt: skip
    assert counted == {
        Stage.RESERVE: (1, 180),
        Stage.BUILDING: (1, 129),
        Stage.COMPLETED: (1, 37),
        Stage.SUSPENDED: (1, 37),
    }


def test_looked_at_from_an_earlier_day_a_stage_is_that_of_then(cast):
    enter(cast, cast.school, "early", date(2024, 6, 1))
    rows = stuck(Project.objects.of(cast.alpha), on=date(2024, 5, 31))
    assert {row.name: row.stage for row in rows}["学校"] == "reserve"


def test_the_list_behind_a_number_of_the_conversion_holds_as_many(cast):
    stage(cast.school, "early", date(2024, 4, 1))
    stage(cast.school, "tender", date(2024, 4, 1))
    stage(cast.road, "completed", date(2024, 6, 1))
    projects = Project.objects.of(cast.alpha)
    first, last = date(2024, 3, 1), date(2024, 6, 30)
    found = {(one.before, one.stage): one.count for one in conversions(projects, first, last)}
    assert found == {
        (None, Stage.BUILDING): 3,
        (Stage.RESERVE, Stage.EARLY): 1,
        (Stage.EARLY, Stage.TENDER): 1,
        (Stage.BUILDING, Stage.COMPLETED): 1,
    }
    rows = moves(projects, first, last)
    for (before, after), count in found.items():
        assert rows.filter(before=before, stage=after).count() == count


def test_entering_construction_says_when_it_began_and_taking_it_back_unsays_it(cast):
    made = project(cast.alpha, "ST9", None)
    event = enter(cast, made, Stage.BUILDING, date(2024, 6, 12))
    made.refresh_from_db()
    assert made.actual_start == date(2024, 6, 1)
    take_back_stage(event=event, by=cast.clerk, at=timezone.now(), version=event.version)
    made.refresh_from_db()
    assert made.actual_start is None


def test_a_start_that_stands_already_stays(cast):
    made = project(cast.alpha, "ST10", None, actual_start=date(2024, 3, 1))
    enter(cast, made, Stage.BUILDING, date(2024, 6, 12))
    enter(cast, made, Stage.COMPLETED, date(2024, 7, 1))
    made.refresh_from_db()
    assert (made.actual_start, made.actual_finish) == (date(2024, 3, 1), date(2024, 7, 1))


@pytest.fixture
def of_sheet(cast) -> Project:
    """A project of which an import says alone that it is in early work by the end of June."""
    made = project(cast.alpha, "S1", cast.bureau_unit)
    event = stage(made, "early", date(2024, 6, 30))
    StageEvent.objects.filter(pk=event.pk).update(of_sheet=True)
    return made


def test_the_day_of_a_sheet_gives_no_days_in_the_stage(of_sheet):
    mine = Project.objects.filter(pk=of_sheet.pk)
    assert mine.with_stage(on=DAY).with_stage_since(on=DAY).get().stage_since is None
    row = by_stage(mine, on=DAY)[0]
    assert (row.stage, row.count, row.longest, row.shortest) == (Stage.EARLY, 1, None, None)
    assert list(stuck(Project.objects.of(of_sheet.programme), on=DAY))[-1] == of_sheet


def test_an_import_that_makes_a_project_known_is_no_move_and_no_change(cast, of_sheet):
    mine = Project.objects.filter(pk=of_sheet.pk)
    span = Span(date(2024, 6, 1), DAY)
    assert list(moves(mine, span.first, span.last)) == []
    assert [change.kind for change in changes(mine, span)] == []
    enter(cast, of_sheet, "tender")
    assert [(move.before, move.stage) for move in moves(mine, span.first, span.last)] == [
        ("early", "tender")
    ]


def test_the_page_marks_the_day_of_a_sheet(as_, of_sheet):
    page = as_("clerk").get(f"/projects/{of_sheet.pk}/").text
    assert "台账截至日" in page and "已8天" not in page
    assert "进入时间未记录" in as_("clerk").get("/projects/stages/").text
