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
    days: int | None
    reason: str

    @property
    def is_pressing(self) -> bool:
        return self.days is not None and self.days <= SOON


def my_tasks(tasks, *, on: date, helpers: set[int], sees_lateness: bool) -> list[Item]:
    """Tasks that are not done, the nearest deadline first, those without one last.

    ``helpers`` are the ids of the units whose lateness only the task force and the leadership
    see (``sees_lateness``): to all others their tasks are asked for, never overdue.
    """
    items = []
    rows = tasks.not_done().with_last_report().select_related("list", "lead_unit")
    for task in rows:
        days = (task.deadline - on).days if task.deadline else None
        is_partner = task.lead_unit_id in helpers and not sees_lateness
        items.append(Item(task, days, (helper_reason if is_partner else reason)(days)))
    return sorted(items, key=lambda item: (item.days is None, item.days or 0, item.task.number))


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
