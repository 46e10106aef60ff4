"""What is known of the projects when a month is closed (docs/rules.md#closed-months)."""

from typing import Any

from django.db import connection
from django.db.models import DateField, Exists, F, OuterRef, Value

from core.periods import Period
from programmes.models import Programme, ReportingPeriod
from projects.at_closing import OWN, STORED_AS
from projects.models import Project, ProjectAtClosing

TABLE = ProjectAtClosing._meta.db_table


def store_closing(programme: Programme, month: Period) -> int:
    """Stores each project as it is recorded now, with its facts of the month, by one statement.
    Replaces what is stored of the month; returns the number of projects."""
    delete_closing(programme, month)
    rows = Project.objects.of(programme).order_by().compute_lights(month).compute_exemption(month)
    computed = [name for name in rows.query.annotation_select if name not in STORED_AS]
    columns: dict[str, Any] = {"programme_id": "programme_id", "project_id": "pk"}
    columns |= {name: name for name in (*OWN, *computed)}
    columns |= {"stage": "month_stage", "stage_since": "month_stage_since"}
    month_day = Value(month.start, output_field=DateField())
    rows = rows.values_list(*map(F, columns.values()), month_day)
    sql, params = rows.query.sql_with_params()
    names = ", ".join([*columns, "month"])
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} ({names}) {sql}", params)
        return cursor.rowcount


def delete_closing(programme: Programme, month: Period) -> None:
    ProjectAtClosing.objects.filter(programme=programme, month=month.start).delete()


def store_missing_closings() -> None:
    """Of the closed months with projects of which nothing is stored."""
    stored = ProjectAtClosing.objects.filter(
        programme=OuterRef("programme"), month=OuterRef("month")
    )
    for period in ReportingPeriod.objects.closed().exclude(Exists(stored)).order_by("month"):
        store_closing(period.programme, period.period)
