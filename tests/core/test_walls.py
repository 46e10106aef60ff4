"""Raw SQL of the application's own role: what the database refuses without any of our code."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.periods import Period
from programmes.models import ReportingPeriod, TaskProgress
from reports.models import ReportRun
from tests import making
from tests.making import JUNE, entry, posted

JANUARY = date(2024, 1, 1)
AGREED = (
    "state = 'reopened', reopen_reason = '漏报', reopen_requested_by_id = %s, reopened_by_id = %s"
)


def run(sql, *values):
    """The statement as if it were committed: what waits for the end is checked at once."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refused(sql, *values):
    with pytest.raises(IntegrityError), transaction.atomic():
        run(sql, *values)


@pytest.fixture
def rows(cast):
    """One row more of each kind, so that every table below has one of county alpha."""
    making.opening(cast.dam, "earlier_months", JUNE, 5)
    making.note(cast.road, cast.township)
    report(cast)
    return cast


def report(cast) -> TaskProgress:
    return TaskProgress.objects.create(
        programme=cast.alpha,
        task=cast.road_task,
        month=JUNE.start,
        unit=cast.bureau_unit,
        text="一",
        done_quantity=1,
        quantity_before=0,
    )


# Within one programme

LINKS = [
    ("projects_monthentry", "project_id", "projects_project"),
    ("projects_openingentry", "project_id", "projects_project"),
    ("projects_yearplan", "project_id", "projects_project"),
    ("projects_stageevent", "project_id", "projects_project"),
    ("projects_projectnote", "project_id", "projects_project"),
    ("projects_project", "sector_id", "projects_sector"),
    ("programmes_taskprogress", "task_id", "programmes_task"),
    ("programmes_task", "list_id", "programmes_tasklist"),
    ("programmes_need", "category_id", "programmes_needcategory"),
    ("funds_fundline", "source_id", "funds_fundsource"),
    ("funds_fundline", "project_id", "projects_project"),
]


@pytest.mark.parametrize(("table", "column", "parent"), LINKS)
def test_no_row_points_into_another_programme(rows, table, column, parent):
    foreign = f"(SELECT min(id) FROM {parent} WHERE programme_id = %s)"  # noqa: S608
    one = f"(SELECT min(id) FROM {table} WHERE programme_id = %s AND {column} IS NOT NULL)"  # noqa: S608
    sql = f"UPDATE {table} SET {column} = {foreign} WHERE id = {one}"  # noqa: S608
    refused(sql, rows.beta.programme.pk, rows.alpha.pk)


@pytest.mark.parametrize("table", sorted({table for table, _column, _parent in LINKS}))
def test_no_row_is_moved_into_another_programme(rows, table):
    sql = f"UPDATE {table} SET programme_id = %s, version = 9 WHERE programme_id = %s"  # noqa: S608
    refused(sql, rows.beta.programme.pk, rows.alpha.pk)


POSTING = """
INSERT INTO funds_posting (version, created_at, updated_at, provenance, published_fields,
    source_note, kind, "on", amount, line_id, programme_id)
VALUES (1, now(), now(), 'recorded', '{}', '', %s, %s, 1, %s, %s)
"""


def test_a_posting_is_of_its_lines_programme(cast):
    run(POSTING, "paid", date(2024, 6, 3), cast.paid.pk, cast.alpha.pk)
    refused(POSTING, "paid", date(2024, 6, 3), cast.paid.pk, cast.beta.programme.pk)


# Months


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (date(2024, 1, 1), False),
        (date(2024, 1, 31), False),
        (date(2023, 12, 31), True),
        (date(2024, 2, 1), True),
    ],
)
def test_no_posting_is_dated_in_a_closed_month(cast, day, stands):
    (run if stands else refused)(POSTING, "planned", day, cast.paid.pk, cast.alpha.pk)


