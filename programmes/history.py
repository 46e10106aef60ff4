"""How the record speaks of the rows of a programme."""

from django.utils.translation import gettext_lazy as _

from core.attachments.history import speak_of_attachments
from core.audit.registry import speak_of
from core.models import ImportFile
from programmes.models import (
    ImportChoice,
    Membership,
    Need,
    NeedAttachment,
    NeedCategory,
    Programme,
    ReportedFact,
    ReportingPeriod,
    Role,
    Task,
    TaskAttachment,
    TaskList,
    TaskProgress,
)

speak_of(
    Programme,
    kind=_("programme"),
    name="{name}",
    searched=("name", "code"),
    words={"task_force_id": _("task force"), "leadership_id": _("leadership")},
)
speak_of(
    Role,
    kind=_("role"),
    name="{name}",
    owner="user_id",
)
speak_of(
    Membership,
    kind=_("network member"),
    name="{unit_id}",
    words={"unit_id": _("unit")},
)
speak_of(TaskList, kind=_("list"), name="{name}", searched=("name",))
speak_of(
    Task,
    kind=_("task"),
    words={"closed_on": _("closed on")},
    name="“{text}”（{number}）",
    searched=("number", "text"),
    has_page=True,
    hidden=("phone",),
)
speak_of(
    TaskProgress,
    kind=_("progress"),
    name="{month} {unit_id}",
    owner="task_id",
    months=("month",),
    words={"unit_id": _("unit")},
    silent=("quantity_before", "state_before"),
)
speak_of(NeedCategory, kind=_("category"), name="{name}", searched=("name",))
speak_of(
    Need,
    kind=_("need"),
    words={"tasks": _("answering task")},
    name="“{text}”（{number}）",
    searched=("number", "text"),
    has_page=True,
    hidden=("phone",),
)
speak_of(ReportedFact, kind=_("fact"), name="{label}", searched=("label", "key"))
speak_of(
    ReportingPeriod,
    kind=_("month"),
    name="{month}",
    has_page=True,
    months=("month",),
    words={
        "state": _("state"),
        "closed_at": _("closed at"),
        "closed_by_id": _("closed by"),
        "report_wanted": _("report wanted"),
        "reopen_reason": _("reason for reopening"),
        "reopen_asked_by_id": _("reopening asked by"),
        "reopen_asked_at": _("reopening asked at"),
        "reopened_by_id": _("reopened by"),
        "reopened_at": _("reopened at"),
    },
)
speak_of(
    ImportFile,
    kind=_("imported workbook"),
    name="{name}",
    searched=("name",),
    words={
        "name": _("file"),
        "importer": _("kind of import"),
        "sha256": _("check sum"),
        "uploaded_by_id": _("uploaded by"),
        "uploaded_at": _("uploaded at"),
        "confirmed_at": _("confirmed at"),
        "state": _("state"),
        "undone_at": _("undone at"),
        "undone_by_id": _("undone by"),
        "asked_at": _("asked for at"),
        "asked_by_id": _("asked for by"),
        "refused": _("why it was not done"),
        "made": _("new rows"),
        "changed": _("changed rows"),
    },
    silent=("file", "preview", "former"),
)
speak_of(ImportChoice, kind=_("choice for imports"), name="“{words}”", searched=("words",))
speak_of_attachments(TaskAttachment, NeedAttachment)
