"""Every address of the frame's pages. Who is answered what stands in tests/rights/policy.py."""

from django.urls import reverse

from tests.making import JUNE

WHOLE = ["clerk", "approver", "finance", "leader"]
UNITS = ["bureau", "bureau2", "township", "township2", "helper", "helper2"]
NO_DATA = ["auditor", "sysadmin"]
EVERYBODY = WHOLE + UNITS + NO_DATA
MISSING = 999_999_999

LISTS = ["network", "tasks", "needs", "documents", "projects", "month_entries", "funds"]
LISTS += ["stages", "stage_moves", "problems", "matters"]


def list_addresses() -> dict[str, str]:
    return {name: reverse(name) for name in LISTS} | {
        "project_months": reverse("project_months", args=[JUNE])
    }


# name: (the row's name in the cast and in `beta`, further arguments, who gets 200, who gets 403)
RECORDS = {
    "project": ("road", "project", (), [*WHOLE, "bureau", "township"], NO_DATA),
    "project_entry": (
        "road",
        "project",
        (JUNE,),
        ["clerk", "approver", "bureau"],
        ["finance", "leader", "township"],
    ),
    "edit_project": (
        "road",
        "project",
        (),
        ["clerk", "approver", "bureau"],
        ["finance", "leader", "township"],
    ),
    "add_note": (
        "road",
        "project",
        (),
        ["clerk", "approver", "township"],
        ["finance", "leader", "bureau"],
    ),
    "task": ("help_task", "task", (), [*WHOLE, "helper"], NO_DATA),
    "task_progress": (
        "help_task",
        "task",
        (),
        ["clerk", "approver", "helper"],
        ["finance", "leader"],
    ),
    "need": ("met_need", "need", (), [*WHOLE, "township"], NO_DATA),
    "unit": ("bureau_unit", "unit", (), [*WHOLE, *UNITS], NO_DATA),
    "fund_line": ("paid", "line", (), [*WHOLE, "bureau2", "helper"], NO_DATA),
}


def record_address(name: str, cast, *, foreign: bool = False) -> str:
    row, foreign_row, more, _, _ = RECORDS[name]
    owner = cast.beta if foreign else cast
    return reverse(name, args=[getattr(owner, foreign_row if foreign else row).pk, *more])


def missing_address(name: str) -> str:
    return reverse(name, args=[MISSING, *RECORDS[name][2]])


# Pages that gather: who gets 200; all others 403.
GATHERING = {
    **{
        name: ((), [*WHOLE, *UNITS])
        for name in (
            "project_board",
            "projects_by_sector",
            "projects_by_township",
            "projects_by_official",
            "projects_largest",
            "projects_behind",
            "project_changes",
        )
    },
    "dashboard": ((), ["clerk", "approver", "leader"]),
    "supervision_month": ((JUNE,), ["clerk", "approver", "leader"]),
    "my_work": ((), EVERYBODY),
    "project_grid": ((JUNE,), [*WHOLE, *UNITS]),
    "reports": ((), ["clerk", "approver", "leader"]),
    "imports": ((), ["clerk", "approver", "finance"]),
    "import_upload": (("projects",), ["clerk", "approver"]),
    "new_project": ((), ["clerk", "approver"]),
    "import_choices": ((), ["clerk", "approver", "finance"]),
    "catalogue": (("parks",), ["clerk", "approver"]),
    "task_lists": ((), ["clerk", "approver"]),
    "need_categories": ((), ["clerk", "approver"]),
    "fund_sources": ((), ["clerk", "approver", "finance"]),
    "new_unit": ((), ["clerk", "approver"]),
    "new_task": ((), ["clerk", "approver"]),
    "new_need": ((), ["clerk", "approver", "township", "township2"]),
    "new_fund_line": ((), ["clerk", "approver", "finance"]),
    "light_rules": ((), ["clerk", "approver", "leader"]),
    "people": ((), ["sysadmin"]),
    "audit": ((), ["auditor"]),
}


def every_page(cast) -> list[str]:
    """Each page once, for whoever may see it all."""
    gathered = [reverse(name, args=args) for name, (args, _) in GATHERING.items()]
    records = [record_address(name, cast) for name in RECORDS]
    return [*list_addresses().values(), *records, *gathered, reverse("change_password")]
