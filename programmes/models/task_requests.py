"""What a unit requests of the task force about a task, and the decision."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.models import choice_constraint, optional_key
from programmes.choices import RequestState, RoleName, TaskRequestKind
from programmes.models.base import ProgrammeRecord
from programmes.models.tasks import OfTaskQuerySet, Task, quantity_in_range
from programmes.scopes import TASK_FORCE, programmes_with_role


class TaskRequestQuerySet(OfTaskQuerySet):
    def pending(self):
        return self.filter(state=RequestState.PENDING)

    def not_ended(self):
        """Neither refused nor withdrawn."""
        return self.exclude(state__in=(RequestState.REFUSED, RequestState.WITHDRAWN))

    def decided_by(self, user):
        """Those that the person may decide: a closing any of the task force, all else an approver,
        none of their own."""
        force = programmes_with_role(user, TASK_FORCE)
        approves = programmes_with_role(user, frozenset({RoleName.APPROVER}))
        closings = Q(kind=TaskRequestKind.CLOSING, programme__in=force)
        return self.filter(closings | Q(programme__in=approves)).exclude(created_by=user)


@register(
    label=_("request about a task"),
    title_template="{kind} {asked_on}",
    parent="task_id",
    column_labels={"unit_id": _("unit"), "decided_by_id": _("decided by")},
    ignored_columns=("state_before",),
)
class TaskRequest(ProgrammeRecord):
    """A closing, another deadline, a dispute, a suspension or a cancellation that waits for the
    task force. ``text`` is the reason, of a closing its result; ``on_behalf`` where the task force
    made it for the unit. ``state_before`` is the task's, to which a withdrawal returns it."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="requests")
    kind = models.CharField(_("kind"), max_length=12, choices=TaskRequestKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    on_behalf = models.BooleanField(_("on behalf of the unit"), default=False)
    asked_on = models.DateField(_("requested on"))
    text = models.CharField(_("reason or result"), max_length=500)
    new_deadline = models.DateField(_("new deadline"), null=True, blank=True)
    done_quantity = models.DecimalField(
        _("done so far"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    state_before = models.CharField(max_length=12, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=RequestState, default=RequestState.PENDING
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = optional_key(settings.AUTH_USER_MODEL, _("decided by"))

    objects = TaskRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_on", "pk"]
        verbose_name = _("request about a task")
        constraints = [
            choice_constraint("kind", TaskRequestKind, "task_request_kind_known"),
            choice_constraint("state", RequestState, "task_request_state_known"),
            models.UniqueConstraint(
                fields=["task", "kind"],
                condition=Q(state=RequestState.PENDING),
                name="unique_pending_task_request",
            ),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="task_request_not_blank"),
            models.CheckConstraint(
                condition=Q(kind=TaskRequestKind.DEADLINE, new_deadline__isnull=False)
                | ~Q(kind=TaskRequestKind.DEADLINE) & Q(new_deadline__isnull=True),
                name="task_request_has_its_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RequestState.ACCEPTED, RequestState.REFUSED])
                | Q(decided_on__gte=F("asked_on"), decided_by__isnull=False),
                name="decided_task_request_has_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED) | Q(answer__regex=r"\S"),
                name="refused_task_request_has_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.ACCEPTED) | ~Q(decided_by=F("created_by")),
                name="task_request_has_second_person",
            ),
            models.CheckConstraint(
                condition=quantity_in_range("done_quantity"), name="task_request_done_in_range"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.asked_on}"

    @property
    def is_pending(self) -> bool:
        return self.state == RequestState.PENDING

    @property
    def is_below_target(self) -> bool:
        """Whether less is done than the task's target."""
        done, target = self.done_quantity, self.task.target_quantity
        return done is not None and target is not None and done < target
