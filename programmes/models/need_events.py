"""The dated events of a need: what the task force decided of it, and that it is met."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.models import choice_constraint, optional_key
from programmes.choices import NeedDecision, NeedEventKind
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord
from programmes.models.needs import Need

HAVE_REASON = (NeedEventKind.DEFERRED, NeedEventKind.DECLINED, NeedEventKind.REOPENED)


class NeedEventQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """The township of the need reads the decisions on it."""
        return Q(need__township=user.unit_id)


@register(
    label=_("decision on a need"),
    title_template="{kind} {on}",
    parent="need_id",
    column_labels={"unit_id": _("unit")},
)
class NeedEvent(ProgrammeRecord):
    """A decision on a need: on which day, by whom, why; it is never changed. ``unit`` is the one
    that acted, or the township for which the task force acted (``on_behalf``)."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="events")
    kind = models.CharField(_("kind"), max_length=12, choices=NeedEventKind)
    on = models.DateField(_("day"))
    unit = optional_key(Unit, _("unit"))
    on_behalf = models.BooleanField(_("on behalf of the township"), default=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decision_before = models.CharField(_("decision before"), max_length=12, choices=NeedDecision)
    decision_after = models.CharField(_("decision after"), max_length=12, choices=NeedDecision)

    objects = NeedEventQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("decision on a need")
        constraints = [
            choice_constraint("kind", NeedEventKind, "need_event_kind_known"),
            choice_constraint("decision_before", NeedDecision, "need_event_before_known"),
            choice_constraint("decision_after", NeedDecision, "need_event_after_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=HAVE_REASON) | Q(reason__regex=r"\S"),
                name="need_event_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.on} {self.get_kind_display()}"
