from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord


class FactQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Published facts are visible to all."""
        return Q()


@register(label=_("fact"), title_template="{label}", search_columns=("label", "key"))
class ReportedFact(ProgrammeRecord):
    """A published figure or name, shown beside the computed one and never mixed with it."""

    key = models.CharField(_("key"), max_length=120)
    label = models.CharField(_("fact"), max_length=120)
    value = models.CharField(_("value"), max_length=300)
    basis = models.CharField(_("basis"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=200)

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="unique_fact_key")]

    def __str__(self):
        return f"{self.label}: {self.value}"
