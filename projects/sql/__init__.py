"""Operations of the first migration that models do not express: closed months, immutable rows,
references within one programme, audited tables. Never changed once applied: a change is another
migration."""

from core.database.sql import create_function, create_view
from core.database.tenant_constraints import (
    audited,
    month_of_programme,
    same_programme,
    unique_with_programme,
)
from programmes.sql import refuse_closed_month

PROJECT = "projects_project"
# Tables with the column project_id.
OF_PROJECT = [
    "approval", "exemption", "financing", "lateentry", "matter", "milestone", "monthentry",
    "openingentry", "problem", "projectneed", "projectnote", "projecttask", "stageevent",
    "statisticsentry", "yearclass", "yearplan",
]  # fmt: skip
OTHERS = [
    "approvalkind", "financingsource", "lightrule", "monthsheet", "park", "planversion", "sector",
]  # fmt: skip

OPERATIONS = [
    create_view(__name__, "counted_investment", "projects_countedinvestment"),
    create_function(__name__, "check_project_note"),
    create_function(__name__, "check_light_rule_overlap"),
    create_function(__name__, "refuse_change_of_plan_version"),
    refuse_closed_month("projects_monthentry", "month", PROJECT, "project_id"),
    refuse_closed_month("projects_openingentry", "through", PROJECT, "project_id"),
    refuse_closed_month("projects_lateentry", "counted_in", PROJECT, "project_id"),
    *unique_with_programme(
        PROJECT,
        "projects_approvalkind",
        "projects_financingsource",
        "projects_park",
        "projects_sector",
        "projects_yearplan",
    ),
    *same_programme(
        *((f"projects_{name}", "project_id", PROJECT) for name in OF_PROJECT),
        (PROJECT, "parent_id", PROJECT),
        (PROJECT, "park_id", "projects_park"),
        (PROJECT, "sector_id", "projects_sector"),
        ("projects_approval", "kind_id", "projects_approvalkind"),
        ("projects_financing", "source_id", "projects_financingsource"),
        ("projects_matter", "task_id", "programmes_task"),
        ("projects_planversion", "plan_id", "projects_yearplan"),
        ("projects_projectneed", "need_id", "programmes_need"),
        ("projects_projecttask", "task_id", "programmes_task"),
    ),
    month_of_programme("projects_lateentry"),
    month_of_programme("projects_monthentry"),
    month_of_programme("projects_monthsheet"),
    month_of_programme("projects_statisticsentry"),
    audited(PROJECT, redacted=["phone"]),
    *(audited(f"projects_{name}") for name in [*OF_PROJECT, *OTHERS]),
    audited("projects_project_supporting_units", parent=(PROJECT, "project_id")),
    audited("projects_projectattachment", parent=(PROJECT, "project_id")),
]
