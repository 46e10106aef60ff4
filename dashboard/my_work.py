"""A person's tasks in order of urgency, with the reason in words."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.choices import Light
from programmes.choices import TaskState
from programmes.figures.digest_steps import steps_of
from programmes.figures.task_lights import light_reason
from programmes.models import LightDay, Task, TaskMilestone, TaskOccurrence

URGENCY = {Light.RED.value: 0, Light.YELLOW.value: 1, Light.GREEN.value: 2, Light.NONE.value: 3}


@dataclass(frozen=True)
class Item:
    """A task, the day by which the unit does its part, the reason of the task's position, and the
    milestones and occurrences of the digest's days."""

    task: Task
    deadline: date | None
    reason: str
    steps: list[str]

    def waits_for(self, unit_id: int | None) -> bool:
        """Whether the unit leads the task and has not signed for it."""
        return self.task.state == TaskState.ASSIGNED and self.task.lead_unit_id == unit_id

    @property
    def is_pressing(self) -> bool:
        return self.task.light in (Light.RED, Light.YELLOW)


def my_tasks(tasks, *, day: LightDay, user, as_helper: bool = False) -> list[Item]:
    """Tasks that are not done, by their lights, then the nearest deadline first, those without one
    last. Helpers read a request for feedback, and others no deadline of theirs."""
    rows = tasks.not_done().with_state(day.on).with_last_report()
    rows = rows.with_known_deadline(user, day.on).with_own_part(user.unit_id, day.on)
    rows = rows.with_light(day, user)
    found = list(rows.with_lists(day.on, as_helper=as_helper).select_related("lead_unit"))
    steps = _steps(found, day)
    items = [Item(task, task.own_day, _reason(task, day), steps[task.pk]) for task in found]
    return sorted(items, key=_urgency)


def _urgency(item: Item) -> tuple:
    deadline = item.deadline or date.max
    return URGENCY[item.task.light], deadline, item.task.number


def _steps(tasks: list[Task], day: LightDay) -> dict[int, list[str]]:
    """By task, in words without any of lateness: helpers read them, too."""
    found: dict[int, list[str]] = defaultdict(list)
    for one in steps_of(tasks, day):
        found[one.task_id].append(_step_words(one))
    return found


def _step_words(one: TaskMilestone | TaskOccurrence) -> str:
    name = _("no. %(n)s") % {"n": one.number} if isinstance(one, TaskOccurrence) else str(one)
    given = {"kind": one._meta.verbose_name, "name": name, "day": one.due_on}
    return _("%(kind)s %(name)s, by %(day)s") % given


def _reason(task: Task, day: LightDay) -> str:
    """A supporting unit with a day of its own reads this, too."""
    if not task.is_light_hidden:
        reason = light_reason(task, day)
    elif task.is_deadline_hidden:
        reason = _("led by a partner, who knows the deadline")
    else:
        return helper_reason(task.own_day)
    own_day = task.shown_own_day if task.part_day else ""
    return _(" — ").join(filter(None, [reason, own_day]))


def helper_reason(deadline: date | None) -> str:
    """For helpers: a day for feedback, never a warning
    (docs/rules.md#helpers-are-partners)."""
    if deadline is None:
        return _("no date agreed")
    return _("feedback kindly asked for by %(day)s") % {"day": deadline.isoformat()}
