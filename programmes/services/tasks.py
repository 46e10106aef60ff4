"""Creating and editing a task outside an import."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts.models import Unit
from core.records import RECORDED, create_record, edit_record, update_record
from core.text import next_number
from programmes.models import Programme, Task, TaskList


@transaction.atomic
def create_task(
    *,
    programme: Programme,
    list: TaskList,  # noqa: A002
    by: Any,
    number: str = "",
    supporting_units: Iterable[Unit] = (),
    **values: Any,
) -> Task:
    """Without a number it gets the next free one. Raises ValidationError."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    number = number or next_task_number(programme, list.year)
    given = {"programme": programme, "list": list, "number": number, **values}
    task = create_record(Task, by=by, **given)
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
