"""The dated events of a finding."""

from django.db import models
from django.db.models import Count, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.models import choice_constraint, optional_key
from programmes.models import ProgrammeQuerySet, ProgrammeRecord
from supervision.choices import FindingEventKind, FindingState
from supervision.models.finding_requests import FindingRequest
from supervision.models.findings import Finding


class OfFindingQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        return Q(finding__in=Finding.objects.visible_to(user))


class FindingEventQuerySet(OfFindingQuerySet):
    def of_days(self):
        """The events that changed the day to rectify by."""
        return self.filter(Q(due_before__isnull=False) | Q(due_after__isnull=False))

    def number(self) -> Coalesce:
        """The number of the events of a finding, in a subquery of findings."""
        rows = self.order_by().values("finding").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(rows), 0)


@register(
    label=_("event of a finding"),
    title_template="{kind} {on}",
    parent="finding_id",
    column_labels={"unit_id": _("unit"), "request_id": _("request about a finding")},
)
class FindingEvent(ProgrammeRecord):
    """A change of a finding's state, day or colour: on which day, by whom, why. It is never
    changed. ``unit`` is the one that acted, or for which the task force acted (``on_behalf``)."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="events")
    kind = models.CharField(_("kind"), max_length=20, choices=FindingEventKind)
    on = models.DateField(_("day"))
    unit = optional_key(Unit, _("unit"))
    on_behalf = models.BooleanField(_("on behalf of the unit"), default=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    state_before = models.CharField(_("state before"), max_length=12, choices=FindingState)
    state_after = models.CharField(_("state after"), max_length=12, choices=FindingState)
    due_before = models.DateField(_("day before"), null=True, blank=True)
    due_after = models.DateField(_("day after"), null=True, blank=True)
    request = models.ForeignKey(
        FindingRequest, models.CASCADE, null=True, blank=True, related_name="events"
    )

    objects = FindingEventQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("event of a finding")
        constraints = [
            choice_constraint("kind", FindingEventKind, "finding_event_kind_known"),
            choice_constraint("state_before", FindingState, "finding_event_before_known"),
            choice_constraint("state_after", FindingState, "finding_event_after_known"),
        ]

    def __str__(self):
        return f"{self.on} {self.get_kind_display()}"

    @property
    def account(self) -> str:
        """What the unit wrote in the request that the event is about, and the reason of the event.
        A request that was sent back or withdrawn has its words in the event that made it."""
        return "\n".join(filter(None, [self._request_text(), self.reason]))

    def _request_text(self) -> str:
        kinds = (FindingEventKind.CLOSING_REQUESTED, FindingEventKind.DATE_MOVED)
        return self.request.text if self.request and self.kind in kinds else ""


@register(
    label=_("report on a rectification"),
    title_template="{on}",
    parent="finding_id",
    column_labels={"unit_id": _("unit")},
)
class RectificationReport(ProgrammeRecord):
    """What a unit reports of its rectification on a day; the task force ``on_behalf`` of it."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    on_behalf = models.BooleanField(_("on behalf of the unit"), default=False)
    on = models.DateField(_("day"))
    text = models.CharField(_("progress of the rectification"), max_length=1000)

    objects = OfFindingQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("report on a rectification")
        constraints = [
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="rectification_not_blank"),
        ]

    def __str__(self):
        return self.text[:40]


class SecondLookQuerySet(OfFindingQuerySet):
    def due(self, on):
        """The second looks at closed findings whose day has come."""
        rows = self.filter(done_on=None, due_on__lte=on)
        return rows.filter(finding__state=FindingState.CLOSED)


@register(
    label=_("second look"),
    title_template="{due_on}",
    parent="finding_id",
    column_labels={"finding_id": _("finding")},
)
class SecondLook(ProgrammeRecord):
    """The day on which a closed finding is looked at again (回头看), and what was seen: it
    ``holds``, or came back, which reopens the finding."""

    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="second_looks", verbose_name=_("finding")
    )
    due_on = models.DateField(_("to be looked at again on"))
    done_on = models.DateField(_("looked at on"), null=True, blank=True)
    holds = models.BooleanField(_("rectification holds"), null=True, blank=True)
    result = models.CharField(_("result of the second look"), max_length=500, blank=True)

    objects = SecondLookQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("second look")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None, holds=None, result="")
                | Q(done_on__isnull=False, holds__isnull=False, result__regex=r"\S"),
                name="second_look_done_has_result",
            ),
            models.UniqueConstraint(
                fields=["finding"], condition=Q(done_on=None), name="one_open_second_look"
            ),
        ]

    def __str__(self):
        return str(self.due_on)
