"""How a project stands, asked of each of its tables once. Money is in yuan; what no row says is
NULL."""

from datetime import date

from django.db.models import BigIntegerField, CharField, DecimalField

from core.database.laterals import Lateral
from core.periods import Period
from projects.choices import OpeningKind

YUAN: DecimalField = DecimalField(max_digits=18, decimal_places=2)
SUMS = ("of_year", "ever", "of_year_before")


def stage(on: date) -> Lateral:
    """The last stage entered by the day."""
    words = """
SELECT e.stage FROM projects_stageevent e WHERE e.project_id = {row}.id AND e."on" <= %s
ORDER BY e."on" DESC, e.id DESC LIMIT 1"""
    return Lateral("stage", words, (on,), {"stage": CharField()})


def plan(month: Period) -> Lateral:
    """The year's plan as it stood while the month was reported: what is decided after the month
    that follows it changes it no more."""
    words = """
SELECT y.image_goal, coalesce((
    SELECT v.amount FROM projects_planversion v
    WHERE v.plan_id = y.id AND EXISTS (
        SELECT FROM projects_planversion l WHERE l.plan_id = y.id AND l.decided_on > %s)
    ORDER BY v.decided_on <= %s DESC,
        CASE WHEN v.decided_on <= %s THEN v.number ELSE -v.number END DESC
    LIMIT 1), y.amount) AS amount
FROM projects_yearplan y WHERE y.project_id = {row}.id AND y.year = %s LIMIT 1"""
    until = month.next().last_day
    values = (until, until, until, month.year)
    return Lateral("plan", words, values, {"amount": YUAN, "image_goal": CharField()})


def entries(month: Period) -> Lateral:
    """Of the month itself, of the year to the month, and since the start; and the same of the month
    before."""
    words = """
SELECT max(m.id) FILTER (WHERE m.month = %s) AS month_id,
    max(m.amount) FILTER (WHERE m.month = %s) AS of_month,
    sum(m.amount) FILTER (WHERE m.month >= %s) AS of_year, sum(m.amount) AS ever,
    max(m.amount) FILTER (WHERE m.month = %s) AS of_month_before,
    sum(m.amount) FILTER (WHERE m.month BETWEEN %s AND %s) AS of_year_before
FROM projects_monthentry m WHERE m.project_id = {row}.id AND m.month <= %s"""
    day, before = month.start, month.previous()
    values = (day, day, january(month), before.start, january(before), before.start, day)
    sums = dict.fromkeys(("of_month", "of_month_before", *SUMS), YUAN)
    columns = {"month_id": BigIntegerField(), **sums}
    return Lateral("entries", words, values, columns)


def late(month: Period) -> Lateral:
    """What was made up, by the month in which it counts."""
    words = """
SELECT sum(l.amount) FILTER (WHERE l.counted_in >= %s) AS of_year, sum(l.amount) AS ever,
    sum(l.amount) FILTER (WHERE l.counted_in BETWEEN %s AND %s) AS of_year_before
FROM projects_lateentry l WHERE l.project_id = {row}.id AND l.counted_in <= %s"""
    before = month.previous()
    values = (january(month), january(before), before.start, month.start)
    return Lateral(
        "late", words, values, dict.fromkeys(("of_year", "ever", "of_year_before"), YUAN)
    )


def openings(month: Period) -> Lateral:
    """Opening entries: those of the year's earlier months belong to the year."""
    words = """
SELECT sum(o.amount) FILTER (WHERE o.kind = %s AND o.year = %s) AS of_year, sum(o.amount) AS ever,
    sum(o.amount) FILTER (WHERE o.kind = %s AND o.year = %s AND o.through <= %s) AS of_year_before
FROM projects_openingentry o WHERE o.project_id = {row}.id AND o.through <= %s"""
    kind, before = OpeningKind.EARLIER_MONTHS.value, month.previous()
    values = (kind, month.year, kind, before.year, before.start, month.start)
    return Lateral("openings", words, values, dict.fromkeys(SUMS, YUAN))


def january(month: Period) -> date:
    return date(month.year, 1, 1)
