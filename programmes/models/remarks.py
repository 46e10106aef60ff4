"""Instructions of leaders and comments on a task."""

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.models import choice_constraint, optional_key
from programmes.choices import InstructionOutcome, RemarkKind, TaskState
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord
from programmes.models.network import is_helper
from programmes.models.task_events import TaskEvent
from programmes.models.tasks import Task
from programmes.scopes import SEES_LATENESS, programmes_as_helper, programmes_with_role


class TaskRemarkQuerySet(ProgrammeQuerySet):
    def visible_to(self, user):
        """Task force and leadership read all, others what is not internal. Instructions on a
        helper's task are for those two, and no helper reads any."""
        is_to_helper = Q(programme__in=programmes_as_helper(user)) | Q(is_helper("task__lead_unit"))
        is_inside = Q(is_internal=True) | Q(kind=RemarkKind.INSTRUCTION) & is_to_helper
        led = programmes_with_role(user, SEES_LATENESS)
        return super().visible_to(user).filter(Q(programme__in=led) | ~is_inside)

    def seen_by_unit(self, user):
        return Q(task__in=Task.objects.visible_to(user))

    def open_instructions(self):
        """The instructions from which neither a task nor a deadline follows."""
        return self.filter(kind=RemarkKind.INSTRUCTION, led_to_task=None, led_to_event=None)

    def instructions_of(self, user):
        """The instructions that name the person, or that the person recorded."""
        own = Q(leader=user.name) | Q(created_by=user)
        return self.filter(own, kind=RemarkKind.INSTRUCTION)

    def with_outcome(self):
        """Adds ``outcome``: done with the closing of the task that follows, else of its own."""
        is_done = Q(led_to_task__state=TaskState.CLOSED)
        is_done |= Q(led_to_task=None, task__state=TaskState.CLOSED)
        return self.annotate(
            outcome=Case(
                When(is_done, then=Value(InstructionOutcome.DONE)),
                When(led_to_task__isnull=False, then=Value(InstructionOutcome.TASK)),
                When(led_to_event__isnull=False, then=Value(InstructionOutcome.DEADLINE)),
                default=Value(InstructionOutcome.OPEN),
                output_field=models.CharField(),
            )
        )


@register(
    label=_("remark on a task"),
    title_template="{kind} {on}",
    parent="task_id",
    column_labels={"unit_id": _("unit")},
    ignored_columns=("led_to_task_id", "led_to_event_id"),
)
class TaskRemark(ProgrammeRecord):
    """An instruction (批示) of a ``leader``, or a comment of ``unit``. It is never scored.

    ``is_internal``: read by the task force and the leadership only. ``led_to_task`` and
    ``led_to_event`` are the task and the new deadline that follow from it.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="remarks")
    kind = models.CharField(_("kind"), max_length=12, choices=RemarkKind)
    on = models.DateField(_("day"))
    leader = models.CharField(_("instruction of"), max_length=60, blank=True)
    text = models.CharField(_("text"), max_length=1000)
    unit = optional_key(Unit, _("unit"))
    is_internal = models.BooleanField(_("for task force and leadership only"), default=False)
    led_to_task = models.OneToOneField(
        Task, models.SET_NULL, null=True, blank=True, editable=False, related_name="remark_before"
    )
    led_to_event = models.OneToOneField(
        TaskEvent, models.SET_NULL, null=True, blank=True, editable=False, related_name="remark"
    )

    outcome: str  # by ``with_outcome``

    objects = TaskRemarkQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("remark on a task")
        constraints = [
            choice_constraint("kind", RemarkKind, "task_remark_kind_known"),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="task_remark_not_blank"),
            models.CheckConstraint(
                condition=Q(kind=RemarkKind.INSTRUCTION, leader__regex=r"\S")
                | Q(kind=RemarkKind.COMMENT, leader=""),
                name="instruction_has_its_leader",
            ),
        ]

    def __str__(self):
        return self.text[:40]

    @property
    def is_instruction(self) -> bool:
        return self.kind == RemarkKind.INSTRUCTION

    @property
    def outcome_label(self) -> str:
        return str(InstructionOutcome(self.outcome).label)
