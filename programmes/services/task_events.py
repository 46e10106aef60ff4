"""What happens to a task outside its requests: it is assigned, signed for, reopened, resumed, or
given another deadline by the task force. Each is stored as a dated event."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.records import create_record, lock_versions, update_record
from programmes.choices import WORKED_ON, TaskEventKind, TaskState
from programmes.models import Programme, Task, TaskEvent, TaskList
from programmes.scopes import TASK_FORCE, roles_in
from programmes.services.task_notices import notify_assigned, notify_event

# The states in which each may happen, and the state after it; None: unchanged.
MOVES: dict[TaskEventKind, tuple[tuple[TaskState, ...], TaskState | None]] = {
    TaskEventKind.ASSIGNED: ((TaskState.DRAFT,), TaskState.ASSIGNED),
    TaskEventKind.SIGNED: ((TaskState.ASSIGNED,), TaskState.SIGNED),
    TaskEventKind.BEGUN: ((TaskState.ASSIGNED, TaskState.SIGNED), TaskState.IN_PROGRESS),
    TaskEventKind.REOPENED: ((TaskState.CLOSED,), TaskState.IN_PROGRESS),
    TaskEventKind.RESUMED: (
        (TaskState.SUSPENDED, TaskState.CANCELLED),
        TaskState.IN_PROGRESS,
    ),
    TaskEventKind.DATE_SET: (WORKED_ON, None),
}
NEEDS_REASON = {TaskEventKind.REOPENED, TaskEventKind.RESUMED, TaskEventKind.DATE_SET}


def record_event(
    task: Task, kind: TaskEventKind, *, by: Any, on: date, state: str, **values: Any
) -> TaskEvent:
    """Stores the event; ``state`` is the task's after it, ``task`` still has that before."""
    states = {"state_before": task.state, "state_after": state}
    given = {"programme": task.programme, "task": task, "kind": kind, "on": on}
    return create_record(TaskEvent, by=by, **given, **states, **values)


def apply_event(
    task: Task,
    kind: TaskEventKind,
    *,
    version: int,
    by: Any,
    on: date,
    state: str,
    changes: Mapping[str, Any],
    **values: Any,
) -> TaskEvent:
    """Stores the event, and the state and the changed values of the task after it. Raises
    StaleRecord."""
    if "deadline" in changes:
        values |= {"deadline_before": task.deadline, "deadline_after": changes["deadline"]}
    event = record_event(task, kind, by=by, on=on, state=state, **values)
    update_record(task, version=version, state=state, **changes)
    return event


def may_happen(task: Task, kind: TaskEventKind) -> bool:
    return task.state in MOVES[kind][0]


@transaction.atomic
def move_task(
    task: Task,
    kind: TaskEventKind,
    *,
    version: int,
    by: Any,
    on: date,
    reason: str = "",
    notifies: bool = True,
    **changes: Any,
) -> TaskEvent:
    """Stores the event, and the state and other values of the task that follow from it; notifies
    the lead unit of what it did not do itself.

    Raises StaleRecord, and ValidationError where the event cannot happen in the task's state or
    lacks its reason.
    """
    if not may_happen(task, kind):
        raise ValidationError(refusal(task))
    if kind in NEEDS_REASON and not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    given: dict[str, Any] = {"by": by, "on": on, "unit": by.unit, "reason": reason}
    if kind == TaskEventKind.SIGNED:
        given |= {"unit": unit_of(task, by), "on_behalf": is_on_behalf(task, by)}
    given |= {"state": MOVES[kind][1] or task.state, "changes": changes}
    event = apply_event(task, kind, version=version, **given)
    if notifies and kind != TaskEventKind.SIGNED:
        notify_event(event)
    return event


def refusal(task: Task) -> str:
    words = _("“%(task)s” is in the state “%(state)s”: this is not possible now.")
    return words % {"task": task.text, "state": task.get_state_display()}


