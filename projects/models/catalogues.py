from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.models import POSITIONS
from programmes.models import ProgrammeQuerySet, ProgrammeRecord


class CatalogueQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Visible to everyone in the programme."""
        return Q(pk__isnull=False)


class Catalogue(ProgrammeRecord):
    """A list of names that staff edit and order."""

    name = models.CharField(_("name in the list"), max_length=40)
    position = models.PositiveIntegerField(_("position"), default=0, validators=POSITIONS)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="unique_%(class)s_name"),
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="%(class)s_name_not_blank"),
        ]

    def __str__(self):
        return self.name


@register(label=_("park"), title_template="{name}", search_columns=("name",))
class Park(Catalogue):
    """An industrial park (园区), in the county or outside it."""

    class Meta(Catalogue.Meta):
        verbose_name = _("park")


@register(label=_("kind of approval"), title_template="{name}", search_columns=("name",))
class ApprovalKind(Catalogue):
    """A kind of approval needed before construction: 可研、用地、环评、初设."""

    class Meta(Catalogue.Meta):
        verbose_name = _("kind of approval")


@register(label=_("source of financing"), title_template="{name}", search_columns=("name",))
class FinancingSource(Catalogue):
    """A source of a project's investment (资金来源): 中央、省、市、县 …"""

    class Meta(Catalogue.Meta):
        verbose_name = _("source of financing")
