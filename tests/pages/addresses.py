"""Every address of the frame's pages. Who is answered what stands in tests/rights/policy.py."""

from django.urls import reverse

from tests.making import JUNE

MISSING = 999_999_999

LISTS = ["network", "tasks", "needs", "documents", "projects", "month_entries", "funds"]
LISTS += ["findings", "orders", "publications", "assessment", "visits", "agreements"]
LISTS += ["contributions"]
LISTS += ["stages", "stage_moves", "problems", "matters"]
# Each with its row's name in the cast, and what else is in the address.
RECORDS = {
    "project": ("road",),
    "project_entry": ("road", JUNE),
    "edit_project": ("road",),
    "add_note": ("road",),
    "task": ("help_task",),
    "task_progress": ("help_task", JUNE),
    "need": ("met_need",),
    "contribution": ("help_given",),
    "unit": ("bureau_unit",),
    "fund_line": ("paid",),
    "finding": ("finding",),
    "publication": ("publication",),
    "assessment_item": ("assessed",),
    "visit": ("visit",),
    "agreement": ("agreement",),
    "add_delivery": ("agreement",),
}
OTHERS = ["project_board", "projects_by_sector", "projects_by_township", "projects_by_official"]
OTHERS += ["projects_largest", "projects_behind", "project_changes", "dashboard", "my_work"]
OTHERS += [
    "reports",
    "imports",
    "new_project",
    "import_choices",
    "task_lists",
    "task_groups",
    "need_categories",
]
OTHERS += ["task_requests", "task_events", "instructions", "calendar"]
OTHERS += ["seconded_people", "mechanisms", "new_mechanism", "new_seconded_person"]
OTHERS += ["feedback_sheets", "feedback_contact", "new_visit", "new_agreement"]
OTHERS += [
    "fund_sources",
    "new_unit",
    "new_task",
    "new_need",
    "new_visit",
    "new_fund_line",
    "light_rules",
]
OTHERS += ["new_task_light_rule", "task_board", "task_calendar", "digest_time"]
OTHERS += ["finding_proposals", "finding_sources", "new_finding", "new_order", "finding_events"]
OTHERS += ["media_levels", "publication_statistics", "new_publication"]
OTHERS += ["contribution_kinds", "new_contribution", "new_contribution_kind"]
OTHERS += ["copy_assessment", "new_assessment_item"]
OTHERS += ["finding_rules", "new_finding_rule", "finding_wall"]
OTHERS += ["repeated_findings"]
OTHERS += ["scorecards", "new_scorecard"]
OTHERS += ["rankings", "objections", "ranking_rules", "new_ranking_rule"]
OTHERS += ["people", "audit", "change_password", "help"]
WITH_WORDS = [("supervision_month", JUNE), ("project_grid", JUNE), ("import_upload", "projects")]
WITH_WORDS += [("task_grid", JUNE), ("supervision_year", 2024)]
WITH_WORDS += [("ranking", "2024-Q2")]
WITH_WORDS += [("catalogue", "parks")]


def list_addresses() -> dict[str, str]:
    return {name: reverse(name) for name in LISTS} | {
        "project_months": reverse("project_months", args=[JUNE])
    }


def missing_address(name: str) -> str:
    return reverse(name, args=[MISSING, *RECORDS[name][1:]])


def every_page(cast) -> list[str]:
    """Each page once, for whoever may see it all."""
    records = [
        reverse(name, args=[getattr(cast, row).pk, *more]) for name, (row, *more) in RECORDS.items()
    ]
    with_words = [reverse(name, args=[word]) for name, word in WITH_WORDS]
    return [*list_addresses().values(), *records, *map(reverse, OTHERS), *with_words]
