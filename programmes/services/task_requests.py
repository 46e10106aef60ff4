"""Requests about a task: made by its lead unit or on its behalf, withdrawn, and decided by another
person of the task force (docs/rules.md#requests-about-a-task)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import (
    StaleRecord,
    create_record,
    lock_versions,
    require_version,
    update_record,
)
from programmes.choices import (
    WORKED_ON,
    RequestState,
    TaskEventKind,
    TaskRequestKind,
    TaskState,
)
from programmes.models import Task, TaskRequest
from programmes.services.task_events import is_on_behalf, record_event, refusal, unit_of
from programmes.services.task_notices import notify_decided, notify_requested, resolve_request
from programmes.services.task_recurrence import require_closed_occurrences

DISPUTABLE = (TaskState.ASSIGNED, TaskState.SIGNED)
OF_UNIT = (TaskEventKind.CLOSING_REQUESTED, TaskEventKind.DISPUTED, TaskEventKind.WITHDRAWN)


@dataclass(frozen=True)
class Rule:
    """The states in which the request may be made and accepted; the task's state while it waits,
    once it is accepted, and once it is refused (None: unchanged), with the event of each."""

    states: tuple[TaskState, ...]
    waiting: TaskState | None = None
    requested: TaskEventKind | None = None
    accepted: TaskState | None = None
    acceptance: TaskEventKind = TaskEventKind.CLOSED
    refused: TaskState | None = None
    refusal: TaskEventKind | None = None


RULES = {
    TaskRequestKind.CLOSING: Rule(
        WORKED_ON,
        TaskState.CLOSING,
        TaskEventKind.CLOSING_REQUESTED,
        TaskState.CLOSED,
        TaskEventKind.CLOSED,
        TaskState.IN_PROGRESS,
        TaskEventKind.SENT_BACK,
    ),
    TaskRequestKind.DISPUTE: Rule(
        DISPUTABLE,
        TaskState.DISPUTED,
        TaskEventKind.DISPUTED,
        TaskState.DRAFT,
        TaskEventKind.DISPUTE_UPHELD,
        TaskState.ASSIGNED,
        TaskEventKind.DISPUTE_REFUSED,
    ),
    TaskRequestKind.DEADLINE: Rule(WORKED_ON, acceptance=TaskEventKind.DATE_MOVED),
    TaskRequestKind.SUSPENSION: Rule(
        WORKED_ON, accepted=TaskState.SUSPENDED, acceptance=TaskEventKind.SUSPENDED
    ),
    TaskRequestKind.CANCELLATION: Rule(
        (*WORKED_ON, TaskState.SUSPENDED),
        accepted=TaskState.CANCELLED,
        acceptance=TaskEventKind.CANCELLED,
    ),
}


def may_request(task: Task, kind: TaskRequestKind, on: date) -> bool:
    """Whether the task's state and, for another deadline, the day allow the request."""
    is_open = kind != TaskRequestKind.DEADLINE or bool(task.deadline and on <= task.deadline)
    return is_open and task.state in RULES[kind].states


@transaction.atomic
def request_of_task(
    *,
    task: Task,
    kind: TaskRequestKind,
    version: int,
    text: str,
    by: Any,
    on: date,
    new_deadline: date | None = None,
    done_quantity: Decimal | None = None,
) -> TaskRequest:
    """Stores the request, which waits for the task force.

    Raises StaleRecord, and ValidationError where the task's state does not allow it, another
    deadline is requested after the deadline or is no later day, or a closing lacks its quantity.
    """
    require_version(Task.objects.select_for_update().get(pk=task.pk), version)
    if task.state not in RULES[kind].states:
        raise ValidationError(refusal(task))
    if task.requests.pending().filter(kind=kind).exists():
        raise ValidationError(_("Such a request is waiting for a decision already."))
    _check(task, kind, on, new_deadline, done_quantity)
    given = {"text": text.strip(), "new_deadline": new_deadline, "done_quantity": done_quantity}
    request = create_record(
        TaskRequest,
        by=by,
        programme=task.programme,
        task=task,
        kind=kind,
        unit=unit_of(task, by),
        on_behalf=is_on_behalf(task, by),
        asked_on=on,
        state_before=task.state,
        **given,
    )
    rule = RULES[kind]
    if rule.waiting and rule.requested:
        _move(request, task, rule.requested, rule.waiting, by=by, on=on, reason=request.text)
        update_record(task, version=version, state=rule.waiting)
    notify_requested(request)
    return request


def _check(
    task: Task,
    kind: TaskRequestKind,
    on: date,
    new_deadline: date | None,
    done_quantity: Decimal | None,
) -> None:
    if kind == TaskRequestKind.DEADLINE:
        _check_deadline(task, on, new_deadline)
    if kind == TaskRequestKind.CLOSING and task.target_quantity and done_quantity is None:
        raise ValidationError({"done_quantity": _("Say how much was done.")})
    if kind == TaskRequestKind.CLOSING:
        require_closed_occurrences(task)


def _check_deadline(task: Task, on: date, new_deadline: date | None) -> None:
    if task.deadline is None:
        raise ValidationError(_("The task has no deadline: the task force sets one."))
    if on > task.deadline:
        words = _("The deadline %(day)s has passed: only the task force can set another one now.")
        raise ValidationError(words % {"day": task.deadline})
    _check_later(task, new_deadline)


def _check_later(task: Task, new_deadline: date | None) -> None:
    if new_deadline is None or task.deadline is None or new_deadline <= task.deadline:
        words = _("Name a day after the present deadline %(day)s.")
        raise ValidationError({"new_deadline": words % {"day": task.deadline}})


