"""The lists that a task is in, and the adjustments of a list within its year."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.models import optional_key
from programmes.models.base import KnownQuerySet, KnownRecord, ProgrammeQuerySet, ProgrammeRecord
from programmes.models.task_lists import TaskList
from programmes.models.tasks import Task


class VersionQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        return Q(list__in=TaskList.objects.visible_to(user))


@register(
    label=_("adjustment of a list"),
    title_template="{list_id} {number}",
    parent="list_id",
)
class TaskListVersion(ProgrammeRecord):
    """An adjustment (调整) of a list within its year, by which tasks came in and went out. The list
    as it was issued has no row; ``number`` 1 is the first adjustment."""

    list = models.ForeignKey(
        TaskList, models.PROTECT, related_name="versions", verbose_name=_("list")
    )
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    on = models.DateField(_("adjusted on"))
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    note = models.CharField(_("remark"), max_length=300, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["list", "number"]
        verbose_name = _("adjustment of a list")
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="unique_list_version"),
            models.CheckConstraint(condition=Q(number__gte=1), name="list_version_from_1"),
        ]

    def __str__(self):
        return f"{self.list} {self.number}"


class PlaceQuerySet(KnownQuerySet):
    def seen_by_unit(self, user):
        return Q(task__in=Task.objects.visible_to(user))

    def present(self):
        return self.filter(version_out=None)

    def held(self, on):
        """The places that tasks had on the day."""
        later = TaskListVersion.objects.filter(on__gt=on)
        return self.known(on=on).filter(Q(version_out=None) | Q(version_out__in=later))


@register(
    label=_("task in a list"),
    title_template="{list_id}",
    parent="task_id",
    column_labels={
        "version_in_id": _("came in by"),
        "version_out_id": _("went out by"),
    },
)
class TaskPlace(KnownRecord):
    """A task is in a list, from the beginning or since the adjustment ``version_in``, and until
    ``version_out``. A task in two lists is one task and counts once in every total."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="places")
    list = models.ForeignKey(
        TaskList, models.PROTECT, related_name="places", verbose_name=_("list")
    )
    version_in = optional_key(TaskListVersion, related_name="places_in")
    version_out = optional_key(TaskListVersion, related_name="places_out")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["list__year", "list__position", "list", "pk"]
        verbose_name = _("task in a list")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "list"],
                condition=Q(version_out=None),
                name="unique_place_in_list",
            ),
        ]

    def __str__(self):
        return str(self.list)
