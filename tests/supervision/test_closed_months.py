"""A closed month is what it was known to be at its closing, whatever is recorded later."""

import random
from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from core.choices import Provenance
from projects.figures import course as figures_course
from projects.figures import lights as figures_lights
from projects.figures import totals as figures
from projects.models import Exemption, Project, ProjectAtClosing, Sector
from projects.services.closing import store_missing_closings
from reports.choices import ReportKind
from reports.content import build
from supervision.figures.months import month_by_unit
from tests import making
from tests.making import DAY, JULY, JUNE, MAY, building, closed, entry, plan_version, wan


def facts_of_june(programme) -> tuple:
    """What pages and reports of June show of the projects."""
    rows = Project.objects.of(programme)
    units = month_by_unit(rows, JUNE)
    return (
        figures.investment(rows, JUNE, JUNE),
        [(row.name, row.size, row.investment) for row in figures.by_sector(rows, JUNE, JUNE)],
        figures.by_group(rows, JUNE, field="township"),
        figures.by_stage(rows.known_in(JUNE), on=JUNE.last_day),
        figures_lights.counts_by_unit(rows, JUNE),
        [one.pk for one in figures_lights.largest_gaps(rows, JUNE)],
        figures_course.course(rows, JUNE),
        [(one.unit, one.sheet, len(one.due), len(one.missing), one.warnings) for one in units],
    )


def report_of_june(programme) -> dict:
    return build(programme, ReportKind.MONTHLY, JUNE, programme.today())


def change_something(cast, picked: random.Random) -> None:
    """One of the later changes that do not need the month to be open."""
    project = picked.choice(list(Project.objects.of(cast.alpha)))
    rows = Project.objects.filter(pk=project.pk)
    units = [None, cast.bureau_unit, cast.bureau2_unit]
    changes = [
        lambda: rows.update(owner_unit=picked.choice(units)),
        lambda: rows.update(township=picked.choice([None, cast.township_unit])),
        lambda: rows.update(sector=picked.choice([None, *Sector.objects.of(cast.alpha)])),
        lambda: rows.update(total_investment=wan(picked.randint(1, 9999))),
        lambda: rows.update(lead_official=picked.choice(["", "甲", "乙"])),
        lambda: rows.update(planned_start=date(2024, picked.randint(1, 12), 1)),
        lambda: rows.update(actual_start=date(2024, picked.randint(1, 6), 1)),
        lambda: rows.update(in_statistics=picked.choice([None, True, False])),
        lambda: rows.update(signed=True, signed_on=date(2024, 5, 1)),
        lambda: rows.update(last_report=picked.choice([None, date(2024, 2, 1)])),
        lambda: making.stage(project, picked.choice(["completed", "early"]), date(2024, 6, 20)),
        lambda: add_project(cast, picked),
        lambda: replan(cast, project, picked),
        lambda: exempt(project),
    ]
    picked.choice(changes)()


def add_project(cast, picked) -> None:
    code = f"N{Project.objects.count()}"
    made = building(cast.alpha, code, cast.bureau_unit, picked.randint(1, 900))
    if picked.random() < 0.5:
        plan_version(made.year_plans.get(), 1, DAY, 5, created_by=cast.clerk)


def replan(cast, project, picked) -> None:
    plan, _made = project.year_plans.get_or_create(
        programme=cast.alpha, year=2024, defaults={"amount": wan(10)}
    )
    number = plan.versions.count() + 1
    plan_version(plan, number, date(2024, 5, 1), picked.randint(1, 900), created_by=cast.clerk)
    project.year_plans.update(amount=wan(picked.randint(1, 900)))


def exempt(project) -> None:
    Exemption.objects.filter(project=project).delete()
    Exemption.objects.create(
        programme=project.programme, project=project, rule="progress", reason="汛期停工",
        approver="张三", valid_from=date(2024, 1, 1), valid_until=date(2024, 12, 31),
    )  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_closed_month_and_its_report_survive_fifty_later_changes(cast, seed):
    making.sector(cast.alpha, "交通")
    closed(cast.alpha, JUNE, cast.clerk)
    facts, report = facts_of_june(cast.alpha), report_of_june(cast.alpha)
    picked = random.Random(seed)  # noqa: S311
    for _number in range(50):
        change_something(cast, picked)
    assert facts_of_june(cast.alpha) == facts
    assert report_of_june(cast.alpha) == report