@pytest.mark.parametrize("month", [date(2019, 5, 1), date(2023, 12, 1), date(9999, 12, 1)])
@pytest.mark.parametrize("table", ["projects_monthentry", "programmes_taskprogress"])
def test_an_entry_is_of_a_month_of_its_programme(rows, table, month):
    sql = f"UPDATE {table} SET month = %s WHERE id = (SELECT max(id) FROM {table})"  # noqa: S608
    refused(sql, month)
    run(sql, date(2027, 12, 1))


def test_openings_and_postings_of_earlier_years_are_taken(cast):
    making.opening(cast.dam, "to_last_year", Period.month(2019, 12), 5)
    posted(cast.paid, "planned", 1, date(2019, 5, 1))
    run("SELECT 1")


def january(cast):
    return ReportingPeriod.objects.of(cast.alpha).get(month=JANUARY).pk


def test_a_closed_month_opens_by_two_persons_only(cast):
    sql, pk = "UPDATE programmes_reportingperiod SET {} WHERE id = %s", january(cast)
    refused(sql.format("state = 'open'"), pk)
    refused(sql.format(AGREED), None, cast.approver.pk, pk)
    refused(sql.format(AGREED), cast.clerk.pk, cast.clerk.pk, pk)
    run(sql.format(AGREED), cast.clerk.pk, cast.approver.pk, pk)
    refused(sql.format("state = 'open'"), pk)


def test_one_agreement_reopens_a_month_once(cast):
    sql, pk = "UPDATE programmes_reportingperiod SET {} WHERE id = %s", january(cast)
    run(sql.format(AGREED), cast.clerk.pk, cast.approver.pk, pk)
    run(sql.format("state = 'closed'"), pk)
    refused(sql.format("state = 'reopened'"), pk)


def test_a_closed_month_neither_goes_nor_becomes_another(cast):
    pk = january(cast)
    refused("DELETE FROM programmes_reportingperiod WHERE id = %s", pk)
    refused("UPDATE programmes_reportingperiod SET month = '2030-01-01' WHERE id = %s", pk)
    with transaction.atomic():
        run("SET LOCAL app.remove_illustrative = 'on'")
        refused("DELETE FROM programmes_reportingperiod WHERE id = %s", pk)


def test_closed_months_and_approved_reports_go_with_their_programme(db):
    made = making.programme("gamma", "丙县")
    clerk = making.person(made, "gamma_clerk", "clerk", made.task_force)
    ReportingPeriod.objects.of(made).update(state="closed", closed_at=timezone.now())
    approved(made, clerk)
    made.delete()
    run("SELECT 1")


@pytest.mark.parametrize("table", ["projects_monthentry", "funds_posting"])
def test_the_purge_deletes_and_changes_nothing(cast, table):
    entry(cast.dam, JUNE, 1, provenance="illustrative")
    posted(cast.paid, "paid", 1, date(2024, 6, 1), provenance="illustrative")
    ReportingPeriod.objects.of(cast.alpha).update(state="closed", closed_at=timezone.now())
    run("SET LOCAL app.remove_illustrative = 'on'")
    refused(f"UPDATE {table} SET amount = 2 WHERE provenance = 'illustrative'")  # noqa: S608
    run(f"DELETE FROM {table} WHERE provenance = 'illustrative'")  # noqa: S608
    refused(f"DELETE FROM {table}")  # noqa: S608


# Values

QUANTITIES = [
    ("programmes_task", "target_quantity"),
    ("programmes_task", "done_quantity"),
    ("programmes_taskprogress", "done_quantity"),
    ("programmes_taskprogress", "quantity_before"),
]


@pytest.mark.parametrize(("table", "column"), QUANTITIES)
def test_what_is_no_number_is_no_quantity(rows, table, column):
    for value in ("NaN", "-1"):
        refused(f"UPDATE {table} SET {column} = %s::numeric", value)  # noqa: S608
    run(f"UPDATE {table} SET {column} = 999999999999.99")  # noqa: S608


