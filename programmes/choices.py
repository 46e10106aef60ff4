from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class RoleName(TextChoices):
    CLERK = "clerk", _("task-force clerk")
    APPROVER = "approver", _("task-force approver")
    FINANCE = "finance", _("finance")
    UNIT_REPORTER = "unit_reporter", _("unit reporter")
    UNIT_REVIEWER = "unit_reviewer", _("unit reviewer")
    TOWNSHIP_REPORTER = "township_reporter", _("township reporter")
    HELPER_REPORTER = "helper_reporter", _("helper reporter")
    HELPER_VIEWER = "helper_viewer", _("helper viewer")
    LEADERSHIP = "leadership", _("leadership")
    AUDITOR = "auditor", _("auditor")
    SYSTEM_ADMIN = "system_admin", _("system administrator")
    SECURITY_ADMIN = "security_admin", _("security administrator")


class Tier(TextChoices):
    ONE = "1", _("tier 1")
    FIVE = "5", _("tier 5")
    N = "N", _("tier N")
    MEMBER = "member", _("member unit")
    TOWNSHIP = "township", _("township")


HELPER_TIERS = (Tier.ONE, Tier.FIVE, Tier.N)


class PeriodState(TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("reopened")


class TaskState(TextChoices):
    ASSIGNED = "assigned", _("not begun")
    IN_PROGRESS = "in_progress", _("in progress")
    CLOSED = "closed", _("done")


def feedback_label(state: str) -> str:
    """A task's state in the wording for helpers: 待反馈, 推进中 or 已反馈
    (docs/rules.md#helpers-are-partners)."""
    labels = {
        TaskState.ASSIGNED: gettext("feedback awaited"),
        TaskState.IN_PROGRESS: gettext("in progress"),
        TaskState.CLOSED: gettext("feedback given"),
    }
    return labels[TaskState(state)]


class Urgency(IntegerChoices):
    HIGH = 1, _("high")
    MEDIUM = 2, _("medium")
    LOW = 3, _("low")


class ImportChoiceKind(TextChoices):
    """The kind of thing that words of a workbook stand for."""

    UNIT = "unit", _("unit")
    TOWNSHIP = "township", _("township")
    COLUMN = "column", _("column")
    VALUE = "value", _("words of a cell")
