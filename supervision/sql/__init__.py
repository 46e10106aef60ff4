"""Operations of the first migration that models do not express: references within one programme,
events that are never changed, audited tables. Never changed once applied: a change is another
migration."""

from core.database.sql import create_function
from core.database.tenant_constraints import audited, same_programme, unique_with_programme

FINDING = "supervision_finding"
OF_FINDING = ("findingevent", "findingrequest", "rectificationreport", "secondlook")
AUDITED = ("declinedproposal", "finding", "findingrule", "findingsource", "order", *OF_FINDING)

OPERATIONS = [
    *unique_with_programme(FINDING, "supervision_findingrequest", "supervision_findingsource"),
    *same_programme(
        (FINDING, "source_id", "supervision_findingsource"),
        (FINDING, "project_id", "projects_project"),
        (FINDING, "task_id", "programmes_task"),
        (FINDING, "fund_line_id", "funds_fundline"),
        (FINDING, "need_id", "programmes_need"),
        (FINDING, "merged_into_id", FINDING),
        ("supervision_findingevent", "request_id", "supervision_findingrequest"),
        *((f"supervision_{name}", "finding_id", FINDING) for name in OF_FINDING),
    ),
    create_function(__name__, "refuse_change_of_finding_event"),
    *(audited(f"supervision_{name}") for name in AUDITED),
    audited("supervision_finding_supporting_units", parent=(FINDING, "finding_id")),
    audited("supervision_order_findings", parent=("supervision_order", "order_id")),
    audited("supervision_findingattachment", parent=(FINDING, "finding_id")),
]
