"""What becomes of the tasks of a list that is deleted as a whole."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from core.records import references_to_any
from programmes.choices import TaskState
from programmes.models import (
    Task,
    TaskList,
    TaskMilestone,
    TaskOccurrence,
    TaskPlace,
    TaskRecurrence,
    TaskSupport,
)

# Rows that are part of a task and deleted with it.
PARTS = (TaskPlace, TaskSupport, TaskMilestone, TaskOccurrence, TaskRecurrence)


@dataclass
class Deletion:
    """``deleted``: drafts of this list alone that nothing refers to; ``staying``: tasks that stay
    in another list; ``held``: tasks because of which the list is not deleted."""

    deleted: list[Task] = field(default_factory=list)
    staying: list[Task] = field(default_factory=list)
    held: list[Task] = field(default_factory=list)


def deletion_of(entry: TaskList) -> Deletion:
    tasks = [*_tasks_with_places(entry)]
    used = _used([task for task in tasks if task.state == TaskState.DRAFT])
    found = Deletion()
    for task in tasks:
        _part(found, task, is_used=task.pk in used).append(task)
    return found


def _part(found: Deletion, task: Any, *, is_used: bool) -> list[Task]:
    if task.state != TaskState.DRAFT:
        return found.staying if task.was_carried else found.held
    if task.is_elsewhere:
        return found.staying
    return found.held if is_used else found.deleted


def _tasks_with_places(entry: TaskList) -> Any:
    """The tasks of the list: ``is_elsewhere`` in another list, ``was_carried`` from that of the
    same name of the year before."""
    others = TaskPlace.objects.present().filter(task=OuterRef("pk")).exclude(list=entry)
    before = others.filter(list__name=entry.name, list__year=entry.year - 1)
    tasks: Any = Task.objects.filter(places__in=entry.places.present())
    tasks = tasks.select_related("lead_unit")
    return tasks.annotate(is_elsewhere=Exists(others), was_carried=Exists(before))


def _used(tasks: list[Task]) -> set[int]:
    """The keys of the tasks that other records refer to."""
    return {
        key
        for name, rows in references_to_any(Task, tasks)
        if rows.model not in PARTS
        for key in rows.values_list(name, flat=True)
    }
