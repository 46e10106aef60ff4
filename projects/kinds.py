"""Kinds of the records of projects, see ``core.kinds``."""

from django.utils.translation import gettext_lazy as _

from core.attachments.kinds import register_attachments
from core.kinds import register
from projects.models import (
    Approval,
    ApprovalKind,
    Exemption,
    Financing,
    FinancingSource,
    LateEntry,
    LightRule,
    Matter,
    Milestone,
    MonthEntry,
    MonthSheet,
    OpeningEntry,
    Park,
    PlanVersion,
    Problem,
    Project,
    ProjectAttachment,
    ProjectNeed,
    ProjectNote,
    ProjectTask,
    Sector,
    StageEvent,
    StatisticsEntry,
    YearClass,
    YearPlan,
)

register(Sector, label=_("sector"), title_template="{name}", search_columns=("name",))
register(
    Project,
    label=_("project"),
    title_template="“{name}”（{code}）",
    search_columns=("code", "name"),
    has_history_page=True,
    redacted_columns=("phone",),
    month_columns=(
        "planned_start",
        "actual_start",
        "planned_finish",
        "actual_finish",
        "last_report",
    ),
)
register(
    StageEvent,
    label=_("stage"),
    title_template="{stage}",
    parent="project_id",
)
register(
    YearPlan,
    label=_("year plan"),
    title_template="{year}",
    parent="project_id",
)
register(
    MonthEntry,
    label=_("month entry"),
    title_template="{month}",
    parent="project_id",
    filterable=True,
    month_columns=("month",),
    column_labels={
        "unit_id": _("unit"),
        "corrected_by_id": _("corrected by"),
        "origin": _("origin"),
    },
)
register(
    OpeningEntry,
    label=_("opening entry"),
    title_template="{year} {kind}",
    parent="project_id",
    month_columns=("through",),
    column_labels={
        "kind": _("kind"),
        "year": _("year"),
        "through": _("up to"),
        "amount": _("amount"),
    },
)
register(
    ProjectNote,
    label=_("note"),
    title_template="{subject} {on}",
    parent="project_id",
)
register(Approval, label=_("approval"), title_template="{kind_id}", parent="project_id")
register(Milestone, label=_("milestone"), title_template="{name}", parent="project_id")
register(Problem, label=_("problem"), title_template="{text}", parent="project_id")
register(Matter, label=_("matter"), title_template="{text}", parent="project_id")
register(Financing, label=_("financing"), title_template="{source_id}", parent="project_id")
register(YearClass, label=_("class of the year"), title_template="{year}", parent="project_id")
register(
    Exemption, label=_("exemption"), title_template="{rule} {valid_until}", parent="project_id"
)
register(
    LateEntry,
    label=_("late entry"),
    title_template="{month}",
    parent="project_id",
    filterable=True,
    month_columns=("month", "counted_in"),
)
register(
    StatisticsEntry,
    label=_("entry of the statistics"),
    title_template="{month}",
    parent="project_id",
    month_columns=("month",),
)
register(ProjectTask, label=_("link to a task"), title_template="{task_id}", parent="project_id")
register(ProjectNeed, label=_("link to a need"), title_template="{need_id}", parent="project_id")
register(PlanVersion, label=_("version of the plan"), title_template="{number}", parent="plan_id")
register(
    MonthSheet,
    label=_("sheet of the month"),
    title_template="{unit_id} {month}",
    month_columns=("month",),
    filterable=True,
)
register(
    LightRule,
    label=_("rules for lights"),
    title_template="{valid_from}",
    month_columns=("valid_from", "valid_until"),
)
register(Park, label=_("park"), title_template="{name}", search_columns=("name",))
register(
    ApprovalKind, label=_("kind of approval"), title_template="{name}", search_columns=("name",)
)
register(
    FinancingSource,
    label=_("source of financing"),
    title_template="{name}",
    search_columns=("name",),
)
register_attachments(ProjectAttachment)
