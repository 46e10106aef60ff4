"""The querysets of tasks: who sees them, their lists, states and deadlines on a day."""

from django.apps import apps
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncMonth

from accounts.models import Unit
from core.database.laterals import compute_once
from programmes.choices import (
    HELPER_TIERS,
    LISTED,
    NOT_DONE,
    STATES_OF_PHASE,
    WORKED_ON,
    TaskState,
)
from programmes.models.task_lists import places, shown_name
from programmes.models.task_reports import ReportedTasks
from programmes.scopes import SEES_LATENESS, programmes_with_role


def _events() -> models.QuerySet:
    """The events of a task, in a subquery of tasks."""
    return apps.get_model("programmes", "TaskEvent").objects.filter(task=OuterRef("pk"))


class TaskQuerySet(ReportedTasks):
    def seen_by_unit(self, user):
        """A unit sees the tasks it leads or supports, once they are assigned; what came back to
        the task force by its dispute, too."""
        supports = apps.get_model("programmes", "TaskSupport").objects
        supported = supports.filter(unit=user.unit_id).order_by()
        own = Q(lead_unit=user.unit_id) | Q(pk__in=supported.values("task"))
        requests = apps.get_model("programmes", "TaskRequest").objects.filter(task=OuterRef("pk"))
        disputed = Q(Exists(requests), lead_unit=user.unit_id)
        return own & (~Q(state=TaskState.DRAFT) | disputed)

    def in_list(self, entry, on):
        """The tasks that were in the list on the day."""
        return self.filter(pk__in=places().held(on).filter(list=entry).values("task"))

    def in_no_list(self, on):
        """The tasks that were in no list on the day."""
        return self.exclude(pk__in=places().held(on).values("task"))

    def with_lists(self, on, *, as_helper=False):
        """Adds ``names_of_lists``: those that the task was in on the day; None: in no list. For a
        helper in the words toward partners."""
        return self._joined("compute_lists", on, as_helper)

    def compute_lists(self, on, as_helper):
        held = places().held(on).filter(task=OuterRef("pk")).order_by().values("task")
        order = ("list__year", "list__position", "list")
        names = held.annotate(
            names=ArrayAgg(shown_name(on, as_helper=as_helper), order_by=order)
        ).values("names")
        return self.annotate(names_of_lists=Subquery(names))

    def due(self, on):
        """Tasks whose deadline of the day has come by it."""
        return self.with_deadline(on).filter(deadline_then__lte=on)

    def not_done(self):
        """Assigned and neither closed nor set aside."""
        return self.filter(state__in=NOT_DONE)

    def worked_on(self):
        return self.filter(state__in=WORKED_ON)

    def as_of(self, on):
        """The tasks known on the day, with ``state_then``."""
        return self.known(on=on).with_state(on)

    def with_state_since(self, on):
        """Of tasks ``with_state`` on the day: adds ``state_since``, the day of the event that led
        to it, or from which it is known; None: not known."""
        return self._joined("compute_state_since", on)

    def compute_state_since(self, on):
        changed = _events().filter(on__lte=on).exclude(state_after=F("state_before"))
        last = Subquery(changed.order_by("-pk").values("on")[:1])
        return self.annotate(state_since=Coalesce(last, "known_on"))

    def listed(self):
        """Of tasks ``as_of`` a day: without drafts and what was cancelled."""
        return self.filter(state_then__in=LISTED)

    def in_phase(self, phase):
        """Of tasks ``as_of`` a day."""
        return self.filter(state_then__in=STATES_OF_PHASE[phase])

    def open_then(self):
        """Of tasks ``as_of`` a day: those that were neither done nor set aside."""
        return self.filter(state_then__in=NOT_DONE)

    def with_first_deadline(self):
        """Adds ``first_deadline``, that before it was moved or set anew, and ``times_moved``."""
        moved = _events().filter(deadline_before__isnull=False)
        first = moved.order_by("pk").values("deadline_before")[:1]
        times = moved.order_by().values("task").annotate(times=Count("pk")).values("times")
        return self.annotate(
            first_deadline=Coalesce(Subquery(first), "deadline"),
            times_moved=Coalesce(Subquery(times), 0),
        )

    def with_known_deadline(self, user, on=None):
        """Adds ``known_deadline``: the deadline on the day, by default the present one, or None
        where it would disclose a helper's lateness to people outside that helper without the right
        to see it (``is_deadline_hidden``); ``is_led_by_helper``."""
        open_to = Q(programme__in=programmes_with_role(user, SEES_LATENESS)) | Q(
            lead_unit=user.unit_id
        )
        hidden = Q(is_led_by_helper=True) & ~open_to
        rows = self.with_helper_lead()
        rows = rows.with_deadline(on) if on else rows
        shown = "deadline_then" if on else "deadline"
        return rows.annotate(
            known_deadline=Case(When(hidden, then=None), default=shown),
            is_deadline_hidden=ExpressionWrapper(hidden, models.BooleanField()),
        )

    def with_own_part(self, unit_id, on):
        """Of tasks ``with_known_deadline``: adds ``part_day``, the day set for the unit as a
        supporting one, or None; ``own_day``, this day or else the deadline; ``is_part_late``: the
        day has passed, and the unit has reported neither its month nor a later one."""
        if unit_id is None:
            return self.annotate(
                part_day=Value(None, models.DateField()),
                own_day=F("known_deadline"),
                is_part_late=Value(False),
            )
        supports = apps.get_model("programmes", "TaskSupport").objects.filter(
            task=OuterRef("pk"), unit=unit_id
        )
        rows, part = compute_once(self, "part", day=Subquery(supports.values("due_on")[:1]))
        rows = rows.annotate(part_day=part["day"])
        first = TruncMonth(ExpressionWrapper(OuterRef("part_day"), models.DateField()))
        reports = apps.get_model("programmes", "TaskProgress").objects.filter(
            task=OuterRef("pk"), unit=unit_id, month__gte=first
        )
        late = Q(part_day__lt=on) & ~Exists(reports)
        return rows.annotate(
            own_day=Coalesce("part_day", "known_deadline"),
            is_part_late=ExpressionWrapper(late, models.BooleanField()),
        )

    def led_by_helpers(self, programme):
        helpers = Unit.objects.filter(
            memberships__programme=programme, memberships__tier__in=HELPER_TIERS
        )
        return self.filter(lead_unit__in=helpers)
