"""Proposals of findings that a person declined."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from programmes.models import ProgrammeRecord


@register(label=_("declined proposal"), title_template="{text}", ignored_columns=("key",))
class DeclinedProposal(ProgrammeRecord):
    """A finding, colour or order that was proposed and declined, and is not proposed again for the
    same reason: ``key`` names what it is about and the reason (docs/rules.md#proposed-findings)."""

    key = models.CharField(_("proposal"), max_length=80)
    text = models.CharField(_("finding"), max_length=500)
    reason = models.CharField(_("why it was declined"), max_length=300)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("declined proposal")
        constraints = [
            models.UniqueConstraint(fields=["programme", "key"], name="unique_declined_proposal"),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="declined_has_reason"),
        ]

    def __str__(self):
        return self.text[:40]
