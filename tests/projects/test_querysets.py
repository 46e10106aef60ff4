"""The querysets of projects: composed, counted, and each table read once."""

from datetime import date

from programmes.models import Programme
from projects.models import MonthEntry, Project
from tests.making import JUNE, MAY, stage

DAY = date(2024, 7, 8)


def test_it_may_stand_within_another_question(cast):
    red = Project.objects.of(cast.alpha).with_lights(JUNE, on=DAY).filter(light="watch")
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
    may = rows.with_investment(MAY)
    assert (may.get().month_amount, may.get().year_amount) == (4_000_000, 4_000_000)
    both = may.with_investment(JUNE).get()
    assert (both.month_amount, both.year_amount) == (1_000_000, 5_000_000)


def test_it_is_counted_cut_and_updated_like_any_other(cast):
    rows = Project.objects.of(cast.alpha).with_lights(JUNE, on=DAY)
    assert rows.count() == len(rows) == 4
    assert rows.filter(stage="building").exists()
    assert [row.code for row in rows.order_by("-year_amount", "pk")[:2]] == ["P1", "P2"]
    assert rows.filter(light="watch").update(person="张三") == 1
    assert Project.objects.get(person="张三") == cast.road


def test_each_table_is_asked_once_and_each_light_written_once(cast):
    sql = str(Project.objects.with_lights(JUNE, on=DAY).filter(worst_light="red").query)
    assert sql.count("FROM projects_countedinvestment") == 1
    assert not any(f"FROM projects_{name}" in sql for name in ("monthentry", "openingentry"))
    assert len(sql) < 16_000
