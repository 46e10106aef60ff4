"""Creating and editing a task outside an import."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.records import (
    RECORDED,
    create_record,
    delete_record,
    edit_record,
    lock_record,
    lock_versions,
    references_to,
    update_record,
)
from core.text import next_number
from programmes.choices import TaskRequestKind, TaskState
from programmes.figures.list_deletion import PARTS
from programmes.models import (
    Programme,
    Task,
    TaskEvent,
    TaskList,
    TaskListVersion,
    TaskPlace,
)
from programmes.services.task_events import assign_to_other, set_deadline
from programmes.services.task_notices import notify_event

DEADLINE_OF_ASSIGNED = _("Once it is assigned, the deadline is set on the page of the task.")
CLOSED_STAYS = _("A closed task is not edited: reopen it first.")
REQUEST_WAITS = _("A request about this waits for a decision: decide on it first.")
# What a closing is about.
SUBJECT = ("text", "lead_unit", "target_quantity", "quantity_unit")
LEADS_ITSELF = _("The lead unit of a task is no supporting unit of it.")


@transaction.atomic
def create_task(
    *,
    programme: Programme,
    lists: Sequence[TaskList],
    by: Any,
    number: str = "",
    supporting_units: Iterable[Unit] = (),
    adjustment: TaskListVersion | None = None,
    **values: Any,
) -> Task:
    """Stores a draft; without a number it gets the next free one. It came into the list of the
    ``adjustment`` by it. Raises ValidationError."""
    require_other_units(values.get("lead_unit"), supporting_units)
    lock_programme(programme)
    lock_lists(lists)
    number = number or next_task_number(programme, lists[0].year)
    given = {"programme": programme, "number": number, "known_on": programme.today()}
    given["state"] = TaskState.DRAFT
    task = create_record(Task, by=by, **given, **values)
    set_supporting_units(task, supporting_units)
    set_lists(task, lists, by=by)
    if adjustment:
        came = task.places.filter(list=adjustment.list)
        came.update(version_in=adjustment, known_on=adjustment.on)
    return task


@transaction.atomic
def edit_task(
    task: Task,
    *,
    version: int,
    supporting_units: Iterable[Unit],
    lists: Iterable[TaskList],
    by: Any,
    **values: Any,
) -> None:
    """Supporting units that stay keep their part and day. Raises StaleRecord, and ValidationError,
    also for another deadline of an assigned task (``set_deadline``)."""
    lists = [*lists]
    lock_lists(lists)
    lock_record(Task.objects, task.pk, version)
    require_other_units(values.get("lead_unit", task.lead_unit), supporting_units)
    _require_editable(task, values)
    event = _event_of_lead(task, values.get("lead_unit", task.lead_unit), by)
    if event:
        values["state"] = event.state_after
    same_units = set(task.supporting_units.all()) == set(supporting_units)
    if same_units and set(task.lists) == set(lists):
        edit_record(task, version=version, **values)
    else:
        update_record(task, version=version, **RECORDED, **values)
        set_supporting_units(task, supporting_units)
        set_lists(task, lists, by=by)
    if event:
        notify_event(event)


def lock_programme(programme: Programme) -> None:
    """One person after the other: numbers of tasks are given in turn."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)


def lock_lists(lists: Iterable[TaskList]) -> None:
    """Locks them before their tasks. Raises ValidationError where one is deleted."""
    rows = TaskList.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    stored = {entry.pk for entry in rows.filter(pk__in=[entry.pk for entry in lists])}
    if gone := [str(entry) for entry in lists if entry.pk not in stored]:
        words = _("Deleted in the meantime: %(lists)s. Choose another list.")
        raise ValidationError({"lists": words % {"lists": gettext(", ").join(gone)}})


def _event_of_lead(task: Task, unit: Unit, by: Any) -> TaskEvent | None:
    """The event of a changed lead unit; None where it stays, and for a draft."""
    if unit == task.lead_unit or task.state == TaskState.DRAFT:
        return None
    return assign_to_other(task, unit, by=by, on=task.programme.today())


def _require_editable(task: Task, values: Mapping[str, Any]) -> None:
    """Raises ValidationError for what is not edited: anything of a closed task, the deadline of an
    assigned one, and what a pending closing is about."""
    if task.state == TaskState.CLOSED:
        raise ValidationError(CLOSED_STAYS)
    if task.state != TaskState.DRAFT and values.get("deadline", task.deadline) != task.deadline:
        raise ValidationError({"deadline": DEADLINE_OF_ASSIGNED})
    changed = [
        name for name in SUBJECT if values.get(name, getattr(task, name)) != getattr(task, name)
    ]
    closings = task.requests.pending().filter(kind=TaskRequestKind.CLOSING)
    if changed and closings.exists():
        raise ValidationError({changed[0]: REQUEST_WAITS})


def set_lists(task: Task, lists: Iterable[TaskList], *, by: Any) -> None:
    """Corrects the lists that the task is in, as of when it is known; an adjustment within the year
    is ``adjust_list``."""
    after = {entry.pk: entry for entry in lists}
    places = {place.list_id: place for place in task.places.present()}
    for pk in places.keys() - after.keys():
        places[pk].delete()
    given = {"programme": task.programme, "task": task, "known_on": task.known_on, "by": by}
    for pk in after.keys() - places.keys():
        create_record(TaskPlace, list=after[pk], **given)


def set_supporting_units(task: Task, units: Iterable[Unit]) -> None:
    task.supporting_units.set(units, through_defaults={"programme": task.programme})


def require_other_units(lead_unit: Unit | None, supporting_units: Iterable[Unit]) -> None:
    """Raises ValidationError where the lead unit is among the supporting ones."""
    if lead_unit in [*supporting_units]:
        raise ValidationError({"supporting_units": LEADS_ITSELF})


@transaction.atomic
def delete_task(task: Task, *, version: int, reason: str) -> None:
    """Deletes the task with its parts. Raises StaleRecord, and ValidationError where other records
    refer to it."""
    others = (rows for rows in references_to(task) if rows.model not in PARTS)
    delete_record(task, version=version, reason=reason, references=others)


@transaction.atomic
def change_tasks(
    versions: Mapping[int, int],
    *,
    by: Any,
    on: date,
    person: str = "",
    deadline: date | None = None,
    reason: str = "",
) -> list[Task]:
    """Sets what is given of all tasks or of none; ``versions`` by key, as they were read. Raises
    ValidationError, also where the state of one allows no other deadline."""
    tasks = lock_versions(Task.objects.select_related("programme", "lead_unit"), versions)
    for task in tasks:
        if person and person != task.person:
            update_record(task, version=task.version, **RECORDED, person=person)
        if deadline and deadline != task.deadline:
            _set_deadline(task, deadline, reason=reason, by=by, on=on)
    return tasks


def _set_deadline(task: Task, deadline: date, **given: Any) -> None:
    if task.state == TaskState.DRAFT:
        update_record(task, version=task.version, **RECORDED, deadline=deadline)
    else:
        set_deadline(task, version=task.version, deadline=deadline, **given)


def next_task_number(programme: Programme, year: int) -> str:
    """The next number of the list's year, in the format of imports: RW2024-112."""
    numbers = Task.objects.of(programme).values_list("number", flat=True)
    return next_number(f"RW{year}-", [*numbers])
