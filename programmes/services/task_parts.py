"""The supporting units and the milestones of a task, written by the task force; the lead unit, too,
marks a milestone as done. Removed ones remain in the audit record."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.records import create_record, edit_record, lock_record
from programmes.models import Task, TaskMilestone, TaskSupport
from programmes.services.tasks import LEADS_ITSELF


@transaction.atomic
def add_support(*, task: Task, by: Any, unit: Unit, **values: Any) -> TaskSupport:
    """Raises ValidationError for the lead unit, and for a unit that supports the task already."""
    require_other_unit(task, unit)
    given = {"programme": task.programme, "task": task, "unit": unit, **values}
    return create_record(TaskSupport, by=by, **given)


@transaction.atomic
def edit_support(support: TaskSupport, *, version: int, **values: Any) -> None:
    """Raises StaleRecord, and ValidationError as ``add_support``."""
    require_other_unit(support.task, values.get("unit", support.unit))
    edit_record(support, version=version, **values)


def require_other_unit(task: Task, unit: Unit) -> None:
    """Raises ValidationError for the lead unit; locks the task, so that it stays so. Raises
    StaleRecord where it is deleted."""
    if lock_record(Task.objects, task.pk).lead_unit_id == unit.pk:
        raise ValidationError({"unit": LEADS_ITSELF})


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
