"""What the database refuses, by our models or by raw SQL, whatever code it comes by."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import User
from core.periods import Period
from funds.models import Posting
from programmes.models import Programme, ReportingPeriod, TaskProgress
from projects.models import MonthEntry, OpeningEntry, Project, YearPlan
from reports.models import ReportRun
from tests import making
from tests.database import refused, run
from tests.making import DAY, JUNE, entry, posted, wan

JANUARY, NO_MONEY = date(2024, 1, 1), ["NaN", "Infinity", "-Infinity"]
AGREED = (
    "state = 'reopened', reopen_reason = '漏报', reopen_requested_by_id = %s, reopened_by_id = %s"
)


@pytest.fixture
def rows(cast):
    """One row more of each kind, so that every table below has one of county alpha."""
    making.opening(cast.dam, "earlier_months", JUNE, 5)
    making.note(cast.road, cast.township)
    making.progress(cast.road_task, done_quantity=1, quantity_before=0)
    making.report_run(cast.alpha)
    return cast


# Values


def test_a_negative_month_without_a_reason_is_refused(cast):
    refused(entry, cast.dam, JUNE, -1)
    entry(cast.dam, JUNE, -1, reason="核减")


@pytest.mark.parametrize("model", [MonthEntry, OpeningEntry, TaskProgress, ReportingPeriod])
def test_a_month_is_kept_as_its_first_day(rows, model):
    column = "through" if model is OpeningEntry else "month"
    found = model.objects.filter(**{column: JUNE.start})
    assert found.exists()
    refused(found.update, **{column: date(2024, 6, 2)})


MONEY = [
    ("projects_monthentry", "amount"),
    ("projects_yearplan", "amount"),
    ("projects_project", "total_investment"),
    ("programmes_need", "amount"),
    ("projects_openingentry", "amount"),
]


@pytest.mark.parametrize("value", NO_MONEY)
@pytest.mark.parametrize(("table", "column"), MONEY)
def test_what_is_no_number_is_no_money(rows, table, column, value):
    # numeric(16, 2) itself refuses infinity; NaN is left to the constraint.
    refused(f"UPDATE {table} SET {column} = %s::numeric", value, error=DatabaseError)


QUANTITIES = [
    ("programmes_task", "target_quantity"),
    ("programmes_task", "done_quantity"),
    ("programmes_taskprogress", "done_quantity"),
    ("programmes_taskprogress", "quantity_before"),
]


@pytest.mark.parametrize(("table", "column"), QUANTITIES)
def test_what_is_no_number_is_no_quantity(rows, table, column):
    for value in ("NaN", "-1"):
        refused(f"UPDATE {table} SET {column} = %s::numeric", value)
    run(f"UPDATE {table} SET {column} = 999999999999.99")


WORDS = [
    ("accounts_unit", "provenance"),
    ("programmes_membership", "provenance"),
    ("programmes_membership", "tier"),
    ("programmes_need", "decision"),
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
    refused(f"UPDATE {table} SET {column} = 'odd'")


def test_a_plan_is_not_below_zero(cast):
    refused(YearPlan.objects.filter(project=cast.dam).update, amount=-1)


def test_one_entry_a_month_one_plan_a_year_one_code_a_programme(cast):
    refused(entry, cast.road, JUNE, 1)
    refused(making.year_plan, cast.road, 1)
    refused(making.project, cast.alpha, "P1", None)
    making.project(cast.beta.programme, "P1", None)


@pytest.mark.parametrize(
    "values", [{"end_year": 2023}, {"report_day": 29}, {"report_day": 0}, {"decimals": 5}]
)
def test_a_programme_ends_after_it_starts_and_reports_on_a_day_that_every_month_has(cast, values):
    refused(Programme.objects.filter(pk=cast.alpha.pk).update, **values)


# Postings

POSTING = """
INSERT INTO funds_posting (version, created_at, updated_at, provenance, published_fields,
    source_note, kind, "on", amount, line_id, programme_id)
