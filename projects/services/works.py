"""Work items of a project: approvals, milestones, problems, matters. Removed rows remain in the
audit record."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import create_record, delete_record, edit_record, update_record
from programmes.models import Task
from programmes.services.tasks import create_task
from projects.choices import MatterState
from projects.models import Matter, Project

# Days that cannot lie in the future.
PAST_FIELDS = (
    "actual_on", "reached_on", "found_on", "solved_on", "raised_on", "asked_on", "settled_on",
)  # fmt: skip


def add_work_item(model: Any, *, project: Project, by: Any, today: date, **values: Any) -> Any:
    """Raises ValidationError."""
    _require_past(values, today)
    given = {"programme": project.programme, "project": project, **values}
    return create_record(model, by=by, **given)


def update_work_item(row: Any, *, version: int, today: date, **values: Any) -> Any:
    """Change the row; it loses its mark as published. Raises StaleRecord and ValidationError."""
    _require_past(values, today)
    return edit_record(row, version=version, **values)


@transaction.atomic
def remove_work_item(row: Any, *, version: int) -> None:
    """Delete the row. Raises StaleRecord, and ValidationError for a matter that is a task."""
    if getattr(row, "task_id", None):
        raise ValidationError(_("This matter has become a task: it stays."))
    delete_record(row, version=version)


def _require_past(values: dict[str, Any], today: date) -> None:
    ahead = [name for name in PAST_FIELDS if (day := values.get(name)) and day > today]
    if ahead:
        raise ValidationError({name: _("This day has not come yet.") for name in ahead})


def matter_state(asked_on: date | None, answer: str) -> str:
    """The state of a matter, from the day it was asked and its answer."""
    if answer:
        return answer
    return MatterState.ASKED if asked_on else MatterState.OPEN


@transaction.atomic
def matter_to_task(*, matter: Matter, version: int, by: Any, **values: Any) -> Task:
    """Create a task of the matter; the two pages link to each other.

    Raises StaleRecord, and ValidationError where it is a task already or the task is invalid.
    """
    if matter.task_id:
        raise ValidationError(_("This matter is a task already."))
    task = create_task(programme=matter.programme, by=by, **values)
    update_record(matter, version=version, task=task)
    return task
