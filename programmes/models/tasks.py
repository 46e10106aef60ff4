from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.database.unique import UniquePlain
from core.kinds import Caption, register
from core.models import Sourced, choice_constraint
from core.money import DASH
from programmes.choices import PHASE_OF_STATE, WORKED_ON, TaskState, report_label
from programmes.models.base import KnownRecord, ProgrammeQuerySet
from programmes.models.task_lists import TaskList, places
from programmes.models.task_rows import TaskQuerySet


def quantity_in_range(field: str) -> Q:
    """Empty, or from 0 to 10^12; the upper bound excludes NaN."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0, f"{field}__lt": 10**12})


@register(
    label=_("task"),
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
class Task(KnownRecord, Sourced):
    """A task of a list, led by a unit and followed until it is closed.

    ``done_on`` is the day on which its accepted closing was requested, by which it is late or not;
    ``closed_on`` that of the decision. Both are empty for tasks closed by an import: whether those
    were late is unknown.
    """

    number = models.CharField(_("number"), max_length=40)
    text = models.CharField(_("task"), max_length=300)
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="led_tasks", verbose_name=_("lead unit")
    )
    supporting_units = models.ManyToManyField(
        Unit,
        through="TaskSupport",
        related_name="supported_tasks",
        blank=True,
        verbose_name=_("supporting units"),
    )
    duty = models.CharField(_("duty"), max_length=300, blank=True)
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
    result = models.CharField(_("result"), max_length=500, blank=True, editable=False)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("verified on"), null=True, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    # Of rows ``with_lists``, ``with_known_deadline``, ``with_report_of``, ``with_due_report``,
    # ``as_of``, ``with_deadline``, ``with_own_part``,
    # ``with_light``.
    names_of_lists: list[str] | None
    state_then: str
    state_since: date | None
    known_deadline: date | None
    part_day: date | None
    own_day: date | None
    is_part_late: bool
    is_deadline_hidden: bool
    last_report: date | None
    is_asked: bool
    is_due: bool
    is_reported: bool
    has_own_report: bool | None = None
    is_led_by_helper: bool
    reported_units: Sequence[int]
    first_deadline: date | None
    times_moved: int
    light: str
    light_reason: str  # set by pages
    is_light_hidden: bool
    deadline_then: date | None
    closing_on: date | None
    sent_back_on: date | None
    dispute_refused_on: date | None
    shown_lists: list[str]  # set by pages
    reported_month: date | None
    is_extension_asked: bool

    class Meta:
        ordering = ["number"]
        verbose_name = _("task")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number"], name="unique_task_number"),
            UniquePlain(field="number", name="unique_plain_task_number"),
            models.CheckConstraint(
                condition=quantity_in_range("target_quantity"), name="task_target_in_range"
            ),
            models.CheckConstraint(
                condition=quantity_in_range("done_quantity"),
                name="task_done_in_range",
            ),
            choice_constraint("state", TaskState, "task_state_known"),
        ]

    def __str__(self):
        return self.text

    @property
    def lists(self) -> list[TaskList]:
        """The lists that it is in, in the order of the catalogue."""
        return list(TaskList.objects.filter(places__in=places().present().filter(task=self)))

    @property
    def list_names(self) -> str:
        """Of a task ``with_lists``."""
        return "、".join(self.names_of_lists or ())

    @property
    def contact_unit_id(self):
        """The unit of the contact person, which reads the phone in full."""
        return self.lead_unit_id

    @property
    def shown_deadline(self) -> str:
        """The deadline ``with_known_deadline`` in words; empty without one."""
        if self.is_deadline_hidden:
            return gettext("known to the lead unit")
        return f"{self.known_deadline:%Y-%m-%d}" if self.known_deadline else ""

    @property
    def shown_own_day(self) -> str:
        """The day ``with_own_part`` in words: that of the supporting unit, else the deadline."""
        if self.part_day:
            return gettext("support due on %(day)s") % {"day": self.part_day.isoformat()}
        return self.shown_deadline

    def reporting_units(self) -> models.QuerySet:
        """The lead unit and the supporting ones, by name."""
        supporting = self.supports.order_by().values("unit")
        units = Unit.objects.filter(Q(pk=self.lead_unit_id) | Q(pk__in=supporting))
        return units.order_by("name")

    @property
    def is_worked_on(self) -> bool:
        return self.state in WORKED_ON

    @property
    def days_late(self) -> int | None:
        """By how many days it was done after its deadline; None where that is unknown."""
        if self.done_on is None or self.deadline is None:
            return None
        return max((self.done_on - self.deadline).days, 0)

    @property
    def phase_label(self) -> str:
        """The phase of a task ``as_of`` a day, in words: all that a helper reads of its state."""
        phase = PHASE_OF_STATE.get(TaskState(self.state_then))
        return str(phase.label if phase else TaskState(self.state_then).label)

    @property
    def state_label(self) -> str:
        """The state of a task ``as_of`` a day, in words."""
        return str(TaskState(self.state_then).label)

    @property
    def has_quantity(self) -> bool:
        return self.target_quantity is not None or self.done_quantity is not None

    @property
    def shown_target(self) -> str:
        """The target with its unit; empty without one."""
        if self.target_quantity is None:
            return ""
        return f"{self.target_quantity.normalize():f}{self.quantity_unit}"

    @property
    def report_label(self) -> str:
        """Whether the lead unit has reported the month, of a task ``with_report_of`` it and
        ``with_due_report``, in words; ``with_own_report``, as helpers read it, whether their unit
        has."""
        is_reported, helps = self.is_reported, self.is_led_by_helper
        if self.has_own_report is not None:
            is_reported, helps = self.has_own_report, True
        words = report_label(is_reported=is_reported, is_due=self.is_asked, of_helper=helps)
        return words or DASH


def sees_task(user: Any) -> Exists:
    """Whether the person's unit sees the row's task, which is found by its key: a set of all tasks
    of the unit would be read from the whole table."""
    tasks = Task.objects.filter(Task.objects.all().seen_by_unit(user))
    return Exists(tasks.filter(pk=OuterRef("task")))


class OfTaskQuerySet(ProgrammeQuerySet):
    """Rows about a task, which whoever sees the task sees."""

    def seen_by_unit(self, user):
        return Q(task__in=Task.objects.visible_to(user))


@register_attachment
class TaskAttachment(Attachment):
    """Evidence of a task; never compulsory."""

    record_name = "task"
    task = models.ForeignKey(Task, models.CASCADE, related_name="attachments")
