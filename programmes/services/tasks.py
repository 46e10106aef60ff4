"""Creating a task outside an import."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Unit
from core.records import create_once
from core.text import next_number
from programmes.models import Programme, Task, TaskList


@transaction.atomic
def create_task(
    *,
    programme: Programme,
    list: TaskList,  # noqa: A002
    text: str,
    lead_unit: Unit,
    deadline: date | None,
    by: Any,
    submission_id: UUID | None,
    person: str = "",
) -> Task:
    """Creates a task with the next free number, or returns the one of the same submission.

    Raises SubmissionMismatch and ValidationError.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    given: dict[str, Any] = {"list": list, "lead_unit": lead_unit, "deadline": deadline}
    return create_once(
        Task,
        submission_id=submission_id,
        by=by,
        defaults={"number": next_task_number(programme, list.year)},
        programme=programme,
        text=text,
        person=person,
        **given,
    )[0]


def next_task_number(programme: Programme, year: int) -> str:
    """The next number of the list's year, in the format of imports: RW2024-112."""
    numbers = Task.objects.of(programme).values_list("number", flat=True)
    return next_number(f"RW{year}-", [*numbers])
