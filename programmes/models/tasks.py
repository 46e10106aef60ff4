from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.database.unique import UniquePlain
from core.kinds import Caption, register
from core.models import POSITIONS, Sourced, choice_constraint
from programmes.choices import HELPER_TIERS, TaskState, feedback_label
from programmes.models.base import YEARS, ProgrammeQuerySet, ProgrammeRecord
from programmes.models.network import Membership
from programmes.scopes import SEES_LATENESS, programmes_with_role


def _quantity(field: str) -> Q:
    """Empty, or from 0 to 10^12; the upper bound excludes NaN."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0, f"{field}__lt": 10**12})


class TaskListQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Lists with a task that the person sees."""
        return Q(pk__in=Task.objects.visible_to(user).values("list"))


@register(
    label=_("list"),
    title_template="{name}",
    search_columns=("name",),
    name="task_list",
    plural="task_lists",
    plural_label=_("Task lists"),
    view_right="programmes.manage",
    edit_right="programmes.manage",
)
class TaskList(ProgrammeRecord):
    """A list of tasks (六张清单, 工作要点 …): a catalogue that staff edit."""

    name = models.CharField(_("list"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    position = models.PositiveIntegerField(_("position"), default=0, validators=POSITIONS)

    objects = TaskListQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("list")
        constraints = [
            models.UniqueConstraint(fields=["programme", "year", "name"], name="unique_list_name")
        ]

    def __str__(self):
        return self.name


class TaskQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A unit sees the tasks it leads or supports."""
        supported = Task.supporting_units.through.objects.filter(unit=user.unit_id)
        return Q(lead_unit=user.unit_id) | Q(pk__in=supported.values("task"))

    def due(self, on):
        """Tasks whose deadline has come by the day."""
        return self.filter(deadline__lte=on)

    def not_done(self):
        return self.exclude(state=TaskState.CLOSED)

    def with_known_deadline(self, user):
        """Adds ``known_deadline``: the deadline, or None where it would disclose a helper's
        lateness to people outside that helper without the right to see it."""
        helpers = Membership.objects.helpers().filter(
            programme=OuterRef("programme"), unit=OuterRef("lead_unit")
        )
        open_to = Q(programme__in=programmes_with_role(user, SEES_LATENESS)) | Q(
            lead_unit=user.unit_id
        )
        hidden = Q(Exists(helpers)) & ~open_to
        return self.annotate(known_deadline=Case(When(hidden, then=None), default="deadline"))

    def with_last_report(self):
        """Adds ``last_report``: the last reported month, or None."""
        return self.annotate(last_report=models.Max("progress__month"))

    def led_by_helpers(self, programme):
        helpers = Unit.objects.filter(
            memberships__programme=programme, memberships__tier__in=HELPER_TIERS
        )
        return self.filter(lead_unit__in=helpers)


@register(
    label=_("task"),
    column_labels={"closed_on": _("closed on")},
    title_template="“{text}”（{number}）",
    search_columns=("number", "text"),
    has_history_page=True,
    redacted_columns=("phone",),
    name="task",
    plural="tasks",
    plural_label=_("Tasks"),
    view_right="programmes.view",
    edit_right="programmes.manage",
    caption=Caption("number", "text", "lead_unit"),
)
class Task(ProgrammeRecord, Sourced):
    """A task of a list, led by a unit and followed until it is closed.

    ``closed_on`` is empty for tasks closed by an import; figures of punctuality leave them out.
    """

    number = models.CharField(_("number"), max_length=40)
    list = models.ForeignKey(TaskList, models.PROTECT, related_name="tasks", verbose_name=_("list"))
    text = models.CharField(_("task"), max_length=300)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="led_tasks", verbose_name=_("lead unit")
    )
    supporting_units = models.ManyToManyField(
        Unit, related_name="supported_tasks", blank=True, verbose_name=_("supporting units")
    )
    person = models.CharField(_("person"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    target_quantity = models.DecimalField(
        _("target"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    quantity_unit = models.CharField(_("unit of quantity"), max_length=20, blank=True)
    done_quantity = models.DecimalField(
        _("done"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    state = models.CharField(
        _("state"), max_length=12, choices=TaskState, default=TaskState.ASSIGNED
    )
    closed_on = models.DateField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("task")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number"], name="unique_task_number"),
            UniquePlain(field="number", name="unique_plain_task_number"),
            models.CheckConstraint(
                condition=_quantity("target_quantity"), name="task_target_in_range"
            ),
            models.CheckConstraint(condition=_quantity("done_quantity"), name="task_done_in_range"),
            choice_constraint("state", TaskState, "task_state_known"),
        ]

    def __str__(self):
        return self.text

    @property
    def contact_unit_id(self):
        """The unit of the contact person, which reads the phone in full."""
        return self.lead_unit_id

    @property
    def is_open(self) -> bool:
        return self.state != TaskState.CLOSED

    @property
    def feedback_label(self) -> str:
        return feedback_label(self.state)


@register_attachment
class TaskAttachment(Attachment):
    """Evidence of a task; never compulsory."""

    record_name = "task"
    task = models.ForeignKey(Task, models.CASCADE, related_name="attachments")


class ProgressQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        return Q(task__in=Task.objects.visible_to(user))


@register(
    label=_("progress"),
    title_template="{month} {unit_id}",
    parent="task_id",
    month_columns=("month",),
    column_labels={"unit_id": _("unit")},
    ignored_columns=("quantity_before", "state_before"),
)
class TaskProgress(ProgrammeRecord, Sourced):
    """A unit's report on a task in a month. ``done_quantity`` is cumulative; the task's previous
    quantity and state are stored, so that the author can take the report back."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="progress")
    month = models.DateField(_("month"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    text = models.TextField(_("progress"), max_length=2000)
    done_quantity = models.DecimalField(
        _("done so far"), max_digits=14, decimal_places=2, null=True, blank=True
    )

    quantity_before = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    state_before = models.CharField(max_length=12, blank=True, editable=False)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-pk"]
        verbose_name = _("progress")
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=Q(month__day=1), name="progress_month_on_day_1"),
            models.CheckConstraint(
                condition=_quantity("done_quantity"), name="progress_done_in_range"
            ),
            models.CheckConstraint(
                condition=_quantity("quantity_before"), name="progress_before_in_range"
            ),
        ]

    def __str__(self):
        return self.text[:40]
