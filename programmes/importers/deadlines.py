"""Deadlines of known tasks that a workbook changes: each change is an event of the task."""

from typing import Any

from django.utils.translation import gettext as _

from core.actors import current
from programmes.choices import TaskEventKind, TaskState
from programmes.models import Task, TaskEvent


class Deadlines:
    """What a person set or approved stays (``are_kept``)."""

    def __init__(self, importer: Any):
        self.importer = importer
        events = TaskEvent.objects.of(importer.programme).of_deadlines()
        by_people = events.filter(created_by__isnull=False)
        self._by_people = {*by_people.values_list("task_id", flat=True)}

    def are_kept(self, task: Task) -> bool:
        return task.pk in self._by_people

    def note(self, task: Task, values: dict[str, Any]) -> None:
        """Puts the event into the batch where the values hold another deadline than the task, which
        still has its own. A draft has no events."""
        after = values.get("deadline", task.deadline)
        if task.state == TaskState.DRAFT or after == task.deadline:
            return
        state = values.get("state", task.state)
        event = self.importer.new(TaskEvent, task=task, kind=TaskEventKind.DATE_SET)
        given = {
            "on": self.importer.state_day,
            "reason": current().reason or _("import"),
            "state_before": state,
            "state_after": state,
            "deadline_before": task.deadline,
            "deadline_after": after,
        }
        self.importer.batch.put(event, given)