def is_on_behalf(task: Task, by: Any) -> bool:
    """Whether the task force acts for the lead unit."""
    names = roles_in(by, task.programme)
    return bool(names & TASK_FORCE) and by.unit_id != task.lead_unit_id


def unit_of(task: Task, by: Any) -> Unit:
    """The unit for which the person acts: their own, or the lead unit."""
    return task.lead_unit if is_on_behalf(task, by) else by.unit


def assign_task(task: Task, *, version: int, by: Any, on: date) -> TaskEvent:
    """The task force assigns a draft to its lead unit."""
    return move_task(task, TaskEventKind.ASSIGNED, version=version, by=by, on=on)


@transaction.atomic
def assign_tasks(versions: Mapping[int, int], *, by: Any, on: date) -> list[Task]:
    """Assigns all drafts or none; ``versions`` by key, as they were read. Each lead unit gets one
    notice. Raises StaleRecord, and ValidationError where one is no draft."""
    tasks = lock_versions(Task.objects.select_related("programme", "lead_unit"), versions)
    given: dict[str, Any] = {"by": by, "on": on, "notifies": False}
    events = [
        move_task(task, TaskEventKind.ASSIGNED, version=task.version, **given) for task in tasks
    ]
    notify_assigned(events)
    return tasks


def assign_to_other(task: Task, unit: Unit, *, by: Any, on: date) -> TaskEvent:
    """Stores the event by which another unit is to lead the task; while it is worked on, it waits
    for the signature of that unit."""
    words = _("lead unit changed from %(before)s to %(after)s")
    reason = words % {"before": task.lead_unit, "after": unit}
    state = TaskState.ASSIGNED if task.state in WORKED_ON else TaskState(task.state)
    given = {"unit": by.unit, "reason": reason, "state": state}
    return record_event(task, TaskEventKind.ASSIGNED, by=by, on=on, **given)


def sign_for(task: Task, *, version: int, by: Any, on: date) -> TaskEvent:
    """The lead unit signs for the task, or the task force on its behalf."""
    return move_task(task, TaskEventKind.SIGNED, version=version, by=by, on=on)


@transaction.atomic
def sign_for_list(*, programme: Programme, tasks: TaskList, unit: Unit, by: Any, on: date) -> int:
    """The unit signs for all tasks of the list that it leads and has not signed for. Returns
    their number."""
    rows = Task.objects.of(programme).select_for_update(of=("self",)).select_related("lead_unit")
    waiting = rows.in_list(tasks, on).filter(lead_unit=unit, state=TaskState.ASSIGNED)
    given: dict[str, Any] = {"by": by, "on": on}
    in_order = waiting.order_by("pk")  # as all that lock several tasks
    return len([sign_for(task, version=task.version, **given) for task in in_order])


def reopen_task(task: Task, *, version: int, reason: str, by: Any, on: date) -> TaskEvent:
    """A closed task goes on. That it was done late stays in its events."""
    empty: dict[str, Any] = {"done_on": None, "closed_on": None}
    kind = TaskEventKind.REOPENED
    return move_task(task, kind, version=version, by=by, on=on, reason=reason, **empty)


def resume_task(task: Task, *, version: int, reason: str, by: Any, on: date) -> TaskEvent:
    """What was suspended or cancelled goes on."""
    kind = TaskEventKind.RESUMED
    return move_task(task, kind, version=version, by=by, on=on, reason=reason)


def set_deadline(
    task: Task, *, version: int, deadline: date, reason: str, by: Any, on: date
) -> TaskEvent:
    """The task force sets another deadline, also after the deadline. Raises ValidationError for a
    day that has passed."""
    if deadline < on:
        raise ValidationError({"deadline": _("This day has passed.")})
    given: dict[str, Any] = {"by": by, "on": on, "reason": reason, "deadline": deadline}
    return move_task(task, TaskEventKind.DATE_SET, version=version, **given)
