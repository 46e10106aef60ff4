"""Creating and editing a task outside an import."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Unit
from core.records import RECORDED, create_once, edit_record, update_record
from core.text import next_number
from programmes.models import Programme, Task, TaskList


@transaction.atomic
def create_task(
    *,
    programme: Programme,
    list: TaskList,  # noqa: A002
    by: Any,
    submission_id: UUID | None,
    number: str = "",
    supporting_units: Iterable[Unit] = (),
    **values: Any,
) -> Task:
    """Creates a task, without a number with the next free one, or returns the one of the same
    submission. Raises SubmissionMismatch and ValidationError."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    defaults = {"number": number or next_task_number(programme, list.year)}
    given = {"programme": programme, "list": list, **values}
    task, created = create_once(
        Task, submission_id=submission_id, by=by, defaults=defaults, **given
    )
    if created:
        task.supporting_units.set(supporting_units)
    return task


@transaction.atomic
def edit_task(task: Task, *, version: int, supporting_units: Iterable[Unit], **values: Any) -> None:
    """Raises StaleRecord and ValidationError."""
    if set(task.supporting_units.all()) == set(supporting_units):
        edit_record(task, version=version, **values)
    else:
        update_record(task, version=version, **RECORDED, **values)
        task.supporting_units.set(supporting_units)


def next_task_number(programme: Programme, year: int) -> str:
    """The next number of the list's year, in the format of imports: RW2024-112."""
    numbers = Task.objects.of(programme).values_list("number", flat=True)
    return next_number(f"RW{year}-", [*numbers])
