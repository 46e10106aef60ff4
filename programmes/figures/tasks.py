"""Counts of tasks. Each function takes tasks that the person may see, without annotations; the
list behind a count uses the same queryset methods."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, Q

from programmes.choices import TaskState
from programmes.models import Membership, TaskList


@dataclass(frozen=True)
class TaskCounts:
    """Tasks by state; those due by the day, of these the ones not done; those without a
    deadline."""

    total: int = 0
    assigned: int = 0
    in_progress: int = 0
    closed: int = 0
    due: int = 0
    due_not_done: int = 0
    undated: int = 0


def task_counts(tasks, on: date) -> TaskCounts:
    return TaskCounts(**tasks.aggregate(**_counts(on)))


def _counts(on: date) -> dict[str, Count]:
    due = Q(deadline__lte=on)
    return {
        "total": Count("pk"),
        **{state.value: Count("pk", filter=Q(state=state)) for state in TaskState},
        "due": Count("pk", filter=due),
        "due_not_done": Count("pk", filter=due & ~Q(state=TaskState.CLOSED)),
        "undated": Count("pk", filter=Q(deadline__isnull=True)),
    }


def _grouped(tasks, field: str, on: date) -> dict[int, TaskCounts]:
    rows = tasks.order_by().values(field).annotate(**_counts(on))
    return {row.pop(field): TaskCounts(**row) for row in rows}


@dataclass(frozen=True)
class ListRow:
    list: TaskList
    counts: TaskCounts


def counts_by_list(tasks, on: date) -> list[ListRow]:
    """Counts of each list that has tasks, in the order of the catalogue."""
    found = _grouped(tasks, "list", on)
    return [ListRow(each, found[each.pk]) for each in TaskList.objects.filter(pk__in=found)]


def sum_counts(rows: list[Any]) -> TaskCounts:
    """The sum over rows of ``counts_by_list`` or ``counts_by_helper``."""
    names = [field.name for field in fields(TaskCounts)]
    return TaskCounts(**{name: sum(getattr(row.counts, name) for row in rows) for name in names})


@dataclass(frozen=True)
class HelperRow:
    """A helper and the counts of the tasks it leads. Rows keep the order of the network: helpers
    are never ranked."""

    membership: Membership
    counts: TaskCounts


def counts_by_helper(tasks, programme, on: date) -> list[HelperRow]:
    """Every helper of the programme (tiers 1, 5 and N), also those without tasks."""
    found = _grouped(tasks.led_by_helpers(programme), "lead_unit", on)
    helpers = Membership.objects.of(programme).helpers().select_related("unit")
    return [HelperRow(helper, found.get(helper.unit_id, TaskCounts())) for helper in helpers]
