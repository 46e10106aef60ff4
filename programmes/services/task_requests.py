"""Requests about a task: made by its lead unit or on its behalf, withdrawn, and decided by another
person of the task force (docs/rules.md#requests-about-a-task)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import (
    StaleRecord,
    create_record,
    lock_record,
    lock_versions,
    update_record,
)
from programmes.choices import (
    RequestState,
    TaskEventKind,
    TaskRequestKind,
    TaskState,
)
from programmes.models import Task, TaskRequest
from programmes.services.task_events import apply_event, is_on_behalf, refusal, unit_of
from programmes.services.task_notices import notify_decided, notify_requested, resolve_request
from programmes.services.task_recurrence import require_closed_occurrences
from programmes.services.task_request_rules import RULES, Step

OF_UNIT = (TaskEventKind.CLOSING_REQUESTED, TaskEventKind.DISPUTED, TaskEventKind.WITHDRAWN)


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
    lock_record(Task.objects, task.pk, version)
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
    if step := RULES[kind].request:
        _move(request, task, step, by=by, on=on, reason=request.text)
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
    if RULES[TaskRequestKind(request.kind)].request:
        step = Step(TaskEventKind.WITHDRAWN, TaskState(request.state_before))
        _move(request, task, step, by=by, on=on)


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
    if task.state not in rule.acceptable:
        raise ValidationError(refusal(task))
    if request.kind == TaskRequestKind.DEADLINE:
        _check_later(task, request.new_deadline)
    if request.kind == TaskRequestKind.CLOSING:
        require_closed_occurrences(task)
    changes = _changes(request, task, on)
    _move(request, task, rule.acceptance, by=by, on=on, reason=answer.strip(), changes=changes)
    _decide(request, RequestState.ACCEPTED, by=by, on=on, answer=answer)
    if rule.acceptance.state:
        _end_others(task)


@transaction.atomic
def accept_requests(
    versions: Mapping[int, int], *, by: Any, on: date, answer: str = ""
) -> list[TaskRequest]:
    """Accepts all of them or none; ``versions`` by key, as they were read. Raises ValidationError
    as ``accept_request`` does, naming the task."""
    _lock_tasks(versions)
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
    if rule.refusal:
        _move(request, task, rule.refusal, by=by, on=on, reason=answer.strip())


def _lock(request: TaskRequest, version: int) -> Task:
    """The request's task, both locked, the task first. Raises StaleRecord where the
    request is decided."""
    task = lock_record(Task.objects.select_related("programme", "lead_unit"), request.task_id)
    stored = lock_record(TaskRequest.objects, request.pk, version)
    if not stored.is_pending:
        raise StaleRecord(stored)
    return task


def _lock_tasks(requests: Iterable[int]) -> None:
    """Locks the tasks of the requests of these keys, before the requests themselves."""
    tasks = TaskRequest.objects.filter(pk__in=[*requests]).values_list("task", flat=True)
    list(Task.objects.select_for_update().filter(pk__in=[*tasks]).order_by("pk"))


def _move(
    request: TaskRequest,
    task: Task,
    step: Step,
    *,
    by: Any,
    on: date,
    reason: str = "",
    changes: Mapping[str, Any] = {},
) -> None:
    """Stores an event of the request, by its unit or by the task force, and the task after it."""
    given: dict[str, Any] = {"unit": by.unit}
    if step.event in OF_UNIT:
        given = {"unit": request.unit, "on_behalf": request.on_behalf}
    given |= {"request": request, "state": step.state or task.state, "changes": changes}
    given |= {"by": by, "on": on, "reason": reason}
    apply_event(task, step.event, version=task.version, **given)


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
