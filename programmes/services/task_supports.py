"""The part of a supporting unit in a task, and its day, set by the task force."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Unit
from core.records import create_record, edit_record
from programmes.models import Task, TaskSupport
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
    """Raises ValidationError for the lead unit; locks the task, so that it stays so."""
    if Task.objects.select_for_update().get(pk=task.pk).lead_unit_id == unit.pk:
        raise ValidationError({"unit": LEADS_ITSELF})
