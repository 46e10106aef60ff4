"""What happened to a list: its adjustments, and what of it goes on in the next year."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef

from accounts.models import Unit
from core.audit.models import Action
from core.kinds import kind_of
from programmes.choices import TaskState
from programmes.models import (
    SLOTS,
    AuditEntry,
    Task,
    TaskGroup,
    TaskList,
    TaskListVersion,
    TaskPlace,
)

NOT_CARRIED = (TaskState.DRAFT, TaskState.CLOSED, TaskState.CANCELLED)
# The changes of its tasks that a list shows.
CHANGED = ("text", "lead_unit_id", "deadline")


@dataclass(frozen=True)
class Changed:
    """A value of a task before and after."""

    task: Task
    label: str
    before: str
    after: str


@dataclass
class Step:
    """The list as issued (``version`` None), or an adjustment: what came in and went out by it,
    and what was changed of its tasks since the step before."""

    version: TaskListVersion | None
    came: list[Task] = field(default_factory=list)
    went: list[Task] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)


def steps_of(entry: TaskList) -> list[Step]:
    """The list as issued, and its adjustments."""
    steps: dict[int | None, Step] = {None: Step(None)}
    steps |= {one.pk: Step(one) for one in entry.versions.all()}
    places = TaskPlace.objects.filter(list=entry).select_related("task").order_by("task__number")
    tasks: dict[str, Task] = {}
    for place in places:
        tasks[str(place.task_id)] = place.task
        steps[place.version_in_id].came.append(place.task)
        if place.version_out_id:
            steps[place.version_out_id].went.append(place.task)
    found = [*steps.values()]
    if len(found) > 1:
        _add_changes(found, tasks)
    return found


def has_changed(entry: TaskList, last: TaskListVersion | None) -> bool:
    """Whether a task of the list was changed since its ``last`` adjustment, else ever."""
    keys = entry.places.present().values_list("task_id", flat=True)
    rows = _changes(map(str, keys))
    return (rows.filter(at__gt=last.created_at) if last else rows).exists()


def _changes(keys: Iterable[str]) -> Any:
    return AuditEntry.objects.filter(
        table_name=Task._meta.db_table, key__in=[*keys], action=Action.UPDATE,
        column_name__in=CHANGED,
    )  # fmt: skip


def _add_changes(steps: list[Step], tasks: dict[str, Task]) -> None:
    """Each change of a task is listed at the first adjustment stored after it."""
    found = list(_changes(tasks).order_by("pk"))
    names = _names_of_units(found)
    for row in found:
        if step := _step_after(steps, row.at):
            label = kind_of(Task).column_label(row.column_name)
            texts = (_text(row.column_name, value, names) for value in (row.before, row.after))
            step.changed.append(Changed(tasks[row.key], label, *texts))


def _step_after(steps: list[Step], at: datetime) -> Step | None:
    later = (one for one in steps if one.version and one.version.created_at >= at)
    return next(later, None)


def _names_of_units(rows: Iterable[AuditEntry]) -> dict[Any, str]:
    keys: set[Any] = {
        key for row in rows if row.column_name == "lead_unit_id" for key in (row.before, row.after)
    }
    return {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=keys)}


def _text(column: str, value: Any, names: dict[Any, str]) -> str:
    if column == "lead_unit_id":
        return names.get(value, "")
    return str(value or "—")


@dataclass
class Slot:
    """One of the nine key task groups of a year, without a group where it has no name yet."""

    position: int
    group: TaskGroup | None = None
    lists: list[TaskList] = field(default_factory=list)


def groups_by_year(groups: Iterable[TaskGroup], lists: Iterable[TaskList]) -> dict[int, list[Slot]]:
    """The nine slots of each year that has lists or groups, the latest first."""
    groups, lists = [*groups], [*lists]
    years = {group.year for group in groups} | {entry.year for entry in lists}
    found = {
        year: [Slot(position + 1) for position in range(SLOTS)] for year in sorted(years)[::-1]
    }
    by_group: dict[int, Slot] = {}
    for group in groups:
        slot = by_group[group.pk] = found[group.year][group.position - 1]
        slot.group = group
    for entry in lists:
        if entry.group_id:
            by_group[entry.group_id].lists.append(entry)
    return found


def tasks_to_carry(entry: TaskList) -> tuple[list[Task], list[Task]]:
    """Of the tasks of the list, without drafts, the open ones that are not in that of the next
    year, and the closed ones of which it has no copy."""
    later = TaskPlace.objects.present().filter(
        list__programme=entry.programme, list__name=entry.name, list__year=entry.year + 1
    )
    same = later.filter(task__text=OuterRef("text"), task__lead_unit=OuterRef("lead_unit"))
    tasks = Task.objects.filter(places__in=entry.places.present()).select_related("lead_unit")
    going = tasks.exclude(state__in=NOT_CARRIED)
    closed = tasks.filter(~Exists(same), state=TaskState.CLOSED)
    return [*going.exclude(pk__in=later.values("task"))], [*closed]


def has_drafts(entry: TaskList, on: date) -> bool:
    return Task.objects.in_list(entry, on).filter(state=TaskState.DRAFT).exists()