VALUES (1, now(), now(), 'recorded', '{}', '', %s, %s, %s::numeric, %s, %s)
"""


def posting(cast, kind="paid", on=date(2024, 6, 3), amount="1", programme=None) -> tuple:
    """The words and values of one more posting to the line `paid`."""
    return (POSTING, kind, on, amount, cast.paid.pk, (programme or cast.alpha).pk)


@pytest.mark.parametrize("value", [*NO_MONEY, "0", "-1", "10000000000000"])
def test_a_posting_is_an_amount_above_zero(cast, value):
    refused(*posting(cast, amount=value), error=DatabaseError)


def test_a_posting_is_of_a_known_step_and_of_its_lines_programme(cast):
    run(*posting(cast))
    refused(*posting(cast, kind="odd"))
    refused(*posting(cast, programme=cast.beta.programme))


def test_postings_never_change(cast):
    found = Posting.objects.filter(line=cast.paid)
    refused(found.update, amount=1)
    refused(found.delete)
    refused("UPDATE funds_posting SET amount = 1")
    refused("DELETE FROM funds_posting")


def test_a_reversal_takes_back_the_whole_of_one_posting_once(cast):
    first = Posting.objects.get(line=cast.paid, kind="arrived")
    day = date(2024, 6, 1)
    refused(posted, cast.paid, "arrived", -400, day, reverses=first)
    refused(posted, cast.paid, "paid", -500, day, reverses=first)
    refused(posted, cast.training, "arrived", -500, day, reverses=first)
    refused(posted, cast.paid, "arrived", -500, day)
    posted(cast.paid, "arrived", -500, day, reverses=first)
    refused(posted, cast.paid, "arrived", -500, day, reverses=first)


@pytest.mark.parametrize(
    ("day", "passes"),
    [
        (date(2024, 1, 1), False),
        (date(2024, 1, 31), False),
        (date(2023, 12, 31), True),
        (date(2024, 2, 1), True),
    ],
)
def test_no_posting_is_dated_in_a_closed_month(cast, day, passes):
    (run if passes else refused)(*posting(cast, "planned", day))


# Within one programme

LINKS = [
    ("projects_monthentry", "project_id", "projects_project"),
    ("projects_openingentry", "project_id", "projects_project"),
    ("projects_yearplan", "project_id", "projects_project"),
    ("projects_stageevent", "project_id", "projects_project"),
    ("projects_projectnote", "project_id", "projects_project"),
    ("projects_project", "sector_id", "projects_sector"),
    ("programmes_taskprogress", "task_id", "programmes_task"),
    ("programmes_taskplace", "list_id", "programmes_tasklist"),
    ("programmes_taskplace", "task_id", "programmes_task"),
    ("programmes_need", "category_id", "programmes_needcategory"),
    ("programmes_need_tasks", "need_id", "programmes_need"),
    ("programmes_need_tasks", "task_id", "programmes_task"),
    ("funds_fundline", "source_id", "funds_fundsource"),
    ("funds_fundline", "project_id", "projects_project"),
]


@pytest.mark.parametrize(("table", "column", "parent"), LINKS)
def test_no_row_points_into_another_programme(rows, table, column, parent):
    foreign = f"(SELECT min(id) FROM {parent} WHERE programme_id = %s)"
    one = f"(SELECT min(id) FROM {table} WHERE programme_id = %s AND {column} IS NOT NULL)"
    sql = f"UPDATE {table} SET {column} = {foreign} WHERE id = {one}"
    refused(sql, rows.beta.programme.pk, rows.alpha.pk)


@pytest.mark.parametrize("table", sorted({table for table, _column, _parent in LINKS}))
def test_no_row_is_moved_into_another_programme(rows, table):
    sql = f"UPDATE {table} SET programme_id = %s, version = 9 WHERE programme_id = %s"
    refused(sql, rows.beta.programme.pk, rows.alpha.pk)


# Months


@pytest.fixture
def june_closed(rows):
    """June closed with an entry, an opening entry and a report on a task in it."""
    june_of(rows.alpha).update(state="closed", closed_at=timezone.now())
    return rows


def june_of(programme):
    return ReportingPeriod.objects.of(programme).filter(month=JUNE.start)


def test_a_closed_month_takes_no_new_row(june_closed):
    cast = june_closed
    refused(entry, cast.dam, JUNE, 1)
    made = MonthEntry(programme=cast.alpha, project=cast.dam, month=JUNE.start, amount=wan(1))
    refused(MonthEntry.objects.bulk_create, [made])
    refused(making.opening, cast.road, "to_last_year", JUNE, 5)
    refused(making.progress, cast.road_task)


@pytest.mark.parametrize("model", [MonthEntry, OpeningEntry, TaskProgress])
def test_a_closed_month_lets_no_row_change_or_go(june_closed, model):
    column = "through" if model is OpeningEntry else "month"
    found = model.objects.filter(programme=june_closed.alpha, **{column: JUNE.start})
    assert found.count() == 1
    refused(found.update, version=9)
    refused(found.delete)
    refused(found.get().delete)
    for change in ("UPDATE {} SET version = 9", "DELETE FROM {}"):
        refused(f"{change.format(model._meta.db_table)} WHERE {column} = %s", JUNE.start)


def test_no_row_is_moved_into_a_closed_month_or_out_of_it(june_closed):
    of_may = MonthEntry.objects.filter(project=june_closed.dam, month=date(2024, 5, 1))
    refused(of_may.update, month=JUNE.start)
    of_june = MonthEntry.objects.filter(pk=june_closed.road_june.pk)
    refused(of_june.update, month=date(2024, 7, 1))


def test_a_project_with_an_entry_in_a_closed_month_stays(june_closed):
    refused(Project.objects.filter(pk=june_closed.road.pk).delete)


def test_other_months_and_another_countys_june_stay_open(june_closed):
    entry(june_closed.dam, making.JULY, 1)
    june_closed.beta.entry.amount = wan(11)
    june_closed.beta.entry.save()


@pytest.mark.parametrize(
    "values",
    [
        {"state": "closed", "closed_at": None},
        {"state": "reopened", "reopen_reason": ""},
        {"state": "half"},
    ],
)
def test_a_months_state_says_when_and_why(cast, values):
    refused(june_of(cast.alpha).update, **values)


def test_nobody_reopens_alone(cast):
    given = {"state": "reopened", "reopen_reason": "漏报", "reopened_by": cast.approver}
    refused(june_of(cast.alpha).update, **given, reopen_requested_by=cast.approver)
    june_of(cast.alpha).update(**given, reopen_requested_by=cast.clerk)


@pytest.mark.parametrize("month", [date(2019, 5, 1), date(2023, 12, 1), date(9999, 12, 1)])
@pytest.mark.parametrize("table", ["projects_monthentry", "programmes_taskprogress"])
def test_an_entry_is_of_a_month_of_its_programme(rows, table, month):
    sql = f"UPDATE {table} SET month = %s WHERE id = (SELECT max(id) FROM {table})"
    refused(sql, month)
    run(sql, date(2027, 12, 1))


def test_openings_and_postings_of_earlier_years_are_taken(cast):
    making.opening(cast.dam, "to_last_year", Period.month(2019, 12), 5)
    posted(cast.paid, "planned", 1, date(2019, 5, 1))
    making.settle()


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


@pytest.mark.parametrize("table", ["projects_monthentry", "funds_posting"])
def test_the_purge_deletes_and_changes_nothing(cast, table):
    entry(cast.dam, JUNE, 1, provenance="illustrative")
    posted(cast.paid, "paid", 1, date(2024, 6, 1), provenance="illustrative")
    ReportingPeriod.objects.of(cast.alpha).update(state="closed", closed_at=timezone.now())
    run("SET LOCAL app.remove_illustrative = 'on'")
    refused(f"UPDATE {table} SET amount = 2 WHERE provenance = 'illustrative'")
    run(f"DELETE FROM {table} WHERE provenance = 'illustrative'")
    refused(f"DELETE FROM {table}")


# Approved reports


def approved(programme, by) -> ReportRun:
    return making.report_run(
        programme,
        as_of=DAY,
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
    refused(f"UPDATE reports_reportrun SET {change} WHERE id = %s", pk)


def test_a_report_that_was_made_does_not_go_approved_or_not(cast):
    pk = approved(cast.alpha, cast.approver).pk
    refused("DELETE FROM reports_reportrun WHERE id = %s", pk)
    draft = making.report_run(cast.alpha, "yearly", Period.parse("2024"))
    run("UPDATE reports_reportrun SET status = 'done', content = '[]' WHERE id = %s", draft.pk)
    refused("DELETE FROM reports_reportrun WHERE id = %s", draft.pk)
    refused(draft.delete)


def test_a_report_that_waits_or_failed_may_go(cast):
    for number, status in enumerate(("pending", "failed"), 1):
        making.report_run(cast.alpha, "monthly", Period.month(2024, number), status=status).delete()
    making.settle()
    assert not ReportRun.objects.of(cast.alpha).exists()


def test_closed_months_and_approved_reports_go_with_their_programme(db):
    made = making.programme("gamma", "丙县")
    clerk = making.person(made, "gamma_clerk", "clerk", made.task_force)
    ReportingPeriod.objects.of(made).update(state="closed", closed_at=timezone.now())
    approved(made, clerk)
    made.delete()
    making.settle()


# Administrators


def test_nobody_is_a_superuser(cast):
    refused(User.objects.filter(pk=cast.clerk.pk).update, is_superuser=True)
    refused("UPDATE accounts_user SET is_superuser = true WHERE id = %s", cast.clerk.pk)


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