WORDS = [
    ("accounts_unit", "provenance"),
    ("programmes_membership", "provenance"),
    ("programmes_membership", "tier"),
    ("programmes_need", "provenance"),
    ("programmes_needcategory", "provenance"),
    ("programmes_reportingperiod", "state"),
    ("programmes_role", "name"),
    ("programmes_task", "provenance"),
    ("programmes_task", "state"),
    ("programmes_taskprogress", "provenance"),
    ("projects_monthentry", "origin"),
    ("projects_monthentry", "provenance"),
    ("projects_openingentry", "kind"),
    ("projects_projectnote", "subject"),
    ("projects_openingentry", "provenance"),
    ("projects_project", "provenance"),
    ("projects_stageevent", "provenance"),
    ("projects_stageevent", "stage"),
    ("projects_yearplan", "provenance"),
    ("funds_fundline", "provenance"),
    ("reports_reportrun", "kind"),
    ("reports_reportrun", "status"),
]


@pytest.mark.parametrize(("table", "column"), WORDS)
def test_a_word_is_one_of_the_choices(rows, table, column):
    ReportRun.objects.create(programme=rows.alpha, kind="monthly", period_start=JUNE.start,
                             as_of=rows.day)  # fmt: skip
    refused(f"UPDATE {table} SET {column} = 'odd'")  # noqa: S608


def test_a_posting_is_of_a_known_step(cast):
    refused(POSTING, "odd", date(2024, 6, 3), cast.paid.pk, cast.alpha.pk)


# Approved reports


def approved(programme, by) -> ReportRun:
    return ReportRun.objects.create(
        programme=programme,
        kind="monthly",
        period_start=JUNE.start,
        as_of=date(2024, 7, 8),
        status="done",
        closing=timezone.now(),
        content={"title": "月报"},
        files={"final.docx": "0"},
        approved_by=by,
        approved_at=timezone.now(),
    )


CHANGES = [
    "content = '{}'",
    "files = '{}'",
    "approved_by_id = NULL",
    "approved_at = NULL",
    "approved_by_id = NULL, approved_at = NULL",
    "content_hash = '0'",
    "revision = 2",
    "status = 'failed'",
]


@pytest.mark.parametrize("change", CHANGES)
def test_an_approved_report_stays_as_it_was_approved(cast, change):
    pk = approved(cast.alpha, cast.approver).pk
    refused(f"UPDATE reports_reportrun SET {change} WHERE id = %s", pk)  # noqa: S608


def test_an_approved_report_does_not_go_and_others_are_free(cast):
    pk = approved(cast.alpha, cast.approver).pk
    refused("DELETE FROM reports_reportrun WHERE id = %s", pk)
    draft = ReportRun.objects.create(
        programme=cast.alpha, kind="yearly", period_start=JANUARY, as_of=cast.day
    )
    run("UPDATE reports_reportrun SET status = 'done', content = '[]' WHERE id = %s", draft.pk)
    run("DELETE FROM reports_reportrun WHERE id = %s", draft.pk)


# Administrators

GIVE = (
    "INSERT INTO programmes_role (user_id, programme_id, name, version, created_at, updated_at)"
    " VALUES (%s, %s, %s, 1, now(), now())"
)


@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("clerk", "auditor"),
        ("bureau", "system_admin"),
        ("auditor", "security_admin"),
        ("sysadmin", "clerk"),
    ],
)
def test_an_administrator_is_nothing_else_in_any_programme(cast, who, more):
    person = getattr(cast, who).pk
    for programme in (cast.alpha.pk, cast.beta.programme.pk):
        refused(GIVE, person, programme, more)


def test_a_role_does_not_become_an_administrators_beside_another(cast):
    run(GIVE, cast.bureau.pk, cast.alpha.pk, "finance")
    change = "UPDATE programmes_role SET name = %s WHERE user_id = %s AND name = 'finance'"
    refused(change, "auditor", cast.bureau.pk)
    run(change, "leadership", cast.bureau.pk)


def test_an_administrator_is_one_in_several_programmes(cast):
    run(GIVE, cast.sysadmin.pk, cast.beta.programme.pk, "system_admin")
    assert cast.sysadmin.roles.count() == 2
