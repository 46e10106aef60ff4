"""The catalogue of sources of findings."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.models import POSITIONS
from programmes.models import ProgrammeQuerySet, ProgrammeRecord


class FindingSourceQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """The sources of findings that the person sees."""
        from supervision.models.findings import Finding

        return Q(pk__in=Finding.objects.visible_to(user).values("source"))


@register(
    label=_("source of findings"),
    title_template="{name}",
    search_columns=("name",),
    name="finding_source",
    plural="finding_sources",
    plural_label=_("Sources of findings"),
    view_right="supervision.manage_findings",
    edit_right="supervision.manage_findings",
)
class FindingSource(ProgrammeRecord):
    """Where findings come from (问题来源): a catalogue that staff edit."""

    name = models.CharField(_("source of findings"), max_length=40)
    position = models.PositiveIntegerField(_("position"), default=0, validators=POSITIONS)

    objects = FindingSourceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("source of findings")
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="unique_finding_source"),
        ]

    def __str__(self):
        return self.name
