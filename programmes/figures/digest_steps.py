"""Milestones and occurrences of tasks in the digest of a day: those that are due within its days,
and those whose day has passed (docs/rules.md#digest-of-a-day)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from programmes.choices import NOT_DONE
from programmes.figures.digests import LATER, Part
from programmes.models import LightDay, Task, TaskMilestone, TaskOccurrence

# Words for due ones, for those requested of a helper, and for past ones; no helper reads the last.
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


def steps_of(tasks: list[Task], day: LightDay) -> list[Any]:
    """The unfinished ones of open tasks up to the last day of the digest, milestones first; none of
    tasks whose deadline is hidden, whose days would disclose it."""
    shown = {
        task.pk: task
        for task in tasks
        if task.state_then in NOT_DONE and not task.is_deadline_hidden
    }
    found: list[Any] = []
    for model, *_words in STEPS:
        rows = model.objects.open().filter(task__in=shown, due_on__lte=day.on + LATER)
        for step in rows.order_by("due_on", "pk"):
            step.task = shown[step.task_id]
            found.append(step)
    return found


def digest_steps(steps: list[Any], day: LightDay, *, as_helper: bool) -> list[Part]:
    """As ``digest_parts``, of milestones and occurrences. What a helper leads is never late."""
    found = []
    for model, due, of_helper, past in STEPS:
        rows = [one for one in steps if isinstance(one, model)]
        words = of_helper if as_helper else due
        found.append(Part(words, [one for one in rows if one.due_on >= day.on]))
        if not as_helper:
            late = [one for one in rows if one.due_on < day.on and not one.task.is_led_by_helper]
            found.append(Part(past, late))
    return [part for part in found if part.rows]
