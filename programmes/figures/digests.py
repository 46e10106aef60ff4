"""The digest of a day (今日提醒): what is due, late, sent back or waits for a person's decision
(docs/rules.md#digest-of-a-day). Each number comes with the rows that prove it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import Light
from programmes.choices import NOT_DONE, TaskState
from programmes.models import LightDay, Programme, Task, TaskRequest
from programmes.scopes import HELPERS, READS_WHOLE, SEES_LATENESS, TASK_FORCE, roles_in

SOON, LATER = timedelta(3), timedelta(7)


@dataclass(frozen=True)
class Part:
    """``words`` with ``%(n)s``, and those that a helper reads, empty where it reads none; the
    condition on the rows of ``tasks_of`` the day."""

    words: Any
    of_helper: Any
    condition: Callable[[LightDay], Q]


OPEN = Q(state_then__in=NOT_DONE)
NOT_CLOSING = OPEN & ~Q(state_then=TaskState.CLOSING)
IS_LATE = Q(part_day=None, light=Light.RED, is_led_by_helper=False)
# By the deadline; for a supporting unit with a day of its own by that.
LATE = IS_LATE | NOT_CLOSING & Q(is_part_late=True)


def _due(day: LightDay, first: timedelta, last: timedelta) -> Q:
    return NOT_CLOSING & Q(own_day__gte=day.on + first, own_day__lte=day.on + last)


PARTS = (
    Part(
        gettext_lazy("due within 3 days: %(n)s"),
        gettext_lazy("feedback asked for within 3 days: %(n)s"),
        lambda day: _due(day, timedelta(0), SOON),
    ),
    Part(
        gettext_lazy("due within 7 days: %(n)s"),
        gettext_lazy("feedback asked for within 7 days: %(n)s"),
        lambda day: _due(day, SOON + timedelta(1), LATER),
    ),
    Part(gettext_lazy("overdue tasks: %(n)s"), "", lambda day: LATE),
    Part(
        gettext_lazy("partners whose day for feedback has passed: %(n)s"),
        "",
        lambda day: Q(light=Light.RED, is_led_by_helper=True),
    ),
    Part(
        gettext_lazy("sent back, not answered: %(n)s"),
        gettext_lazy("to be added to: %(n)s"),
        lambda day: OPEN & Q(sent_back_on__isnull=False, is_deadline_hidden=False),
    ),
)


def is_helper(user, programme: Programme) -> bool:
    names = roles_in(user, programme)
    return bool(names & HELPERS) and not names & READS_WHOLE


def tasks_of(
    user, programme: Programme, day: LightDay, *, readers_of_all: frozenset[str] = TASK_FORCE
):
    """All tasks for ``readers_of_all``; for others those that their unit leads or supports, with
    the day of its own part."""
    tasks = Task.objects.visible_to(user).of(programme)
    reads_all = bool(roles_in(user, programme) & readers_of_all)
    if not reads_all:
        tasks = tasks.filter(tasks.seen_by_unit(user))
    rows = tasks.as_of(day.on).with_known_deadline(user, day.on)
    return rows.with_own_part(None if reads_all else user.unit_id, day.on).with_light(day, user)


def next_due(user, programme: Programme, day: LightDay) -> Task | None:
    """The open task that is due next after the day; for the leadership, too, of all tasks."""
    rows = tasks_of(user, programme, day, readers_of_all=SEES_LATENESS)
    rows = rows.filter(NOT_CLOSING, own_day__gt=day.on).select_related("lead_unit")
    return rows.order_by("own_day", "number").first()


def digest_parts(
    user, programme: Programme, day: LightDay, *, for_group: bool = False
) -> list[tuple[str, Any]]:
    """Of each part its words, with the number of its rows, and the rows; without empty parts. In
    words ``for_group``, which several units read, the days of helpers are left out, but for a
    helper's own."""
    rows, as_helper = tasks_of(user, programme, day), is_helper(user, programme)
    if for_group and not as_helper:
        rows = rows.filter(is_led_by_helper=False)
    parts = [(part.of_helper if as_helper else part.words, part.condition(day)) for part in PARTS]
    return counted(rows, [(words, condition) for words, condition in parts if words])


def counted(rows, parts: list[tuple[Any, Q]]) -> list[tuple[str, Any]]:
    """The words of each part that has rows, with their number, and the rows; in one query."""
    counts = rows.aggregate(
        **{
            f"n{key}": Count("pk", filter=condition)
            for key, (_words, condition) in enumerate(parts)
        }
    )
    return [
        (str(words) % {"n": n}, rows.filter(condition))
        for key, (words, condition) in enumerate(parts)
        if (n := counts[f"n{key}"])
    ]


def decisions_of(user, programme: Programme) -> str:
    """How many requests wait for the person's decision, in words; empty without any."""
    waiting = TaskRequest.objects.visible_to(user).of(programme).pending().decided_by(user)
    n = waiting.count()
    return _("waiting for my decision: %(n)s") % {"n": n} if n else ""
