"""The querysets of projects: composed, counted, and each table read once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.database.laterals import compile_lateral
from programmes.models import Programme
from projects.models import MonthEntry, Project
from tests import making
from tests.making import DAY, JUNE, MAY, stage


def test_it_may_stand_within_another_question(cast):
    red = Project.objects.of(cast.alpha).with_lights(JUNE).with_stage(on=DAY).filter(light="watch")
    assert [project.name for project in red] == ["农村公路"]
    entries = MonthEntry.objects.filter(project__in=red.values("pk"), month=JUNE.start)
    assert list(entries) == [cast.road_june]
    assert list(Programme.objects.filter(pk__in=red.values("programme"))) == [cast.alpha]
    assert list(
        Project.objects.exclude(pk__in=red.values("pk")).of(cast.alpha).order_by("code")
    ) == [cast.dam, cast.quarry, cast.school]


def test_two_days_and_two_months_stay_apart(cast):
    stage(cast.road, "completed", date(2024, 6, 20))
    rows = Project.objects.filter(pk=cast.road.pk)
    earlier = rows.with_stage(on=date(2024, 6, 1))
    assert earlier.get().stage == "building"
    assert earlier.with_stage(on=DAY).get().stage == "completed"
    may = rows.with_month(MAY)
    assert (may.get().month_amount, may.get().year_amount) == (4_000_000, 4_000_000)
    both = may.with_month(JUNE).get()
    assert (both.month_amount, both.year_amount) == (1_000_000, 5_000_000)


def test_it_is_counted_cut_and_updated_like_any_other(cast):
    rows = Project.objects.of(cast.alpha).with_lights(JUNE).with_stage(on=DAY)
    assert rows.count() == len(rows) == 4
    assert rows.filter(stage="building").exists()
    assert [row.code for row in rows.order_by("-year_amount", "pk")[:2]] == ["P1", "P2"]
    assert rows.filter(light="watch").update(person="张三") == 1
    assert Project.objects.get(person="张三") == cast.road


def test_each_table_is_asked_once_and_each_light_written_once(cast):
    sql = str(Project.objects.with_lights(JUNE).with_stage(on=DAY).filter(worst_light="red").query)
    assert sql.count("FROM projects_countedinvestment") == 1
    assert not any(f"FROM projects_{name}" in sql for name in ("monthentry", "openingentry"))
    assert len(sql) < 16_000


# A query that is written once equals one that Django builds for each page

NAMES = ("month_stage", "plan", "month_amount", "year_amount", "light", "worst_light")


def test_it_gives_each_row_what_the_query_itself_gives(cast):
    built = Project.objects.all().compute_lights(JUNE).order_by("pk").values_list("pk", *NAMES)
    joined = (
        Project.objects.with_lights(JUNE)
        .with_stage(on=DAY)
        .order_by("pk")
        .values_list("pk", *NAMES)
    )
    assert len(built) > 2
    assert list(joined) == list(built)


def test_it_stands_in_a_subquery_too(cast):
    red = Project.objects.with_lights(JUNE).with_stage(on=DAY).exclude(light="")
    assert set(Project.objects.filter(pk__in=red.values("pk"))) == set(red)


def test_the_table_of_the_rows_is_read_once(cast):
    rows = (
        Project.objects.with_lights(JUNE)
        .with_stage(on=DAY)
        .filter(programme=cast.alpha, stage="building")
    )
    with CaptureQueriesContext(connection) as asked:
        list(rows)
    assert asked[0]["sql"].count('FROM "projects_project"') == 1


def test_braces_in_its_words_stay_as_they_are(cast):
    making.exemption(cast.road, created_by=cast.approver, reason="{row} 100%")
    lateral = compile_lateral("said", Project.objects.all().compute_lights(JUNE))
    assert lateral.sql.format(row="p").count("SELECT p.*") == 1
    words = Project.objects.with_lights(making.Period.month(2024, 8)).with_stage(
        on=date(2024, 9, 8)
    )
    assert "{row} 100%" in str(words.get(pk=cast.road.pk).exemption)


def test_a_query_that_reads_its_table_otherwise_than_expected_is_refused(cast):
    rows = Project.objects.filter(pk__in=Project.objects.with_stage(on=DAY).values("pk"))
    with pytest.raises(RuntimeError, match="exactly once"):
        compile_lateral("rows", rows.union(rows))
