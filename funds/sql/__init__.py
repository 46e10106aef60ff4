"""Operations of the first migration that models do not express: immutable postings, closed months,
references within one programme, audited tables. Never changed once applied: a change is another
migration."""

from core.database.sql import create_function
from core.database.tenant_constraints import audited, same_programme, unique_with_programme
from programmes.sql import refuse_closed_month

OPERATIONS = [
    create_function(__name__, "refuse_change_of_posting"),
    create_function(__name__, "check_reversal"),
    refuse_closed_month("funds_posting", "on", "funds_fundline", "line_id", events="INSERT"),
    *unique_with_programme("funds_fundsource", "funds_fundline"),
    *same_programme(
        ("funds_fundline", "source_id", "funds_fundsource"),
        ("funds_fundline", "project_id", "projects_project"),
        ("funds_posting", "line_id", "funds_fundline"),
    ),
    *(audited(f"funds_{name}") for name in ["fundline", "fundsource", "posting"]),
    audited("funds_fundlineattachment", parent=("funds_fundline", "line_id")),
]
