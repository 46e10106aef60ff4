"""The stage of a project on a day, its plan of a year and its completed investment: each is one
SELECT that is joined to projects. Amounts are in yuan; NULL where nothing is recorded."""

from datetime import date
from decimal import Decimal

from django.db.models import BigIntegerField, CharField, DateField, DecimalField, Field

from core.database.laterals import Lateral
from core.periods import Period

Columns = dict[str, Field]
YUAN: DecimalField = DecimalField(max_digits=18, decimal_places=2)
STAGE = """
SELECT e.stage, CASE WHEN NOT e.of_sheet THEN e."on" END AS stage_since
FROM projects_stageevent e
WHERE e.project_id = {row}.id AND e."on" <= {day} ORDER BY e."on" DESC, e.id DESC LIMIT 1"""
LAST_ENTRY = """
SELECT m.id AS last_entry_id, s.stage AS last_stage
FROM projects_monthentry m LEFT JOIN LATERAL ({stage}) s ON true
WHERE m.project_id = {{row}}.id AND m.month < %s ORDER BY m.month DESC LIMIT 1"""
MONTH_END = "(m.month + interval '1 month - 1 day')::date"
# The plan as it was known while the month was reported: a version decided after the following
# month does not change it. A plan whose first version a person dated after the month does not
# count in it; an import does not say when the plan that it brings was decided.
PLAN = """
SELECT y.image_goal, coalesce((
    SELECT v.amount FROM projects_planversion v
    WHERE v.plan_id = y.id AND EXISTS (
        SELECT FROM projects_planversion l WHERE l.plan_id = y.id AND l.decided_on > %s)
    ORDER BY v.decided_on <= %s DESC,
        CASE WHEN v.decided_on <= %s THEN v.number ELSE -v.number END DESC
    LIMIT 1), y.amount) AS plan
FROM projects_yearplan y WHERE y.project_id = {row}.id AND y.year = %s AND NOT EXISTS (
    SELECT FROM projects_planversion f WHERE f.plan_id = y.id AND f.number = 1
    AND f.created_by_id IS NOT NULL AND f.decided_on > %s) LIMIT 1"""
# ``before``: the year without the month's own entry, and without an opening entry that covers it.
DONE = """
SELECT max(c.id) FILTER (WHERE c.kind = 'entry' AND c.month = %s) AS month_entry_id,
    sum(c.amount) FILTER (WHERE c.kind = 'entry' AND c.month = %s) AS month_amount,
    coalesce(sum(c.amount) FILTER (WHERE c.kind <> 'to_last_year' AND c.month >= %s), 0)
        AS year_amount,
    coalesce(sum(c.amount) FILTER (WHERE c.kind <> 'to_last_year' AND c.month >= %s
        AND (c.kind = 'late' OR c.month < %s)), 0) AS before,
    coalesce(sum(c.amount), 0) AS ever_amount,
    sum(c.amount) FILTER (WHERE c.kind = 'entry' AND c.month = %s) AS previous_amount,
    coalesce(sum(c.amount) FILTER (
        WHERE c.kind <> 'to_last_year' AND c.month BETWEEN %s AND %s), 0) AS previous_year_amount
FROM {source} c WHERE c.project_id = {{row}}.id AND c.month <= %s"""
COUNTED = "projects_countedinvestment"
# An amount that is not saved is added to the month's entry; as when it is saved, an opening entry
# that covers the month is reduced by it.
WITH_ADDED = """(
    SELECT id, kind, project_id, month, amount FROM projects_countedinvestment
    UNION ALL SELECT NULL, 'entry', {row}.id, %s, %s
    UNION ALL SELECT NULL, kind, project_id, through, -%s FROM projects_openingentry
    WHERE kind = 'earlier_months' AND through = %s)"""
AMOUNTS = ("month_amount", "year_amount", "before", "ever_amount")
PREVIOUS_AMOUNTS = ("previous_amount", "previous_year_amount")


def january(month: Period) -> date:
    return date(month.year, 1, 1)


def stage(on: date) -> Lateral:
    """The last stage entered by the day, and the day on which it was entered: None where only an
    import says that it was by then."""
    sql = STAGE.replace("{day}", "%s")
    return Lateral("stage", sql, (on,), {"stage": CharField(), "stage_since": DateField()})


def last_entry(month: Period) -> Lateral:
    """The last entry before the month, and the stage at the end of its month."""
    sql = LAST_ENTRY.format(stage=STAGE.replace("{day}", MONTH_END))
    columns: Columns = {"last_entry_id": BigIntegerField(), "last_stage": CharField()}
    return Lateral("last_entry", sql, (month.start,), columns)


def plan(month: Period) -> Lateral:
    until = month.next().last_day
    params = (until, until, until, month.year, month.last_day)
    return Lateral("plan", PLAN, params, {"plan": YUAN, "image_goal": CharField()})


def done(month: Period, added: Decimal | None = None) -> Lateral:
    """Completed investment of the month (NULL where not reported), of the year to the month, and
    since the start; and what the month before reported."""
    day, previous = month.start, month.previous()
    first, before = january(month), previous.start
    params = (day, day, first, first, day, before, january(previous), before)
    source, more = (COUNTED, ()) if added is None else (WITH_ADDED, (day, added, added, day))
    columns: Columns = {"month_entry_id": BigIntegerField()}
    columns |= dict.fromkeys((*AMOUNTS, *PREVIOUS_AMOUNTS), YUAN)
    return Lateral("done", DONE.format(source=source), (*params, *more, day), columns)
