"""The page of help: for each role what it does, when, and where."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from programmes.choices import RoleName

# A sentence and the page that it is about (with the last ended month in its address where it is
# about a month).
Line = tuple[Any, str]

MONTH = frozenset({"project_grid", "project_months", "supervision_month", "task_grid"})
LIGHTS: tuple[Line, ...] = (
    (
        _(
            "The light of a task: red once its deadline has passed; yellow close to it while "
            "neither the last month nor this one is reported, and where what was sent back is not "
            "answered; else green."
        ),
        "tasks",
    ),
    (
        _(
            "The board shows what is due soon, overdue, sent back or to verify, by unit or by "
            "list; each number opens its tasks."
        ),
        "task_board",
    ),
    (
        _(
            "The calendar shows the deadlines of a month and the days of supporting units, with "
            "the days of rest."
        ),
        "task_calendar",
    ),
)
CHANGES: Line = (
    _("See what happened to tasks in the days that you choose: closed, moved, reopened."),
    "task_events",
)
CHANGES_OF_FINDINGS: Line = (
    _("See which findings were found, rectified, sent back or moved in the days that you choose."),
    "finding_events",
)
INSTRUCTIONS: Line = (
    _(
        "Record an instruction or a comment on the page of a task; an instruction can become a "
        "task or another deadline."
    ),
    "tasks",
)
GRID: Line = (
    _("Report many tasks of a month in the grid, by keyboard or pasted from Excel."),
    "task_grid",
)
REMINDER: Line = (
    _(
        "On working days one reminder names what is due within 3 and 7 days, overdue or sent back; "
        "it is at the top of this page."
    ),
    "my_work",
)
TASK_FORCE: tuple[Line, ...] = (
    (
        _(
            "1st to 5th: see which units and projects are not reported; copy the reminder "
            "for the work group."
        ),
        "supervision_month",
    ),
    (
        _(
            "Fill in what is missing, or import the workbook that a bureau sent; nothing "
            "is typed twice."
        ),
        "project_grid",
    ),
    (
        _(
            "Import the roll, the ledger, months, tasks, needs and funds; each import has "
            "a preview and can be undone."
        ),
        "imports",
    ),
    (
        _(
            "Tick projects in the list to change unit, person, official, township or class "
            "together."
        ),
        "projects",
    ),
    (
        _(
            "Make a sheet for each unit that does not sign in, and import what comes back: it is "
            "entered on the unit's behalf."
        ),
        "feedback_sheets",
    ),
    (
        _(
            "Create tasks as drafts or paste their rows from Excel, and assign several at once; "
            "adjust a list and carry it over on its page."
        ),
        "task_lists",
    ),
    (
        _(
            "Write the supporting units, milestones and recurrence of a task on its page; link "
            "projects, needs and fund lines there."
        ),
        "tasks",
    ),
    (
        _(
            "Tick tasks in the list to change person or deadline together, the deadline with a "
            "reason."
        ),
        "tasks",
    ),
    GRID,
    *LIGHTS,
    INSTRUCTIONS,
    CHANGES,
    CHANGES_OF_FINDINGS,
    (
        _(
            "Set at what time the reminder of the day is made on working days; its text for the "
            "work group is on your own page."
        ),
        "digest_time",
    ),
    (
        _("Decide on what units request about their tasks: who made a request does not accept it."),
        "task_requests",
    ),
    (
        _("Close the month once it is complete; the drafted report is made the same night."),
        "supervision_month",
    ),
)
HELP: dict[str, tuple[Line, ...]] = {
    RoleName.CLERK: TASK_FORCE,
    RoleName.APPROVER: (
        *TASK_FORCE,
        (
            _("Approve the report that a colleague drafted, or say what is to be corrected."),
            "reports",
        ),
        (
            _(
                "Set the rules of the lights in versions, and exempt a project with a reason "
                "and a last day."
            ),
            "light_rules",
        ),
        (
            _(
                "Set the rule of the lights of tasks in versions: within how many days a deadline "
                "is close, and whether working days count."
            ),
            "new_task_light_rule",
        ),
        (
            _(
                "Set the rule of findings and orders in versions: when a day is close, how often "
                "it may be moved, and the prefix of the numbers of orders."
            ),
            "finding_rules",
        ),
    ),
    RoleName.FINANCE: (
        (
            _(
                "Once a month: import the sheet of the budget system; payments are not booked "
                "one by one."
            ),
            "imports",
        ),
        (_("See which money arrived and was not transferred, the largest first."), "funds"),
    ),
    RoleName.LEADERSHIP: (
        (
            _("The dashboard says what is red and why; each figure opens the list behind it."),
            "dashboard",
        ),
        (_("See what changed between two days, as since the last meeting."), "project_changes"),
        *LIGHTS,
        CHANGES,
        CHANGES_OF_FINDINGS,
        INSTRUCTIONS,
        (
            _("Read the reports that were approved; print the dashboard on one sheet of A3."),
            "reports",
        ),
    ),
    RoleName.UNIT_REPORTER: (
        (
            _(
                "By the 5th: three fields for each project (investment, image progress, "
                "problems), or “no change”."
            ),
            "project_grid",
        ),
        (_("Report the progress of the tasks that your unit leads or supports."), "my_work"),
        GRID,
        REMINDER,
        *LIGHTS,
        (
            _(
                "Mark milestones as done and close each time of a recurring task on the page of "
                "the task."
            ),
            "my_work",
        ),
        (
            _(
                "Sign for the tasks that your unit leads; request their closing or, before the "
                "deadline, another one on the page of the task."
            ),
            "my_work",
        ),
        (
            _("Submit the sheet of the month; it can be taken back until it is signed off."),
            "my_work",
        ),
    ),
    RoleName.UNIT_REVIEWER: (
        (_("Sign off the sheet that your unit submitted, or return it with a reason."), "my_work"),
        *LIGHTS,
    ),
    RoleName.TOWNSHIP_REPORTER: (
        (_("State what your township needs, and see what became of it."), "needs"),
        (
            _("Write down what you know of land and people at a project in your township."),
            "projects",
        ),
        GRID,
        REMINDER,
        *LIGHTS,
    ),
    RoleName.HELPER_REPORTER: (
        (
            _(
                "See what is agreed with your unit and give feedback; attachments are welcome, "
                "never required."
            ),
            "my_work",
        ),
        (
            _("The calendar shows by when your feedback is kindly asked for."),
            "task_calendar",
        ),
        (
            _(
                "On working days one reminder names the matters on which feedback is kindly asked "
                "for within 7 days."
            ),
            "my_work",
        ),
        (_("See needs that nobody has answered yet."), "needs"),
        (_("Enter what your unit gives: kind, quantity and day."), "contributions"),
    ),
    RoleName.HELPER_VIEWER: (
        (
            _("See what is agreed with your unit, and the needs that nobody has answered yet."),
            "my_work",
        ),
    ),
    RoleName.SYSTEM_ADMIN: (
        (_("Add people, disable and enable them, hand over the work of whoever leaves."), "people"),
    ),
    RoleName.SECURITY_ADMIN: ((_("Give and take roles; look at refused sign-ins."), "people"),),
    RoleName.AUDITOR: (
        (_("Look up who changed what and why; check the seals of the record."), "audit"),
    ),
}


@dataclass(frozen=True)
class HelpSection:
    role: str
    lines: list[tuple[Any, str]]


def help_for(names: frozenset[str], month: Period) -> list[HelpSection]:
    """The sections of these roles, each sentence with the address of its page."""
    return [
        HelpSection(
            str(RoleName(name).label), [(text, _address(page, month)) for text, page in lines]
        )
        for name, lines in HELP.items()
        if name in names
    ]


def _address(page: str, month: Period) -> str:
    return reverse(page, args=[month] if page in MONTH else [])
