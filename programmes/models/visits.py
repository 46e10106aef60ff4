"""Visits between the county and its helpers (互动走访, “四个走”), and their attachments."""

from collections.abc import Sequence
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.kinds import Caption, Menu, register
from core.models import Sourced, choice_constraint, optional_key
from core.periods import Period
from programmes.choices import TaskState, VisitKind
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord
from programmes.models.network import is_helper
from programmes.models.tasks import Task
from programmes.scopes import SEES_LATENESS, programmes_as_helper, programmes_with_role


def is_done(on: date) -> Exists:
    """Whether the task that follows from a visit is closed on the day; it is found by its key."""
    closed = Task.objects.as_of(on).filter(state_then=TaskState.CLOSED)
    return Exists(closed.filter(pk=OuterRef("task")))


class VisitQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A unit sees the visits that it received, took part in, or is to follow up."""
        return self.concerns(user.unit_id)

    @staticmethod
    def concerns(unit_id: int | None) -> Q:
        present = Visit.units.through.objects.filter(unit=unit_id)
        return Q(visited_unit=unit_id) | Q(unit=unit_id) | Q(pk__in=present.values("visit"))

    def of_unit(self, unit):
        return self.filter(self.concerns(unit.pk))

    def held_by(self, day: date):
        return self.filter(day__lte=day)

    def held_in(self, period: Period):
        return self.filter(day__gte=period.start, day__lte=period.last_day)

    def with_follow_up(self):
        """Those from which something follows."""
        return self.exclude(follow_up="")

    def followed_up(self, on: date):
        """Those whose task is closed on the day."""
        return self.filter(is_done(on))

    def to_follow_up(self, on: date):
        """Those from which something follows that is not done on the day."""
        return self.with_follow_up().filter(~is_done(on))

    def due(self, on: date):
        """Of visits ``with_known_due``: to be followed up by an earlier day, and not done."""
        return self.to_follow_up(on).filter(known_due_on__lt=on)

    def with_outcome(self, on: date):
        """Adds ``is_followed_up`` on the day, which ``follow_up_label`` names in words."""
        return self.annotate(is_followed_up=is_done(on))

    def with_known_due(self, user):
        """Adds ``known_due_on``: the day of the follow-up, or None where it would disclose a
        helper's lateness to others, and where a helper reads that of another unit."""
        own = Q(unit=user.unit_id)
        sees = Q(programme__in=programmes_with_role(user, SEES_LATENESS))
        of_others = is_helper("unit") | Q(programme__in=programmes_as_helper(user))
        return self.annotate(
            known_due_on=Case(When(of_others & ~own & ~sees, then=None), default="due_on")
        )

    def with_participants(self):
        """Adds ``names_of_units``, those of the units that took part."""
        present = Visit.units.through.objects.filter(visit=OuterRef("pk")).order_by("pk")
        return self.annotate(names_of_units=ArraySubquery(present.values("unit__name")))


@register(
    label=_("visit"),
    column_labels={"units": _("participating unit")},
    title_template="“{whom}”（{day}）",
    search_columns=("whom", "purpose", "follow_up"),
    has_history_page=True,
    name="visit",
    plural="visits",
    plural_label=_("Visits"),
    view_right="programmes.view",
    edit_right="programmes.manage",
    publishes_fields=True,
    caption=Caption("shown_day", "shown_title", "visited_unit"),
    menu=Menu("users", after="needs"),
)
class Visit(ProgrammeRecord, Sourced):
    """A visit to a helper, a higher authority, a township or an enterprise. ``visited_unit`` is the
    unit of the network that ``whom`` names; ``others`` are participants that are no unit of it.
    ``task`` was made from ``follow_up``."""

    day = models.DateField(_("day of the visit"))
    kind = models.CharField(_("kind of visit"), max_length=4, choices=VisitKind)
    whom = models.CharField(_("whom visited"), max_length=120)
    visited_unit = optional_key(Unit, _("unit visited"), related_name="visits_received")
    leader = models.CharField(_("led by"), max_length=60, blank=True)
    units = models.ManyToManyField(
        Unit, related_name="visits", blank=True, verbose_name=_("participating units")
    )
    others = models.CharField(_("other participants"), max_length=200, blank=True)
    purpose = models.CharField(_("purpose of the visit"), max_length=200)
    result = models.CharField(_("main result"), max_length=500, blank=True)
    follow_up = models.CharField(_("what follows"), max_length=300, blank=True)
    unit = optional_key(Unit, _("responsible unit"), related_name="visits_to_follow_up")
    due_on = models.DateField(_("due on"), null=True, blank=True)
    task = optional_key(Task, _("task"), related_name="visits")

    objects = VisitQuerySet.as_manager()

    # Of rows ``with_participants``, ``with_outcome``, ``with_known_due``.
    names_of_units: Sequence[str]
    is_followed_up: bool
    known_due_on: date | None

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("visit")
        constraints = [
            *Sourced.Meta.constraints,
            choice_constraint("kind", VisitKind, "visit_kind_known"),
            models.UniqueConstraint(
                fields=["programme", "day", "kind", "whom"], name="unique_visit"
            ),
            models.CheckConstraint(
                condition=Q(whom__regex=r"\S", purpose__regex=r"\S"), name="visit_not_blank"
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("day")), name="visit_due_after_day"
            ),
            models.CheckConstraint(
                condition=Q(follow_up__regex=r"\S") | Q(unit=None, due_on=None, task=None),
                name="visit_due_has_follow_up",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.whom}"

    @property
    def shown_title(self) -> str:
        return f"{self} {self.purpose}"

    @property
    def shown_day(self) -> str:
        return self.day.isoformat()

    @property
    def participants(self) -> str:
        """Of a visit ``with_participants``: the units, and those who are none."""
        return "、".join([*self.names_of_units, *filter(None, [self.others])])

    @property
    def follow_up_label(self) -> str:
        """How far the follow-up of a visit ``with_outcome`` is; empty where nothing follows."""
        if not self.follow_up:
            return ""
        if self.is_followed_up:
            return gettext("followed up")
        return gettext("followed up by a task") if self.task_id else gettext("to be followed up")


@register_attachment
class VisitAttachment(Attachment):
    record_name = "visit"

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="attachments")
