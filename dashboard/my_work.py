"""A person's tasks in order of urgency, with the reason in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from programmes.models import Task

SOON = 30  # days before the deadline in which a task counts as due soon


@dataclass(frozen=True)
class Item:
    """A task and the reason of its position. ``days`` until its deadline, negative when overdue."""

    task: Task
    deadline: date | None
    days: int | None
    reason: str

    @property
    def is_pressing(self) -> bool:
        return self.days is not None and self.days <= SOON


def my_tasks(tasks, *, on: date, user, helpers: set[int], sees_lateness: bool) -> list[Item]:
    """Tasks that are not done, the nearest deadline first, those without one last.

    ``helpers`` are the ids of the units whose lateness only the task force and the leadership
    see (``sees_lateness``). The helpers themselves read a request for feedback, and other units
    no deadline.
    """
    rows = tasks.not_done().with_last_report().with_known_deadline(user)
    items = []
    for task in rows.select_related("list", "lead_unit"):
        deadline = task.known_deadline
        days = (deadline - on).days if deadline else None
        words = reason
        if task.lead_unit_id in helpers and not sees_lateness:
            words = helper_reason if task.lead_unit_id == user.unit_id else partner_reason
        items.append(Item(task, deadline, days, words(days)))
    return sorted(items, key=lambda item: (item.days is None, item.days or 0, item.task.number))


def partner_reason(days: int | None) -> str:
    """For a supporting unit: the helper's deadline is not shown."""
    return _("led by a partner")


def reason(days: int | None) -> str:
    if days is None:
        return _("no deadline set")
    if days < 0:
        return _("overdue by %(days)s days") % {"days": -days}
    return _("due today") if days == 0 else _("due in %(days)s days") % {"days": days}


def helper_reason(days: int | None) -> str:
    """For helpers: asked for feedback, never warned (docs/rules.md#helpers-are-partners)."""
    if days is None:
        return _("no date agreed")
    if days < 0:
        return _("kindly asked for feedback")
    if days == 0:
        return _("feedback kindly asked for today")
    return _("feedback kindly asked for within %(days)s days") % {"days": days}
