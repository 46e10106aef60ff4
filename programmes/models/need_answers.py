"""The tasks that answer a need, and how much of its amount each of them covers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord
from programmes.models.needs import Need
from programmes.models.tasks import Task


def covered_in_range() -> Q:
    """Empty: not stated; in yuan."""
    return Q(amount__isnull=True) | Q(amount__gt=0, amount__lt=10**13)


class NeedAnswerQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Whoever sees the need and the task."""
        tasks, needs = Task.objects.visible_to(user), Need.objects.visible_to(user)
        return Q(task__in=tasks, need__in=needs)


@register(
    label=_("answering task"),
    title_template="{task_id}",
    parent="need_id",
    also_within=("task_id",),
)
class NeedAnswer(ProgrammeRecord):
    """A task that answers a need. ``amount``: how much of the need's amount it covers, in yuan;
    empty means not stated."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="answers", verbose_name=_("need"))
    task = models.ForeignKey(Task, models.CASCADE, related_name="+", verbose_name=_("task"))
    amount = models.DecimalField(
        _("covered amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )

    objects = NeedAnswerQuerySet.as_manager()

    class Meta:
        db_table = "programmes_need_tasks"
        ordering = ["pk"]
        verbose_name = _("answering task")
        constraints = [
            models.UniqueConstraint(fields=["need", "task"], name="unique_need_answer"),
            models.CheckConstraint(condition=covered_in_range(), name="answer_amount_in_range"),
        ]

    def __str__(self):
        return str(self.task)
