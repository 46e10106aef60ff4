from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.models import Sourced
from programmes.models.base import YEARS, ProgrammeRecord

SLOTS = 9  # 9大重点任务


@register(
    label=_("key task group"),
    title_template="{name}",
    search_columns=("name",),
    name="task_group",
    plural="task_groups",
    plural_label=_("Key task groups"),
    view_right="programmes.manage",
    edit_right="programmes.manage",
    publishes_fields=True,
)
class TaskGroup(ProgrammeRecord, Sourced):
    """One of the nine key task groups (9大重点任务) of a year; a slot without a row has no name
    yet."""

    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    position = models.PositiveSmallIntegerField(
        _("slot"), validators=[MinValueValidator(1), MaxValueValidator(SLOTS)]
    )
    name = models.CharField(_("key task group"), max_length=60)

    class Meta:
        ordering = ["-year", "position"]
        verbose_name = _("key task group")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "year", "name"], name="unique_group_name"),
            models.UniqueConstraint(
                fields=["programme", "year", "position"], name="unique_group_position"
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=SLOTS), name="group_in_slot"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def mark(self) -> str:
        """All of a published group is published: its name."""
        return self.get_provenance_display() if self.is_marked else ""
