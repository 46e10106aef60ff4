"""What is mine to do, in order of urgency, with the reason in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from programmes.models import Task

SOON = 30  # days before the deadline in which a task counts as due soon


@dataclass(frozen=True)
class Item:
    """A task and why it stands where it stands. ``days`` to its deadline, below zero past it."""

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
    see (``sees_lateness``): they themselves are asked for feedback, never overdue, and nobody
    else learns by which day.
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
    """Of a task that one's unit supports: by when the partner gives feedback is not known."""
    return _("led by a partner")


def reason(days: int | None) -> str:
    if days is None:
        return _("no deadline set")
    if days < 0:
        return _("overdue by %(days)s days") % {"days": -days}
    return _("due today") if days == 0 else _("due in %(days)s days") % {"days": days}


def helper_reason(days: int | None) -> str:
    """The same for partners: they are asked, never warned (product.md)."""
    if days is None:
        return _("no date agreed")
    if days < 0:
        return _("kindly asked for feedback")
    if days == 0:
        return _("feedback kindly asked for today")
    return _("feedback kindly asked for within %(days)s days") % {"days": days}
