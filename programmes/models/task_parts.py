"""Milestones of a task, its recurrence in a year, and the occurrences that follow from it."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.models import choice_constraint, optional_key
from programmes.choices import NOT_DONE, RecurrenceKind
from programmes.models.base import YEARS, ProgrammeRecord
from programmes.models.network import is_helper
from programmes.models.tasks import OfTaskQuerySet, Task

MONTHS_OF_YEAR = (MinValueValidator(1), MaxValueValidator(12))


class TaskPartQuerySet(OfTaskQuerySet):
    """Rows with a day by which they are due. ``is_open`` is the condition of unfinished ones."""

    is_open = Q(done_on__isnull=True)

    def open(self):
        return self.filter(self.is_open)

    def closed(self):
        return self.exclude(self.is_open)

    def with_late(self, on: date):
        """Adds ``is_late``; what a helper leads is never late
        (docs/rules.md#helpers-are-partners)."""
        late = self.is_open & Q(due_on__lt=on, task__state__in=NOT_DONE)
        late &= ~is_helper("task__lead_unit")
        return self.annotate(is_late=ExpressionWrapper(late, models.BooleanField()))


@register(
    label=_("milestone"), title_template="{name}", parent="task_id", ignored_columns=("task_id",)
)
class TaskMilestone(ProgrammeRecord):
    """A milestone (关键节点) of a task and its due day."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="milestones")
    name = models.CharField(_("milestone"), max_length=120)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    note = models.CharField(_("remark"), max_length=300, blank=True)

    objects = TaskPartQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("milestone")
        constraints = [
            models.UniqueConstraint(fields=["task", "name"], name="unique_task_milestone")
        ]

    def __str__(self):
        return self.name


@register(
    label=_("recurrence"), title_template="{year}", parent="task_id", ignored_columns=("task_id",)
)
class TaskRecurrence(ProgrammeRecord):
    """How often a task is done in a year: each month, each quarter, or some times, from the first
    to the last month."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="recurrences")
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    kind = models.CharField(_("recurrence"), max_length=10, choices=RecurrenceKind)
    times_a_year = models.PositiveSmallIntegerField(
        _("times a year"), null=True, blank=True, validators=MONTHS_OF_YEAR
    )
    first_month = models.PositiveSmallIntegerField(
        _("first month"), default=1, validators=MONTHS_OF_YEAR
    )
    last_month = models.PositiveSmallIntegerField(
        _("last month"), default=12, validators=MONTHS_OF_YEAR
    )

    objects = TaskPartQuerySet.as_manager()

    class Meta:
        ordering = ["year"]
        verbose_name = _("recurrence")
        constraints = [
            choice_constraint("kind", RecurrenceKind, "task_recurrence_known"),
            models.UniqueConstraint(fields=["task", "year"], name="unique_task_recurrence"),
            models.CheckConstraint(
                condition=Q(first_month__gte=1, first_month__lte=F("last_month"))
                & Q(last_month__lte=12),
                name="task_recurrence_months_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind=RecurrenceKind.TIMES, times_a_year__isnull=False)
                & Q(times_a_year__gte=1)
                & Q(times_a_year__lte=F("last_month") - F("first_month") + 1)
                | ~Q(kind=RecurrenceKind.TIMES) & Q(times_a_year__isnull=True),
                name="task_recurrence_has_its_times",
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.get_kind_display()}"


class OccurrenceQuerySet(TaskPartQuerySet):
    """An occurrence is closed when it is done, or when the reason why not is recorded."""

    is_open = Q(done_on__isnull=True, missed_reason="")

    def in_year(self, year: int):
        return self.filter(first_day__year=year)


@register(
    label=_("occurrence"),
    title_template="{first_day}",
    parent="task_id",
    column_labels={"closed_by_id": _("recorded by")},
    ignored_columns=("task_id", "number"),
)
class TaskOccurrence(ProgrammeRecord):
    """One time that a recurring task is done: the ``number``-th of the year, for the days from
    ``first_day`` to ``last_day``, both included."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="occurrences")
    number = models.PositiveSmallIntegerField(_("number"))
    first_day = models.DateField(_("from day"))
    last_day = models.DateField(_("to day"))
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=500, blank=True)
    missed_reason = models.CharField(_("why it was not done"), max_length=300, blank=True)
    closed_by = optional_key(settings.AUTH_USER_MODEL, _("recorded by"))

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("occurrence")
        constraints = [
            models.UniqueConstraint(fields=["task", "first_day"], name="unique_task_occurrence"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day"), due_on__gte=F("last_day")),
                name="task_occurrence_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, result="")
                | Q(done_on__isnull=False, result__regex=r"\S", missed_reason=""),
                name="done_task_occurrence_has_result",
            ),
        ]

    def __str__(self):
        return f"{self.first_day:%Y-%m-%d}"

    @property
    def is_closed(self) -> bool:
        return self.done_on is not None or bool(self.missed_reason)
