"""How the record speaks of projects and what hangs on them."""

from django.utils.translation import gettext_lazy as _

from core.attachments.history import speak_of_attachments
from core.audit.registry import speak_of
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

speak_of(Sector, kind=_("sector"), name="{name}", searched=("name",))
speak_of(
    Project,
    kind=_("project"),
    name="“{name}”（{code}）",
    searched=("code", "name"),
    has_page=True,
    hidden=("phone",),
    months=("planned_start", "actual_start", "planned_finish", "actual_finish", "last_report"),
)
speak_of(
    StageEvent,
    kind=_("stage"),
    name="{stage}",
    owner="project_id",
)
speak_of(
    YearPlan,
    kind=_("year plan"),
    name="{year}",
    owner="project_id",
)
speak_of(
    MonthEntry,
    kind=_("month entry"),
    name="{month}",
    owner="project_id",
    listed=True,
    months=("month",),
    words={
        "unit_id": _("unit"),
        "corrected_by_id": _("corrected by"),
        "origin": _("origin"),
    },
)
speak_of(
    OpeningEntry,
    kind=_("opening entry"),
    name="{year} {kind}",
    owner="project_id",
    months=("through",),
    words={
        "kind": _("kind"),
        "year": _("year"),
        "through": _("up to"),
        "amount": _("amount"),
    },
)
speak_of(
    ProjectNote,
    kind=_("note"),
    name="{subject} {on}",
    owner="project_id",
)
speak_of(Approval, kind=_("approval"), name="{kind_id}", owner="project_id")
speak_of(Milestone, kind=_("milestone"), name="{name}", owner="project_id")
speak_of(Problem, kind=_("problem"), name="{text}", owner="project_id")
speak_of(Matter, kind=_("matter"), name="{text}", owner="project_id")
speak_of(Financing, kind=_("financing"), name="{source_id}", owner="project_id")
speak_of(YearClass, kind=_("class of the year"), name="{year}", owner="project_id")
speak_of(Exemption, kind=_("exemption"), name="{rule} {valid_until}", owner="project_id")
speak_of(
    LateEntry,
    kind=_("late entry"),
    name="{month}",
    owner="project_id",
    listed=True,
    months=("month", "counted_in"),
)
speak_of(
    StatisticsEntry,
    kind=_("entry of the statistics"),
    name="{month}",
    owner="project_id",
    months=("month",),
)
speak_of(ProjectTask, kind=_("link to a task"), name="{task_id}", owner="project_id")
speak_of(ProjectNeed, kind=_("link to a need"), name="{need_id}", owner="project_id")
speak_of(PlanVersion, kind=_("version of the plan"), name="{number}", owner="plan_id")
speak_of(
    MonthSheet,
    kind=_("sheet of the month"),
    name="{unit_id} {month}",
    months=("month",),
    listed=True,
)
speak_of(
    LightRule, kind=_("rules for lights"), name="{valid_from}", months=("valid_from", "valid_until")
)
speak_of(Park, kind=_("park"), name="{name}", searched=("name",))
speak_of(ApprovalKind, kind=_("kind of approval"), name="{name}", searched=("name",))
speak_of(FinancingSource, kind=_("source of financing"), name="{name}", searched=("name",))
speak_of_attachments(ProjectAttachment)
