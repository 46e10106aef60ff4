"""The dated events of a task's state and deadline."""

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.database.days import days_between
from core.kinds import register
from core.models import choice_constraint, optional_key
from programmes.choices import TaskEventKind, TaskState
from programmes.models.base import ProgrammeRecord
from programmes.models.progress import TaskProgress
from programmes.models.task_requests import TaskRequest
from programmes.models.tasks import OfTaskQuerySet, Task


class TaskEventQuerySet(OfTaskQuerySet):
    def of_deadlines(self):
        """The events that changed the deadline; None after it: it was removed."""
        has_any = Q(deadline_before__isnull=False) | Q(deadline_after__isnull=False)
        return self.filter(has_any)

    def with_days_late(self):
        """Adds ``days_late`` of a closing: by how many days its request came after the deadline of
        its time; None of other events, and without a deadline or a request."""
        changes = TaskEvent.objects.filter(task=OuterRef("task")).of_deadlines()
        moved = changes.filter(pk__gt=OuterRef("pk")).order_by("pk").values("deadline_before")[:1]
        deadline = Coalesce(Subquery(moved), "task__deadline")
        days = Greatest(days_between(F("deadline_then"), F("request__asked_on")), 0)
        of_closing = When(kind=TaskEventKind.CLOSED, deadline_then__isnull=False, then=days)
        rows = self.annotate(deadline_then=deadline)
        return rows.annotate(days_late=Case(of_closing, output_field=models.IntegerField()))

    def done_late(self):
        """Of events ``with_days_late``: the closings after their deadline."""
        return self.filter(days_late__gt=0)

    def done_in_time(self):
        """Of events ``with_days_late``: the closings by their deadline."""
        return self.filter(days_late=0)


@register(
    label=_("event of a task"),
    title_template="{kind} {on}",
    parent="task_id",
    column_labels={"unit_id": _("unit"), "request_id": _("request about a task")},
    ignored_columns=("progress_id",),
)
class TaskEvent(ProgrammeRecord):
    """A change of a task's state or deadline: on which day, by whom, why. It is never changed; that
    of a report that its author takes back is deleted with the report. ``unit`` is the one that
    acted, or for which the task force acted (``on_behalf``)."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="events")
    kind = models.CharField(_("kind"), max_length=20, choices=TaskEventKind)
    on = models.DateField(_("day"))
    unit = optional_key(Unit, _("unit"))
    on_behalf = models.BooleanField(_("on behalf of the unit"), default=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    state_before = models.CharField(_("state before"), max_length=12, choices=TaskState)
    state_after = models.CharField(_("state after"), max_length=12, choices=TaskState)
    deadline_before = models.DateField(_("deadline before"), null=True, blank=True)
    deadline_after = models.DateField(_("deadline after"), null=True, blank=True)
    request = models.ForeignKey(
        TaskRequest, models.CASCADE, null=True, blank=True, related_name="events"
    )
    progress = models.OneToOneField(
        TaskProgress, models.CASCADE, null=True, blank=True, related_name="event"
    )

    objects = TaskEventQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("event of a task")
        constraints = [
            choice_constraint("kind", TaskEventKind, "task_event_kind_known"),
            choice_constraint("state_before", TaskState, "task_event_before_known"),
            choice_constraint("state_after", TaskState, "task_event_after_known"),
        ]

    def __str__(self):
        return f"{self.on} {self.get_kind_display()}"
