from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.models import Sourced, optional_key
from programmes.models.base import ProgrammeRecord
from programmes.models.tasks import OfTaskQuerySet, Task, quantity_in_range


class ProgressQuerySet(OfTaskQuerySet):
    def before(self, month):
        return self.filter(month__lt=month.start)


@register(
    label=_("progress"),
    title_template="{month} {unit_id}",
    parent="task_id",
    month_columns=("month",),
    column_labels={"unit_id": _("unit"), "help_from_id": _("help from")},
    ignored_columns=("quantity_before",),
)
class TaskProgress(ProgrammeRecord, Sourced):
    """A unit's report on a task of a month, corrected in place while the month is open. That of a
    supporting unit is about its own part and has no quantity. ``done_quantity`` is cumulative; the
    task's previous quantity is stored, so that the author can take the report back. ``on`` is the
    day of business on which it was made; None: before all days. ``on_behalf``: the task force
    entered it for ``unit`` (专班代录); ``is_unchanged``: it repeats the text before (无变化)."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="progress")
    month = models.DateField(_("month"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    text = models.TextField(_("progress"), max_length=2000)
    is_unchanged = models.BooleanField(_("no change"), default=False)
    done_quantity = models.DecimalField(
        _("done so far"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    problem = models.TextField(_("problem"), max_length=1000, blank=True)
    help_needed = models.TextField(_("help needed"), max_length=500, blank=True)
    help_from = optional_key(Unit, _("help from"))
    on_behalf = models.BooleanField(_("on behalf of the unit"), default=False, editable=False)
    quantity_before = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    on = models.DateField(_("reported on"), null=True, editable=False)
    corrected_by = optional_key(settings.AUTH_USER_MODEL, _("corrected by"), editable=False)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-pk"]
        verbose_name = _("progress")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["task", "unit", "month"], name="unique_progress_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="progress_month_on_day_1"),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="progress_has_text"),
            models.CheckConstraint(
                condition=Q(help_from__isnull=True) | ~Q(help_needed=""),
                name="progress_help_says_what",
            ),
            models.CheckConstraint(
                condition=quantity_in_range("done_quantity"), name="progress_done_in_range"
            ),
            models.CheckConstraint(
                condition=quantity_in_range("quantity_before"), name="progress_before_in_range"
            ),
        ]

    def __str__(self):
        return self.text[:40]

    @property
    def last_writer(self):
        """Who wrote what is stored; None: an import."""
        return self.corrected_by or self.created_by

    def is_only_author(self, user) -> bool:
        return self.created_by_id == user.pk and self.corrected_by_id is None
