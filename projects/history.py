"""How the record speaks of projects and what hangs on them."""

from django.utils.translation import gettext_lazy as _

from core.attachments.history import speak_of_attachments
from core.audit.registry import speak_of
from projects.models import (
    MonthEntry,
    OpeningEntry,
    Project,
    ProjectAttachment,
    ProjectNote,
    Sector,
    StageEvent,
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
    months=("planned_start", "actual_start", "planned_finish", "actual_finish"),
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
speak_of_attachments(ProjectAttachment)
