"""Counts of tasks as of a day: tasks that are not known on it are left out. Each function takes
tasks that the person may see, without annotations; the list behind a count uses the same queryset
methods."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, Q

from programmes.choices import (
    NOT_DONE,
    STATES_OF_PHASE,
    UNDER_WAY,
    UNSIGNED,
    TaskOutcome,
)
from programmes.models import Membership, Task, TaskList, TaskPlace


@dataclass(frozen=True)
class TaskCounts:
    """Tasks without drafts and cancelled ones: by phase; by how far they are, as the county has it
    (``unsigned``, ``under_way``, and of the closed ones ``in_time``, ``late``, ``unknown``); those
    sent back and not answered, extended, reopened; those due by the day, of these the ones not
    done; those without a deadline."""

    total: int = 0
    planned: int = 0
    going: int = 0
    done: int = 0
    unsigned: int = 0
    under_way: int = 0
    in_time: int = 0
    late: int = 0
    unknown: int = 0
    returned: int = 0
    extended: int = 0
    reopened: int = 0
    due: int = 0
    due_not_done: int = 0
    undated: int = 0


def _rows(tasks, on: date):
    return tasks.as_of(on).with_deadline(on).with_outcome(on).listed()


def task_counts(tasks, on: date) -> TaskCounts:
    return TaskCounts(**_rows(tasks, on).aggregate(**_counts(on)))


def _counts(on: date) -> dict[str, Count]:
    due = Q(deadline_then__lte=on)
    return {
        "total": Count("pk"),
        **{
            phase.value: Count("pk", filter=Q(state_then__in=states))
            for phase, states in STATES_OF_PHASE.items()
        },
        "unsigned": Count("pk", filter=Q(state_then__in=UNSIGNED)),
        "under_way": Count("pk", filter=Q(state_then__in=UNDER_WAY)),
        **{outcome.value: Count("pk", filter=Q(outcome=outcome)) for outcome in TaskOutcome},
        "returned": Count("pk", filter=Q(returned_on__isnull=False)),
        "extended": Count("pk", filter=Q(was_extended=True)),
        "reopened": Count("pk", filter=Q(was_reopened=True)),
        "due": Count("pk", filter=due),
        "due_not_done": Count("pk", filter=due & Q(state_then__in=NOT_DONE)),
        "undated": Count("pk", filter=Q(deadline_then__isnull=True)),
    }


def _grouped(tasks, field: str, on: date) -> dict[int, TaskCounts]:
    rows = _rows(tasks, on).order_by().values(field).annotate(**_counts(on))
    return {row.pop(field): TaskCounts(**row) for row in rows}


@dataclass(frozen=True)
class ListRow:
    list: TaskList
    name: str
    counts: TaskCounts


def counts_by_list(tasks, on: date) -> list[ListRow]:
    """Counts of each list that has tasks on the day, in the order of the catalogue. A task in two
    lists counts in both: the sum is ``task_counts``, not that of the rows."""
    held = tasks.filter(places__in=TaskPlace.objects.held(on))
    found = _grouped(held, "places__list", on)
    lists = TaskList.objects.filter(pk__in=found)
    return [ListRow(each, each.name_on(on), found[each.pk]) for each in lists]


def tasks_by_list(tasks: Iterable[Task], on: date) -> dict[TaskList, list[Task]]:
    """The tasks of each list on the day, in the order of the catalogue; a task in two lists is in
    both, one in none is left out."""
    known = {task.pk: task for task in tasks}
    places = TaskPlace.objects.held(on).filter(task__in=known).select_related("list")
    found: dict[TaskList, list[Task]] = {}
    for place in places:
        found.setdefault(place.list, []).append(known[place.task_id])
    return found


def sum_counts(rows: list[Any]) -> TaskCounts:
    """The sum over rows of ``counts_by_helper``."""
    names = [field.name for field in fields(TaskCounts)]
    return TaskCounts(**{name: sum(getattr(row.counts, name) for row in rows) for name in names})


@dataclass(frozen=True)
class HelperRow:
    """A helper and the counts of the tasks it leads. Rows keep the order of the network: helpers
    are never ranked."""

    membership: Membership
    counts: TaskCounts


def counts_by_helper(tasks, programme, on: date) -> list[HelperRow]:
    """Every helper of the programme (tiers 1, 5 and N), also those without tasks, but not those
    that have left without any."""
    found = _grouped(tasks.led_by_helpers(programme), "lead_unit", on)
    here = Membership.objects.of(programme).helpers().select_related("unit")
    helpers = here.present(on=on) | here.filter(unit__in=found)
    return [HelperRow(helper, found.get(helper.unit_id, TaskCounts())) for helper in helpers]