def test_the_open_month_counts_what_was_recorded_since(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    june = figures.investment(Project.objects.of(cast.alpha), JUNE, JUNE)
    building(cast.alpha, "N1", cast.bureau_unit, 500)
    july = figures.investment(Project.objects.of(cast.alpha), JULY, JULY)
    assert july.planned == june.planned + 1 and july.plan == june.plan + wan(500)


def test_a_reopened_month_is_read_from_the_records_and_stored_anew(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    building(cast.alpha, "N1", cast.bureau_unit, 500)
    before = figures.investment(Project.objects.of(cast.alpha), JUNE, JUNE)
    making.reopened(cast.alpha, JUNE, cast.clerk, cast.approver)
    assert not ProjectAtClosing.objects.filter(month=JUNE.start).exists()
    opened = figures.investment(Project.objects.of(cast.alpha), JUNE, JUNE)
    assert opened.planned == before.planned + 1
    closed(cast.alpha, JUNE, cast.clerk)
    assert figures.investment(Project.objects.of(cast.alpha), JUNE, JUNE) == opened


def test_what_is_stored_is_what_the_records_give(cast):
    names = ("pk", "plan", "due_twelfths", "is_due", "year_amount", "light", "worst_light")
    rows = Project.objects.of(cast.alpha).with_lights(JUNE).order_by("pk")
    open_values = list(rows.values_list(*names))
    closed(cast.alpha, JUNE, cast.clerk)
    assert list(rows.values_list(*names)) == open_values
    assert ProjectAtClosing.objects.filter(month=JUNE.start).count() == len(open_values) > 2


def test_a_month_is_stored_by_one_statement_however_many_projects(cast):
    with CaptureQueriesContext(connection) as queries:
        closed(cast.alpha, JUNE, cast.clerk)
    inserts = [one for one in queries.captured_queries if "INTO projects_projectat" in one["sql"]]
    assert len(inserts) == 1


def test_a_project_that_was_added_since_has_no_facts_of_the_month(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    added = building(cast.alpha, "N1", cast.bureau_unit, 500)
    assert not Project.objects.known_in(JUNE).filter(pk=added.pk).exists()
    row = Project.objects.with_lights(JUNE).get(pk=added.pk)
    assert (row.plan, row.month_amount, row.year_amount, row.is_due) == (None, None, 0, False)
    assert (row.light, row.worst_light, row.progress.share) == ("", "", None)


def test_a_unit_that_took_a_project_over_reads_it_in_the_closed_month_of_the_former(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    Project.objects.filter(pk=cast.road.pk).update(owner_unit=cast.bureau2_unit)
    rows = Project.objects.visible_to(cast.bureau2).known_in(JUNE)
    assert rows.get(pk=cast.road.pk).owner_unit == cast.bureau_unit
    assert not Project.objects.visible_to(cast.bureau).known_in(JUNE).filter(pk=cast.road.pk)
    assert Project.objects.known_in(JULY).get(pk=cast.road.pk).owner_unit == cast.bureau2_unit


def test_another_programme_stays_as_it_is(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    other = building(cast.beta.programme, "B9", cast.beta.unit, 100)
    entry(other, JUNE, 7)
    row = Project.objects.known_in(JUNE).with_lights(JUNE).get(pk=other.pk)
    assert (row.plan, row.month_amount) == (wan(100), wan(7))


def test_the_database_refuses_a_change_of_what_is_stored(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    with pytest.raises(DatabaseError, match="immutable"):
        ProjectAtClosing.objects.filter(month=JUNE.start).update(plan=1)


def test_months_that_were_closed_before_are_stored_once(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    ProjectAtClosing.objects.filter(month=JUNE.start).delete()
    store_missing_closings()
    stored = list(ProjectAtClosing.objects.filter(month=JUNE.start))
    assert len(stored) == Project.objects.of(cast.alpha).count()
    store_missing_closings()
    assert list(ProjectAtClosing.objects.filter(month=JUNE.start)) == stored


def test_figures_of_the_month_before_stay_too(cast):
    closed(cast.alpha, MAY, cast.clerk)
    may = figures.investment(Project.objects.of(cast.alpha), MAY, MAY)
    Project.objects.of(cast.alpha).update(provenance=Provenance.RECORDED, last_report=MAY.start)
    building(cast.alpha, "N1", cast.bureau_unit, 500)
    assert figures.investment(Project.objects.of(cast.alpha), MAY, MAY) == may
