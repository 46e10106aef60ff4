"""The digest of a day (今日提醒): what is due, late, sent back or waits for a person's decision
(docs/rules.md#digest-of-a-day). Each number comes with the rows that prove it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import Light
from programmes.choices import TaskState
from programmes.models import LightDay, Programme, Task
from programmes.scopes import HELPERS, READS_WHOLE, SEES_LATENESS, TASK_FORCE, roles_in

SOON, LATER = timedelta(3), timedelta(7)


@dataclass(frozen=True)
class Part:
    """The rows of a part of the digest, its words with ``%(n)s``, and the list that has them all,
    where there is one."""

    words: Any
    rows: list[Any]
    address: str = ""

    def __str__(self) -> str:
        return str(self.words) % {"n": len(self.rows)}


@dataclass(frozen=True)
class Note:
    """A number of the digest without its rows, in words, and the page that lists them."""

    words: str
    address: str


@dataclass(frozen=True)
class Source:
    """Records of a higher app in the digest: the parts that a person reads on a day, of rows with
    ``unit`` and ``due_on``, how many requests wait for the person's decision, and further numbers.
    No text for a group names them."""

    parts: Callable[[Any, Programme, LightDay], list[Part]]
    waiting: Callable[[Any, Programme], int]
    notes: Callable[[Any, Programme, LightDay], list[Note]]


digest_sources: list[Source] = []  # supervision: findings and orders


@dataclass(frozen=True)
class Rule:
    """The words of a part, and those that a helper reads, empty where it reads none; whether a
    task of ``tasks_of`` the day is in it."""

    words: Any
    of_helper: Any
    holds: Callable[[Task, LightDay], bool]


def _is_due(task: Task, day: LightDay, first: timedelta, last: timedelta) -> bool:
    if task.state_then == TaskState.CLOSING or task.own_day is None:
        return False
    return first <= task.own_day - day.on <= last


def _is_late(task: Task, day: LightDay) -> bool:
    """By the deadline; for a supporting unit with a day of its own by that."""
    if task.part_day:
        return task.is_part_late and task.state_then != TaskState.CLOSING
    return task.light == Light.RED and not task.is_led_by_helper


def _is_sent_back(task: Task) -> bool:
    """A helper is asked to add to what it disputed, too; a unit of the county signs for it."""
    return bool(task.sent_back_on or task.is_led_by_helper and task.dispute_refused_on)


RULES = (
    Rule(
        gettext_lazy("due within 3 days: %(n)s"),
        gettext_lazy("feedback asked for within 3 days: %(n)s"),
        lambda task, day: _is_due(task, day, timedelta(0), SOON),
    ),
    Rule(
        gettext_lazy("due within 7 days: %(n)s"),
        gettext_lazy("feedback asked for within 7 days: %(n)s"),
        lambda task, day: _is_due(task, day, SOON + timedelta(1), LATER),
    ),
    Rule(gettext_lazy("overdue tasks: %(n)s"), "", _is_late),
    Rule(
        gettext_lazy("partners whose day for feedback has passed: %(n)s"),
        "",
        lambda task, day: task.light == Light.RED and task.is_led_by_helper,
    ),
    Rule(
        gettext_lazy("sent back, not answered: %(n)s"),
        gettext_lazy("to be added to: %(n)s"),
        lambda task, day: _is_sent_back(task) and not task.is_deadline_hidden,
    ),
)


def is_helper(user, programme: Programme) -> bool:
    names = roles_in(user, programme)
    return bool(names & HELPERS) and not names & READS_WHOLE


def open_tasks(user, programme: Programme, day: LightDay, readers_of_all: frozenset[str]):
    """The open tasks of the day, the next due first: all for ``readers_of_all``; for others those
    that their unit leads or supports, with the day of its own part."""
    tasks, unit = Task.objects.visible_to(user).of(programme), None
    if not roles_in(user, programme) & readers_of_all:
        tasks, unit = tasks.of_own_unit(user), user.unit_id
    rows = tasks.as_of(day.on).open_then().with_known_deadline(user, day.on)
    rows = rows.with_own_part(unit, day.on).with_light(day, user)
    return rows.select_related("lead_unit").order_by("own_day", "number")


def tasks_of(user, programme: Programme, day: LightDay) -> list[Task]:
    """Those whose days the digest goes by: for the task force of all open tasks."""
    return list(open_tasks(user, programme, day, TASK_FORCE))


def next_due(user, programme: Programme, day: LightDay) -> Task | None:
    """The open task that is due next after the day; for the leadership, too, of all tasks."""
    rows = open_tasks(user, programme, day, SEES_LATENESS)
    return rows.exclude(state_then=TaskState.CLOSING).filter(own_day__gt=day.on).first()


def digest_parts(tasks: list[Task], day: LightDay, *, as_helper: bool) -> list[Part]:
    """The parts that have any of the tasks."""
    parts = (
        Part(words, [task for task in tasks if rule.holds(task, day)])
        for rule in RULES
        if (words := rule.of_helper if as_helper else rule.words)
    )
    return [part for part in parts if part.rows]


def not_of_helpers(tasks: list[Task]) -> list[Task]:
    """Those that several units may read of: without the days of helpers."""
    return [task for task in tasks if not task.is_led_by_helper]


def other_parts(user, programme: Programme, day: LightDay) -> list[Part]:
    """As ``digest_parts``, of the records of higher apps."""
    return [part for source in digest_sources for part in source.parts(user, programme, day)]


def other_notes(user, programme: Programme, day: LightDay) -> list[Note]:
    return [note for source in digest_sources for note in source.notes(user, programme, day)]


def other_waiting(user, programme: Programme) -> int:
    """How many requests about records of higher apps wait for the person's decision."""
    return sum(source.waiting(user, programme) for source in digest_sources)


def decisions(n: int) -> str:
    """How many requests wait for the person's decision, in words; empty without any."""
    return _("waiting for my decision: %(n)s") % {"n": n} if n else ""
