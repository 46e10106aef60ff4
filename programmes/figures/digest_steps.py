"""Milestones and occurrences of tasks in the digest of a day: those that are due within its days,
and those whose day has passed (docs/rules.md#digest-of-a-day)."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.figures.digests import LATER, counted, is_helper, tasks_of
from programmes.models import LightDay, Programme, TaskMilestone, TaskOccurrence

# Due, asked of a helper, and past; a helper reads of none that is past.
STEPS: tuple[tuple[Any, Any, Any, Any], ...] = (
    (
        TaskMilestone,
        _("milestones due within 7 days: %(n)s"),
        _("milestones, feedback asked for within 7 days: %(n)s"),
        _("milestones past their day: %(n)s"),
    ),
    (
        TaskOccurrence,
        _("occurrences due within 7 days: %(n)s"),
        _("occurrences, feedback asked for within 7 days: %(n)s"),
        _("occurrences past their day: %(n)s"),
    ),
)


def open_steps(model: Any, tasks, day: LightDay):
    """The unfinished ones of open tasks up to the last day of the digest; none of tasks whose
    deadline is hidden, whose days would disclose it."""
    tasks = tasks.open_then().filter(is_deadline_hidden=False)
    rows = model.objects.open().with_late(day.on).filter(task__in=tasks.values("pk"))
    return rows.filter(due_on__lte=day.on + LATER).select_related("task__lead_unit")


def digest_steps(
    user, programme: Programme, day: LightDay, *, for_group: bool = False
) -> list[tuple[str, Any]]:
    """As ``digest_parts``, of milestones and occurrences."""
    tasks, as_helper = tasks_of(user, programme, day), is_helper(user, programme)
    if for_group and not as_helper:
        tasks = tasks.filter(is_led_by_helper=False)
    found = []
    for model, due, of_helper, past in STEPS:
        parts = [(of_helper if as_helper else due, Q(due_on__gte=day.on))]
        parts += [] if as_helper else [(past, Q(is_late=True))]
        found += counted(open_steps(model, tasks, day), parts)
    return found
