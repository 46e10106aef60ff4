"""The database is the last wall: what no path may write, whatever code it comes by."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from core.periods import Period
from funds.models import Posting
from programmes.models import Programme, ReportingPeriod, TaskProgress
from projects.models import MonthEntry, OpeningEntry, Project, YearPlan
from tests import making
from tests.making import JUNE, entry, posted, wan

JANUARY = date(2024, 1, 1)
NO_MONEY = ["NaN", "Infinity", "-Infinity"]


def refused(write, error=IntegrityError):
    with pytest.raises(error), transaction.atomic():
        write()


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_negative_month_without_a_reason_is_refused(cast):
    refused(lambda: entry(cast.dam, JUNE, -1))
    entry(cast.dam, JUNE, -1, reason="核减")


@pytest.mark.parametrize("model", [MonthEntry, OpeningEntry, TaskProgress, ReportingPeriod])
def test_a_month_is_kept_as_its_first_day(cast, model):
    entry(cast.dam, JUNE, 1)
    making.opening(cast.dam, "earlier_months", JUNE, 1)
    TaskProgress.objects.create(
        programme=cast.alpha,
        task=cast.road_task,
        month=JUNE.start,
        unit=cast.bureau_unit,
        text="进展",
    )
    column = "through" if model is OpeningEntry else "month"
    row = model.objects.filter(**{column: JUNE.start})
    assert row.exists()
    refused(lambda: row.update(**{column: date(2024, 6, 2)}))


MONEY = [
    ("projects_monthentry", "amount"),
    ("projects_yearplan", "amount"),
    ("projects_project", "total_investment"),
    ("programmes_need", "amount"),
    ("projects_openingentry", "amount"),
]


@pytest.mark.parametrize("value", NO_MONEY)
@pytest.mark.parametrize(("table", "column"), MONEY)
def test_what_is_no_number_is_no_money(cast, table, column, value):
    making.opening(cast.dam, "earlier_months", JUNE, 1)
    # numeric(16, 2) itself refuses infinity; NaN is left to the constraint.
    refused(
        lambda: run(f"UPDATE {table} SET {column} = %s::numeric", value),  # noqa: S608
        (IntegrityError, DatabaseError),
    )


@pytest.mark.parametrize("value", [*NO_MONEY, "0", "-1", "10000000000000"])
def test_a_posting_is_an_amount_above_zero(cast, value):
    sql = """INSERT INTO funds_posting (version, created_at, updated_at, provenance,
             published_fields, source_note, kind, "on", amount, line_id, programme_id)
             VALUES (1, now(), now(), 'recorded', '{}', '', 'paid', %s, %s::numeric, %s, %s)"""
    values = (JANUARY, value, cast.paid.pk, cast.alpha.pk)
    refused(lambda: run(sql, *values), (IntegrityError, DatabaseError))


def test_a_plan_is_not_below_zero(cast):
    refused(lambda: YearPlan.objects.filter(project=cast.dam).update(amount=-1))


def test_one_entry_a_month_one_plan_a_year_one_code_a_programme(cast):
    refused(lambda: entry(cast.road, JUNE, 1))
    refused(lambda: making.year_plan(cast.road, 1))
    refused(lambda: making.project(cast.alpha, "P1", None))
    making.project(cast.beta.programme, "P1", None)


def test_postings_never_change(cast):
    rows = Posting.objects.filter(line=cast.paid)
    refused(lambda: rows.update(amount=Decimal(1)))
    refused(lambda: rows.delete())
    refused(lambda: run("UPDATE funds_posting SET amount = 1"))
    refused(lambda: run("DELETE FROM funds_posting"))


def test_a_reversal_takes_back_the_whole_of_one_posting_once(cast):
    first = Posting.objects.get(line=cast.paid, kind="arrived")
    day = date(2024, 6, 1)
    refused(lambda: posted(cast.paid, "arrived", -400, day, reverses=first))
    refused(lambda: posted(cast.paid, "paid", -500, day, reverses=first))
    refused(lambda: posted(cast.training, "arrived", -500, day, reverses=first))
    refused(lambda: posted(cast.paid, "arrived", -500, day))
    posted(cast.paid, "arrived", -500, day, reverses=first)
    refused(lambda: posted(cast.paid, "arrived", -500, day, reverses=first))


@pytest.fixture
def closed(cast):
    """June closed with an entry, an opening entry and a report on a task in it."""
    making.opening(cast.dam, "earlier_months", JUNE, 5)
    TaskProgress.objects.create(
        programme=cast.alpha,
        task=cast.road_task,
        month=JUNE.start,
        unit=cast.bureau_unit,
        text="一",
    )
    ReportingPeriod.objects.of(cast.alpha).filter(month=JUNE.start).update(
        state="closed", closed_at=timezone.now()
    )
    return cast


def test_a_closed_month_takes_no_new_row(closed):
    refused(lambda: entry(closed.dam, JUNE, 1))
    refused(lambda: MonthEntry.objects.bulk_create([june_of(closed)]))
    refused(lambda: making.opening(closed.road, "to_last_year", JUNE, 5))
    refused(
        lambda: TaskProgress.objects.create(
            programme=closed.alpha,
            task=closed.road_task,
            month=JUNE.start,
            unit=closed.bureau_unit,
            text="二",
        )
    )


def june_of(cast):
    return MonthEntry(
        programme=cast.alpha, project=cast.dam, month=JUNE.start, amount=wan(1), created_by=None
    )


@pytest.mark.parametrize("model", [MonthEntry, OpeningEntry, TaskProgress])
def test_a_closed_month_lets_no_row_change_or_go(closed, model):
    column = "through" if model is OpeningEntry else "month"
    rows = model.objects.filter(programme=closed.alpha, **{column: JUNE.start})
    assert rows.count() == 1
    refused(lambda: rows.update(version=9))
    refused(lambda: rows.delete())
    refused(lambda: rows.get().delete())
    table = model._meta.db_table
    for sql in (f"UPDATE {table} SET version = 9", f"DELETE FROM {table}"):  # noqa: S608
        refused(lambda sql=sql: run(f"{sql} WHERE {column} = %s", JUNE.start))


def test_no_row_is_moved_into_a_closed_month_or_out_of_it(closed):
    rows = MonthEntry.objects.filter(project=closed.dam, month=date(2024, 5, 1))
    refused(lambda: rows.update(month=JUNE.start))
    rows = MonthEntry.objects.filter(pk=closed.road_june.pk)
    refused(lambda: rows.update(month=date(2024, 7, 1)))


def test_a_project_with_an_entry_in_a_closed_month_stays(closed):
    refused(lambda: Project.objects.filter(pk=closed.road.pk).delete())


def test_other_months_and_another_countys_june_stay_open(closed):
    entry(closed.dam, Period.month(2024, 7), 1)
    closed.beta.entry.amount = wan(11)
    closed.beta.entry.save()


PERIOD_RULES = [
    {"state": "closed", "closed_at": None},
    {"state": "reopened", "reopen_reason": ""},
    {"state": "half"},
]


@pytest.mark.parametrize("values", PERIOD_RULES)
def test_a_months_state_says_when_and_why(cast, values):
    rows = ReportingPeriod.objects.of(cast.alpha).filter(month=JUNE.start)
    refused(lambda: rows.update(**values))


def test_nobody_reopens_alone(cast):
    rows = ReportingPeriod.objects.of(cast.alpha).filter(month=JUNE.start)
    refused(
        lambda: rows.update(
            state="reopened",
            reopen_reason="漏报",
            reopen_requested_by=cast.approver,
            reopened_by=cast.approver,
        )
    )
    rows.update(
        state="reopened",
        reopen_reason="漏报",
        reopen_requested_by=cast.clerk,
        reopened_by=cast.approver,
    )


def test_a_programme_ends_after_it_starts_and_reports_on_a_day_that_every_month_has(cast):
    rows = Programme.objects.filter(pk=cast.alpha.pk)
    refused(lambda: rows.update(end_year=2023))
    refused(lambda: rows.update(report_day=29))
    refused(lambda: rows.update(report_day=0))
    refused(lambda: rows.update(decimals=5))
