"""How tasks ended and what delayed them, as SQL expressions for lists, filters and counts
(docs/rules.md#outcome-of-a-task)."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When

from programmes.choices import TaskEventKind, TaskOutcome, TaskState
from programmes.models.task_lights import LitTasks, sent_back_day, state_on


def _events(on, *kinds: TaskEventKind) -> Any:
    """The events of these kinds of a task until the day, in a subquery of tasks."""
    events = apps.get_model("programmes", "TaskEvent").objects
    return events.filter(task=OuterRef("pk"), on__lte=on, kind__in=kinds)


class TasksWithOutcomes(LitTasks):
    def with_outcome(self, on):
        """Of tasks ``as_of`` the day: adds ``outcome`` of closed ones, empty of others;
        ``returned_on``, the day on which the closing was sent back, while nothing followed;
        ``was_extended`` and ``was_reopened`` by the day."""
        return self._joined("compute_ends", on).annotate(outcome=_outcome())

    def compute_ends(self, on):
        """Adds what the outcome goes by besides the state."""
        closings = _events(on, TaskEventKind.CLOSED).with_days_late().order_by("-pk")
        moves = _events(on, TaskEventKind.DATE_MOVED, TaskEventKind.DATE_SET)
        return self.alias(state_then=state_on(on)).annotate(
            closing_days_late=Subquery(closings.values("days_late")[:1]),
            returned_on=sent_back_day(on),
            was_extended=Exists(moves.filter(deadline_after__gt=F("deadline_before"))),
            was_reopened=Exists(_events(on, TaskEventKind.REOPENED)),
        )


def _outcome() -> Case:
    """Whether a closed task was done by its deadline; unknown without one, and where no request for
    the closing is held."""
    closed = Q(state_then=TaskState.CLOSED)
    return Case(
        When(closed & Q(closing_days_late=0), then=Value(TaskOutcome.IN_TIME)),
        When(closed & Q(closing_days_late__gt=0), then=Value(TaskOutcome.LATE)),
        When(closed, then=Value(TaskOutcome.UNKNOWN)),
        default=Value(""),
        output_field=models.CharField(),
    )
