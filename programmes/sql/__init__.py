"""Operations of the first migration that models do not express: closed months, separation of
duties, references within one programme, audited tables. Never changed once applied: a change is
another migration."""

from django.db.migrations import RunSQL

from core.database.sql import create_function
from core.database.tenant_constraints import (
    audited,
    month_of_programme,
    same_programme,
    unique_with_programme,
)

CLOSED_MONTH = """
CREATE TRIGGER closed_month BEFORE {events} ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_closed_month('{month}', '{parent}', '{column}');
"""
EVERY_CHANGE = "INSERT OR UPDATE OR DELETE"


def refuse_closed_month(
    table: str, month: str, parent: str, column: str, events: str = EVERY_CHANGE
) -> RunSQL:
    """A closed month refuses rows of the table. ``month`` is its column with a month or a day;
    ``column`` references the table ``parent``."""
    sql = CLOSED_MONTH.format(events=events, table=table, month=month, parent=parent, column=column)
    return RunSQL(sql, f"DROP TRIGGER closed_month ON {table}")


AUDITED = [
    "membership", "need", "needcategory", "reportedfact", "reportingperiod", "role", "task",
    "tasklist", "taskprogress",
]  # fmt: skip
PHONE = {"need": ["phone"], "task": ["phone"]}

OPERATIONS = [
    create_function(__name__, "refuse_closed_month"),
    create_function(__name__, "check_period_state"),
    create_function(__name__, "refuse_deletion_without_programme"),
    create_function(__name__, "check_separation_of_duties"),
    refuse_closed_month("programmes_taskprogress", "month", "programmes_task", "task_id"),
    *unique_with_programme(
        "programmes_need", "programmes_needcategory", "programmes_tasklist", "programmes_task"
    ),
    *same_programme(
        ("programmes_need", "category_id", "programmes_needcategory"),
        ("programmes_task", "list_id", "programmes_tasklist"),
        ("programmes_taskprogress", "task_id", "programmes_task"),
    ),
    month_of_programme("programmes_taskprogress"),
    audited("programmes_programme", programme_id="id"),
    *(audited(f"programmes_{name}", redacted=PHONE.get(name, [])) for name in AUDITED),
    # How often a choice is used is a counter.
    audited("programmes_importchoice", ignored=["uses", "last_used_at"]),
    audited("programmes_need_tasks", parent=("programmes_need", "need_id")),
    audited("programmes_task_supporting_units", parent=("programmes_task", "task_id")),
    audited("programmes_needattachment", parent=("programmes_need", "need_id")),
    audited("programmes_taskattachment", parent=("programmes_task", "task_id")),
]
