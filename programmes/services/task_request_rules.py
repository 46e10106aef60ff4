"""In which states of a task each kind of request may be made, and what follows for the task
(docs/rules.md#requests-about-a-task)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from programmes.choices import WORKED_ON, TaskEventKind, TaskRequestKind, TaskState
from programmes.models import Task

DISPUTABLE = (TaskState.ASSIGNED, TaskState.SIGNED)


class Step(NamedTuple):
    """An event and the state of the task after it; None: unchanged."""

    event: TaskEventKind
    state: TaskState | None = None


@dataclass(frozen=True)
class Rule:
    """The states in which the request may be made, and what follows for the task from its
    acceptance, from the request itself and from its refusal; None: nothing."""

    states: tuple[TaskState, ...]
    acceptance: Step
    request: Step | None = None
    refusal: Step | None = None

    @property
    def acceptable(self) -> tuple[TaskState | None, ...]:
        """The states in which it may be accepted."""
        return (*self.states, self.request.state) if self.request else self.states


RULES = {
    TaskRequestKind.CLOSING: Rule(
        WORKED_ON,
        acceptance=Step(TaskEventKind.CLOSED, TaskState.CLOSED),
        request=Step(TaskEventKind.CLOSING_REQUESTED, TaskState.CLOSING),
        refusal=Step(TaskEventKind.SENT_BACK, TaskState.IN_PROGRESS),
    ),
    TaskRequestKind.DISPUTE: Rule(
        DISPUTABLE,
        acceptance=Step(TaskEventKind.DISPUTE_UPHELD, TaskState.DRAFT),
        request=Step(TaskEventKind.DISPUTED, TaskState.DISPUTED),
        refusal=Step(TaskEventKind.DISPUTE_REFUSED, TaskState.ASSIGNED),
    ),
    TaskRequestKind.DEADLINE: Rule(WORKED_ON, acceptance=Step(TaskEventKind.DATE_MOVED)),
    TaskRequestKind.SUSPENSION: Rule(
        WORKED_ON, acceptance=Step(TaskEventKind.SUSPENDED, TaskState.SUSPENDED)
    ),
    TaskRequestKind.CANCELLATION: Rule(
        (*WORKED_ON, TaskState.SUSPENDED),
        acceptance=Step(TaskEventKind.CANCELLED, TaskState.CANCELLED),
    ),
}


def may_request(task: Task, kind: TaskRequestKind, on: date) -> bool:
    """Whether the task's state and, for another deadline, the day allow the request."""
    is_open = kind != TaskRequestKind.DEADLINE or bool(task.deadline and on <= task.deadline)
    return is_open and task.state in RULES[kind].states
