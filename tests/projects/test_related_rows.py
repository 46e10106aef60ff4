"""What hangs on a project is asked once, and only where there is something."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.figures.plans import years_of
from projects.figures.related_rows import RelatedRows
from projects.figures.timeline import timeline
from tests import making
from tests.making import JUNE, MAY, wan


def parts(project, on=date(2024, 7, 8)) -> RelatedRows:
    return RelatedRows(project, on=on)


def all_of(asked: RelatedRows) -> None:
    """Everything that the page shows, some of it twice."""
    for name in ("late_entries", "openings", "statistics", "financing", "exemptions", "supporting"):
        getattr(asked, name)
    timeline(asked)
    years_of(asked)


def questions(project) -> int:
    asked = parts(project)
    with CaptureQueriesContext(connection) as queries:
        all_of(asked)
    return len(queries)


def test_a_project_of_which_nothing_is_said_is_asked_for_once(cast):
    assert questions(making.project(cast.alpha, "LEER", None)) == 1


def test_what_is_asked_once_is_not_asked_again(cast):
    asked = parts(cast.road)
    all_of(asked)
    with CaptureQueriesContext(connection) as queries:
        all_of(asked)
    assert len(queries) == 0


def test_many_rows_are_asked_for_as_one(cast):
    made = making.building(cast.alpha, "V1", cast.bureau_unit, 100)
    making.entry(made, JUNE, 1)
    making.work_rows(made, making.kind_of_approval(cast.alpha, "可研"))
    before = questions(made)
    for month in (2, 3, 4, 5):
        making.entry(made, making.Period.month(2024, month), 1)
    for number in range(1, 50):
        making.work_rows(made, making.kind_of_approval(cast.alpha, f"审批{number}"))
    assert questions(made) == before


def test_the_entries_are_those_up_to_the_day_the_last_one_first(cast):
    assert [row.month for row in parts(cast.road).entries] == [JUNE.start, MAY.start]
    assert [row.month for row in parts(cast.road, on=MAY.last_day).entries] == [MAY.start]


def test_the_words_are_those_of_the_last_entry_before_any_of_the_ledger(cast):
    cast.road.image_progress = "台账所述"
    cast.road.entries.filter(month=MAY.start).update(problems="征地")
    assert parts(cast.road, on=date(2024, 4, 30)).last_texts == ("台账所述", cast.road.problems)
    assert parts(cast.road, on=MAY.last_day).last_texts[1] == "征地"


def test_each_part_holds_the_rows_of_its_own_project_alone(cast):
    for project in (cast.road, cast.dam):
        making.work_rows(project, making.kind_of_approval(cast.alpha, project.code))
    for name in ("approvals", "milestones", "problems", "matters"):
        rows = getattr(parts(cast.road), name)
        assert [row.project_id for row in rows] == [cast.road.pk], name


@pytest.mark.parametrize(("on", "told"), [(date(2024, 3, 1), True), (date(2024, 2, 29), False)])
def test_the_time_line_begins_on_the_day_itself(cast, on, told):
    kinds = [moment.words for moment in timeline(parts(cast.road, on=on))]
    assert ("在建" in kinds) == told


def test_the_years_show_the_plan_of_each(cast):
    assert years_of(parts(cast.road))[0].plan.amount == wan(1200)
