"""The board of tasks: a column for each kind of attention, its tasks by lead unit or by list. The
lists behind the counts use the same queryset methods."""

from dataclasses import dataclass

from accounts.models import Unit
from programmes.choices import IN_NO_LIST, TaskAttention
from programmes.figures.task_lights import light_reason
from programmes.figures.tasks import tasks_by_list
from programmes.models import LightDay, Task

CARDS = 12  # of a column, the most urgent; its list shows all


@dataclass(frozen=True)
class Group:
    """The tasks of a lead unit or a list (``pk``) in a column, and those of them that have a card;
    without a key those in no list."""

    pk: int | None
    name: str
    count: int
    cards: list[Task]


@dataclass(frozen=True)
class Column:
    """``count`` counts a task in several lists once."""

    attention: TaskAttention
    count: int
    groups: list[Group]


@dataclass(frozen=True)
class Members:
    """A lead unit or a list, with its tasks."""

    pk: int | None
    name: str
    tasks: list[Task]


def board(tasks, day: LightDay, *, by_list: bool = False) -> list[Column]:
    """Of tasks ``with_light``. A task that is sent back and overdue is in both columns."""
    rows = list(tasks.open_then().with_attention(day).most_urgent_first())
    members = _by_list(rows, day) if by_list else _by_unit(rows)
    columns = []
    for attention in TaskAttention:
        found = [task for task in rows if getattr(task, f"needs_{attention.value}")]
        columns.append(Column(attention, len(found), _groups(found, members, day)))
    return columns


def _groups(tasks: list[Task], members: list[Members], day: LightDay) -> list[Group]:
    """The groups that have any of the tasks."""
    needing, cards, found = set(tasks), set(tasks[:CARDS]), []
    for task in cards:
        task.light_reason = light_reason(task, day)
    for one in members:
        if own := [task for task in one.tasks if task in needing]:
            shown = [task for task in own if task in cards]
            found.append(Group(one.pk, one.name, len(own), shown))
    return found


def _by_unit(tasks: list[Task]) -> list[Members]:
    """By the names of the units."""
    found: dict[int, list[Task]] = {}
    for task in tasks:
        found.setdefault(task.lead_unit_id, []).append(task)
    units = Unit.objects.filter(pk__in=found).order_by("name")
    return [Members(unit.pk, unit.name, found[unit.pk]) for unit in units]


def _by_list(tasks: list[Task], day: LightDay) -> list[Members]:
    """In the order of the catalogue, last those in no list."""
    found = tasks_by_list(tasks, day.on)
    listed = {task for held in found.values() for task in held}
    lists = [Members(entry.pk, entry.name_on(day.on), held) for entry, held in found.items()]
    others = [task for task in tasks if task not in listed]
    return [*lists, Members(None, str(IN_NO_LIST), others)]
