"""The board of tasks: a column for each kind of attention, its tasks by lead unit or by list. The
lists behind the counts use the same queryset methods."""

from dataclasses import dataclass

from django.db.models import Count

from programmes.choices import IN_NO_LIST, TaskAttention
from programmes.figures.task_lights import light_reason
from programmes.figures.tasks import tasks_by_list
from programmes.models import LightDay, Task, TaskPlace
from programmes.models.task_lists import shown_name

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


def board(tasks, day: LightDay, *, by_list: bool = False) -> list[Column]:
    """Of tasks ``with_light``. A task that is sent back and overdue is in both columns."""
    make = _column_by_list if by_list else _column_by_unit
    return [make(attention, tasks.needing(attention, day), day) for attention in TaskAttention]


def _cards(tasks, day: LightDay) -> list[Task]:
    cards = list(tasks.most_urgent_first()[:CARDS])
    for task in cards:
        task.light_reason = light_reason(task, day)
    return cards


def _column_by_unit(attention: TaskAttention, tasks, day: LightDay) -> Column:
    """By the names of the units."""
    cards: dict[int, list[Task]] = {}
    for task in _cards(tasks, day):
        cards.setdefault(task.lead_unit_id, []).append(task)
    rows = tasks.order_by("lead_unit__name").values_list("lead_unit", "lead_unit__name")
    counted = rows.annotate(count=Count("pk")).values_list("lead_unit", "lead_unit__name", "count")
    groups = [Group(unit, name, count, cards.get(unit, [])) for unit, name, count in counted]
    return Column(attention, sum(group.count for group in groups), groups)


def _column_by_list(attention: TaskAttention, tasks, day: LightDay) -> Column:
    """In the order of the catalogue, last those in no list."""
    shown = _cards(tasks, day)
    cards = {entry.pk: found for entry, found in tasks_by_list(shown, day.on).items()}
    groups = [
        Group(key, name, count, cards.get(key, []))
        for key, name, count in _counted_lists(tasks, day)
    ]
    if unlisted := tasks.in_no_list(day.on).count():
        listed = {task.pk for found in cards.values() for task in found}
        others = [task for task in shown if task.pk not in listed]
        groups.append(Group(None, str(IN_NO_LIST), unlisted, others))
    return Column(attention, tasks.count(), groups)


def _counted_lists(tasks, day: LightDay):
    """Key, name and number of tasks of each list."""
    held = TaskPlace.objects.held(day.on).filter(task__in=tasks.values("pk"))
    rows = held.order_by("list__year", "list__position", "list")
    named = rows.values("list", shown=shown_name(day.on))
    counted = named.annotate(count=Count("task", distinct=True))
    return counted.values_list("list", "shown", "count")
