"""A query that is written once says the same as one that Django builds for each page."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.database.laterals import compile_lateral
from projects.models import Project
from tests import making
from tests.making import JUNE

DAY = date(2024, 7, 8)
NAMES = ("stage", "plan", "month_amount", "year_amount", "light", "start_light", "worst_light")


def test_it_gives_each_row_what_the_query_itself_gives(cast):
    built = (
        Project.objects.all()._with_all_lights(JUNE, DAY).order_by("pk").values_list("pk", *NAMES)
    )
    joined = Project.objects.with_lights(JUNE, on=DAY).order_by("pk").values_list("pk", *NAMES)
    assert len(built) > 2
    assert list(joined) == list(built)


def test_it_stands_in_a_subquery_too(cast):
    red = Project.objects.with_lights(JUNE, on=DAY).exclude(light="")
    assert set(Project.objects.filter(pk__in=red.values("pk"))) == set(red)


def test_the_table_of_the_rows_is_read_once(cast):
    rows = Project.objects.with_lights(JUNE, on=DAY).filter(programme=cast.alpha, stage="building")
    with CaptureQueriesContext(connection) as asked:
        list(rows)
    assert asked[0]["sql"].count('FROM "projects_project"') == 1


def test_braces_in_its_words_stay_as_they_are(cast):
    making.exemption(cast.road, created_by=cast.approver, reason="{row} 100%")
    lateral = compile_lateral("said", Project.objects.all()._with_all_lights(JUNE, DAY))
    assert lateral.sql.format(row="p").count("SELECT p.*") == 1
    words = Project.objects.with_lights(making.Period.month(2024, 8), on=date(2024, 9, 8))
    assert "{row} 100%" in str(words.get(pk=cast.road.pk).exemption)


def test_a_query_that_reads_its_table_otherwise_than_expected_is_refused(cast):
    rows = Project.objects.filter(pk__in=Project.objects.with_stage(on=DAY).values("pk"))
    with pytest.raises(RuntimeError, match="exactly once"):
        compile_lateral("rows", rows.union(rows))
