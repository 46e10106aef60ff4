"""What a unit requests of the task force about a finding, and the decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.models import choice_constraint, optional_key
from programmes.choices import RequestState, RoleName
from programmes.models import ProgrammeQuerySet, ProgrammeRecord
from programmes.scopes import TASK_FORCE, programmes_with_role
from supervision.choices import FindingRequestKind, FindingState
from supervision.models.findings import Finding


class FindingRequestQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        return Q(finding__in=Finding.objects.visible_to(user))

    def pending(self):
        return self.filter(state=RequestState.PENDING)

    def not_ended(self):
        """Neither refused nor withdrawn."""
        return self.exclude(state__in=(RequestState.REFUSED, RequestState.WITHDRAWN))

    def decided_by(self, user):
        """Those that the person may decide: a closing any of the task force, another day an
        approver, none of their own."""
        force = programmes_with_role(user, TASK_FORCE)
        approves = programmes_with_role(user, frozenset({RoleName.APPROVER}))
        closings = Q(kind=FindingRequestKind.CLOSING, programme__in=force)
        return self.filter(closings | Q(programme__in=approves)).exclude(created_by=user)


@register(
    label=_("request about a finding"),
    title_template="{kind} {asked_on}",
    parent="finding_id",
    column_labels={"unit_id": _("unit"), "decided_by_id": _("decided by")},
    ignored_columns=("state_before",),
)
class FindingRequest(ProgrammeRecord):
    """The verification of a rectification, or another day, that waits for the task force. ``text``
    is the result or the reason; ``on_behalf`` where the task force made it for the unit."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="requests")
    kind = models.CharField(_("kind"), max_length=12, choices=FindingRequestKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    on_behalf = models.BooleanField(_("on behalf of the unit"), default=False)
    asked_on = models.DateField(_("requested on"))
    text = models.CharField(_("reason or result"), max_length=500)
    new_due_on = models.DateField(_("new day"), null=True, blank=True)
    state_before = models.CharField(max_length=12, choices=FindingState, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=RequestState, default=RequestState.PENDING
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = optional_key(settings.AUTH_USER_MODEL, _("decided by"))

    objects = FindingRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_on", "pk"]
        verbose_name = _("request about a finding")
        constraints = [
            choice_constraint("kind", FindingRequestKind, "finding_request_kind_known"),
            choice_constraint("state", RequestState, "finding_request_state_known"),
            models.UniqueConstraint(
                fields=["finding", "kind"],
                condition=Q(state=RequestState.PENDING),
                name="one_pending_finding_request",
            ),
            models.CheckConstraint(
                condition=Q(kind=FindingRequestKind.DATE, new_due_on__isnull=False)
                | Q(kind=FindingRequestKind.CLOSING, new_due_on=None),
                name="finding_request_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.ACCEPTED) | ~Q(decided_by=models.F("created_by")),
                name="finding_request_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.asked_on} {self.get_kind_display()}"

    @property
    def is_pending(self) -> bool:
        return self.state == RequestState.PENDING