@transaction.atomic
def withdraw_request(request: TaskRequest, *, version: int, by: Any, on: date) -> None:
    """Its unit, or the task force that made it on its behalf, withdraws it. Raises StaleRecord
    where it is decided."""
    task = _lock(request, version)
    resolve_request(request)
    update_record(request, version=version, state=RequestState.WITHDRAWN)
    if RULES[TaskRequestKind(request.kind)].waiting:
        back = TaskState(request.state_before)
        _move(request, task, TaskEventKind.WITHDRAWN, back, by=by, on=on)
        update_record(task, version=task.version, state=back)


@transaction.atomic
def accept_request(
    request: TaskRequest, *, version: int, by: Any, on: date, answer: str = ""
) -> None:
    """Another person of the task force accepts it, and the task changes accordingly.

    Raises StaleRecord where it is decided already, and ValidationError for the person who made it
    and where the task's state no longer allows it.
    """
    task, rule = _lock(request, version), RULES[TaskRequestKind(request.kind)]
    if request.created_by_id == by.pk:
        raise ValidationError(_("A second person decides: you made this request yourself."))
    if task.state not in (*rule.states, rule.waiting):
        raise ValidationError(refusal(task))
    if request.kind == TaskRequestKind.DEADLINE:
        _check_later(task, request.new_deadline)
    if request.kind == TaskRequestKind.CLOSING:
        require_closed_occurrences(task)
    state = rule.accepted or TaskState(task.state)
    changes = _changes(request, task, on)
    given: dict[str, Any] = {"reason": answer.strip()}
    if "deadline" in changes:
        given |= {"deadline_before": task.deadline, "deadline_after": changes["deadline"]}
    _move(request, task, rule.acceptance, state, by=by, on=on, **given)
    _decide(request, RequestState.ACCEPTED, by=by, on=on, answer=answer)
    update_record(task, version=task.version, state=state, **changes)
    if rule.accepted:
        _end_others(task)


@transaction.atomic
def accept_requests(
    versions: Mapping[int, int], *, by: Any, on: date, answer: str = ""
) -> list[TaskRequest]:
    """Accepts all of them or none; ``versions`` by key, as they were read. Raises ValidationError
    as ``accept_request`` does, naming the task."""
    found = lock_versions(TaskRequest.objects.select_related("task"), versions)
    for request in found:
        try:
            accept_request(request, version=request.version, by=by, on=on, answer=answer)
        except StaleRecord as error:
            raise ValidationError(_not_pending(request)) from error
        except ValidationError as error:
            words = _("“%(task)s”: %(reason)s")
            given = {"task": request.task.text, "reason": " ".join(error.messages)}
            raise ValidationError(words % given) from error
    return found


def _not_pending(request: TaskRequest) -> str:
    return _("The request about “%(task)s” is decided already.") % {"task": request.task.text}


def _end_others(task: Task) -> None:
    """What else waits about the task is withdrawn: it has another state now."""
    for other in task.requests.pending():
        resolve_request(other)
        words = _("Ended by another decision.")
        update_record(other, version=other.version, state=RequestState.WITHDRAWN, answer=words)


@transaction.atomic
def refuse_request(request: TaskRequest, *, version: int, by: Any, on: date, answer: str) -> None:
    """The task force refuses it with a reason; a closing is sent back.

    Raises StaleRecord where it is decided already, and ValidationError without a reason.
    """
    task, rule = _lock(request, version), RULES[TaskRequestKind(request.kind)]
    if not answer.strip():
        raise ValidationError({"answer": _("Say why.")})
    _decide(request, RequestState.REFUSED, by=by, on=on, answer=answer)
    if rule.refused and rule.refusal:
        _move(request, task, rule.refusal, rule.refused, by=by, on=on, reason=answer.strip())
        update_record(task, version=task.version, state=rule.refused)


def _lock(request: TaskRequest, version: int) -> Task:
    """The request's task, both locked. Raises StaleRecord where the request is decided."""
    stored = TaskRequest.objects.select_for_update().filter(pk=request.pk).first()
    if stored is None or stored.version != version or not stored.is_pending:
        raise StaleRecord(stored)
    tasks = Task.objects.select_related("programme", "lead_unit")
    return tasks.select_for_update(of=("self",)).get(pk=request.task_id)


def _move(
    request: TaskRequest,
    task: Task,
    kind: TaskEventKind,
    state: TaskState,
    *,
    by: Any,
    on: date,
    **values: Any,
) -> None:
    """Stores an event of the request: its unit's own, or a decision of the task force."""
    acted: dict[str, Any] = {"unit": by.unit}
    if kind in OF_UNIT:
        acted = {"unit": request.unit, "on_behalf": request.on_behalf}
    record_event(task, kind, by=by, on=on, state=state, request=request, **acted, **values)


def _decide(request: TaskRequest, state: RequestState, *, by: Any, on: date, answer: str) -> None:
    resolve_request(request)
    decision = {"state": state, "decided_by": by, "decided_on": on, "answer": answer.strip()}
    update_record(request, version=request.version, **decision)
    notify_decided(request)


def _changes(request: TaskRequest, task: Task, on: date) -> dict[str, Any]:
    """The task's values that follow from the acceptance, besides its state."""
    if request.kind == TaskRequestKind.DEADLINE:
        return {"deadline": request.new_deadline}
    if request.kind != TaskRequestKind.CLOSING:
        return {}
    given = {"result": request.text, "done_on": request.asked_on, "closed_on": on}
    if request.done_quantity is not None:
        given["done_quantity"] = request.done_quantity
    return given
