"""What each supporting unit of a task has to do, and by when."""

from datetime import date

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    Q,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from programmes.models.base import ProgrammeRecord
from programmes.models.network import is_helper
from programmes.models.tasks import OfTaskQuerySet, Task
from programmes.scopes import SEES_LATENESS, programmes_with_role


class TaskSupportQuerySet(OfTaskQuerySet):
    def with_due_day(self):
        """Adds ``due_day``: the unit's own day, else the deadline of the task."""
        return self.annotate(due_day=Coalesce("due_on", "task__deadline"))

    def with_known_day(self, user):
        """Adds ``known_day``: ``due_day``, or None where it would disclose the lateness of a
        helper, that which supports or that which leads, to people outside it without the right to
        see it (``is_day_hidden``)."""
        own = Q(due_on__isnull=False) & Q(is_helper("unit")) & ~Q(unit=user.unit_id)
        lead = (
            Q(due_on__isnull=True) & Q(is_helper("task__lead_unit"))
            & ~Q(task__lead_unit=user.unit_id)
        )  # fmt: skip
        hidden = (own | lead) & ~Q(programme__in=programmes_with_role(user, SEES_LATENESS))
        return self.with_due_day().annotate(
            known_day=Case(When(hidden, then=None), default=F("due_day")),
            is_day_hidden=ExpressionWrapper(hidden, BooleanField()),
        )


@register(
    label=_("supporting units"),
    title_template="{unit_id}",
    parent="task_id",
    ignored_columns=("task_id", "unit_id"),
)
class TaskSupport(ProgrammeRecord):
    """A supporting unit (配合单位) of a task: what it has to do, and the day that the county sets
    it (配合时限); without one the task's deadline counts."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="supports")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("supporting unit")
    )
    duty = models.CharField(_("what it has to do"), max_length=300, blank=True)
    due_on = models.DateField(_("support due on"), null=True, blank=True)

    objects = TaskSupportQuerySet.as_manager()

    # Of rows ``with_known_day``.
    known_day: date | None
    is_day_hidden: bool

    class Meta:
        db_table = "programmes_task_supporting_units"
        ordering = ["pk"]
        verbose_name = _("supporting unit")
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="unique_task_support")]

    def __str__(self):
        return str(self.unit)

    @property
    def shown_day(self) -> str:
        """The day ``with_known_day`` in words; empty without one."""
        if self.is_day_hidden:
            words = gettext("known to the supporting unit")
            return words if self.due_on else gettext("known to the lead unit")
        return f"{self.known_day:%Y-%m-%d}" if self.known_day else ""
