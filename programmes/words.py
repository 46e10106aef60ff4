"""Helpers are partners, not subordinates: the words kept for them (product.md)."""

from django.utils.translation import gettext as _

from programmes.choices import TaskState


def feedback_word(state: str) -> str:
    """待反馈, 推进中 or 已反馈 instead of the county's own words for a task's state."""
    words = {
        TaskState.ASSIGNED: _("feedback awaited"),
        TaskState.IN_PROGRESS: _("in progress"),
        TaskState.CLOSED: _("feedback given"),
    }
    return words[TaskState(state)]
