"""Kinds of the records of programmes, see ``core.kinds``."""

from django.utils.translation import gettext_lazy as _

from core.attachments.kinds import register_attachments
from core.kinds import register
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

register(
    Programme,
    label=_("programme"),
    title_template="{name}",
    search_columns=("name", "code"),
    column_labels={"task_force_id": _("task force"), "leadership_id": _("leadership")},
)
register(
    Role,
    label=_("role"),
    title_template="{name}",
    parent="user_id",
)
register(
    Membership,
    label=_("network member"),
    title_template="{unit_id}",
    column_labels={"unit_id": _("unit")},
)
register(TaskList, label=_("list"), title_template="{name}", search_columns=("name",))
register(
    Task,
    label=_("task"),
    column_labels={"closed_on": _("closed on")},
    title_template="“{text}”（{number}）",
    search_columns=("number", "text"),
    has_history_page=True,
    redacted_columns=("phone",),
)
register(
    TaskProgress,
    label=_("progress"),
    title_template="{month} {unit_id}",
    parent="task_id",
    month_columns=("month",),
    column_labels={"unit_id": _("unit")},
    ignored_columns=("quantity_before", "state_before"),
)
register(NeedCategory, label=_("category"), title_template="{name}", search_columns=("name",))
register(
    Need,
    label=_("need"),
    column_labels={"tasks": _("answering task")},
    title_template="“{text}”（{number}）",
    search_columns=("number", "text"),
    has_history_page=True,
    redacted_columns=("phone",),
)
register(ReportedFact, label=_("fact"), title_template="{label}", search_columns=("label", "key"))
register(
    ReportingPeriod,
    label=_("month"),
    title_template="{month}",
    has_history_page=True,
    month_columns=("month",),
    column_labels={
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
register(
    ImportFile,
    label=_("imported workbook"),
    title_template="{name}",
    search_columns=("name",),
    column_labels={
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
    ignored_columns=("file", "preview", "former"),
)
register(
    ImportChoice,
    label=_("choice for imports"),
    title_template="“{words}”",
    search_columns=("words",),
)
register_attachments(TaskAttachment, NeedAttachment)
