"""What was known when a month was closed (docs/rules.md#closed-months), as SQL: read from the rows
of ``ProjectAtClosing``. An open month is read from the records as they are."""

from collections.abc import Iterable
from datetime import date, timedelta

from core.database.laterals import Lateral
from core.periods import Period
from projects import laterals

# The columns of a project that are stored, and the facts that are stored under another name.
OWN = (
    "kind", "sector_id", "township_id", "park_id", "owner_unit_id", "lead_official",
    "total_investment", "planned_start", "actual_start", "in_statistics", "signed", "signed_on",
    "contracted_amount", "arrived_amount", "last_report",
)  # fmt: skip
STORED_AS = {
    "month_stage": "stage",
    "month_stage_since": "stage_since",
    "rated_planned_start": "planned_start",
    "rated_actual_start": "actual_start",
}
# The state is a subquery, so that the records are not read where the month is closed.
FACTS = """
SELECT {stored} FROM projects_projectatclosing c
JOIN programmes_reportingperiod r
    ON r.programme_id = c.programme_id AND r.month = c.month AND r.state = 'closed'
WHERE c.project_id = {{row}}.id AND c.month = %s
UNION ALL
SELECT {names} FROM ({live}) live
WHERE (SELECT p.state FROM programmes_reportingperiod p
    WHERE p.programme_id = {{row}}.programme_id AND p.month = %s) IS DISTINCT FROM 'closed'"""
PROJECTS = """
SELECT {columns} FROM projects_project p
LEFT JOIN programmes_reportingperiod r
    ON r.programme_id = p.programme_id AND r.month = %s AND r.state = 'closed'
LEFT JOIN projects_projectatclosing c ON c.project_id = p.id AND c.month = r.month
WHERE p.id IN ({keys}) AND (r.id IS NULL OR c.id IS NOT NULL)"""


def facts(live: Lateral, month: Period) -> Lateral:
    """The facts of a month as they were known at its closing, or, while it is open, as now."""
    names = [f'"{name}"' for name in live.columns]
    stored = [f'c."{STORED_AS.get(name, name)}" AS "{name}"' for name in live.columns]
    sql = FACTS.format(stored=", ".join(stored), names=", ".join(names), live=live.sql)
    return Lateral(live.name, sql, (month.start, *live.params, month.start), live.columns)


def stage(on: date) -> Lateral:
    """The stage on a day; on the last day of a closed month the one known at its closing."""
    live = laterals.stage(on)
    if (on + timedelta(days=1)).day != 1:
        return live
    return facts(live, Period.containing(on))


def projects(columns: Iterable[str], keys: str) -> str:
    """A SELECT of these columns of the projects as they were known when the month was closed;
    without those added since. Those of an open month as they are. ``keys`` selects the projects;
    the parameters are the month and those of ``keys``."""
    found = [
        f'CASE WHEN c.id IS NULL THEN p."{name}" ELSE c."{name}" END AS "{name}"'
        if name in OWN
        else f'p."{name}"'
        for name in columns
    ]
    return PROJECTS.format(columns=", ".join(found), keys=keys)
