"""Milestones of a task: written by the task force, marked as done also by the lead unit. Removed
ones remain in the audit record."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.records import create_record, edit_record
from programmes.models import Task, TaskMilestone


def add_milestone(*, task: Task, by: Any, on: date, **values: Any) -> TaskMilestone:
    """Raises ValidationError, also for a day of completion after ``on``."""
    require_past(values.get("done_on"), on)
    given = {"programme": task.programme, "task": task, **values}
    return create_record(TaskMilestone, by=by, **given)


def edit_milestone(milestone: TaskMilestone, *, version: int, on: date, **values: Any) -> None:
    """Raises StaleRecord, and ValidationError as ``add_milestone``."""
    require_past(values.get("done_on"), on)
    edit_record(milestone, version=version, **values)


def require_past(done_on: date | None, on: date) -> None:
    if done_on and done_on > on:
        raise ValidationError({"done_on": _("This day has not come yet.")})
