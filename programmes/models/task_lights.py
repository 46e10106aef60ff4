"""The light of a task on a day, as SQL expressions, so that lists, filters and counts use the same
(docs/rules.md#light-of-a-task). Its sentence: programmes/figures/task_lights.py."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from core.choices import Light
from core.database.laterals import Lateral, compile_lateral, join_lateral
from core.periods import Period
from programmes.choices import (
    NOT_DONE,
    RequestState,
    TaskAttention,
    TaskEventKind,
    TaskRequestKind,
    TaskState,
)
from programmes.models.base import KnownQuerySet
from programmes.models.light_rules import LightDay
from programmes.models.network import is_helper
from programmes.scopes import (
    READS_WHOLE,
    SEES_LATENESS,
    programmes_as_helper,
    programmes_with_role,
)

# The lights of tasks, the most urgent first.
TASK_LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN)


def _rows(model: str) -> Any:
    """The rows of a task, in a subquery of tasks."""
    return apps.get_model("programmes", model).objects.filter(task=OuterRef("pk"))


def _hidden(user: Any) -> Q:
    """Of helpers' tasks, from all who may not see their lateness; of all tasks, from helpers."""
    whole = programmes_with_role(user, READS_WHOLE)
    helper = [one for one in programmes_as_helper(user) if one not in whole]
    seen = programmes_with_role(user, SEES_LATENESS)
    return Q(programme__in=helper) | Q(is_led_by_helper=True) & ~Q(programme__in=seen)


def state_on(on) -> Coalesce:
    """The state on the day, that before the first event of a later day."""
    later = _rows("TaskEvent").filter(on__gt=on).order_by("pk")
    return Coalesce(Subquery(later.values("state_before")[:1]), "state")


def _deadline_then(on) -> Case:
    """The deadline before the first change of a later day."""
    later = _rows("TaskEvent").of_deadlines().filter(on__gt=on).order_by("pk")
    before = Subquery(later.values("deadline_before")[:1])
    return Case(When(Exists(later), then=before), default="deadline")


def _closing_on(on) -> Case:
    """The day of the request for its closing that waits for verification."""
    asked = _rows("TaskEvent").filter(on__lte=on, kind=TaskEventKind.CLOSING_REQUESTED)
    last = Subquery(asked.order_by("-pk").values("on")[:1])
    return Case(When(state_then=TaskState.CLOSING, then=last), default=None)


def sent_back_day(on) -> Case:
    """The day on which its closing was sent back, where neither a report, or the correction of one,
    nor a further event followed."""
    reports = apps.get_model("programmes", "TaskProgress").objects.filter(
        task=OuterRef("task"), on__lte=on, updated_at__gt=OuterRef("created_at")
    )
    waits = Q(kind=TaskEventKind.SENT_BACK) & ~Exists(reports)
    moves = _rows("TaskEvent").filter(on__lte=on).exclude(state_after=F("state_before"))
    last = moves.order_by("-pk").annotate(day=Case(When(waits, then="on"), default=None))
    return Case(
        When(state_then=TaskState.IN_PROGRESS, then=Subquery(last.values("day")[:1])), default=None
    )


def dispute_refused_day(on) -> Case:
    """The day on which its dispute was refused, where nothing followed."""
    moves = _rows("TaskEvent").filter(on__lte=on).exclude(state_after=F("state_before"))
    refused = When(kind=TaskEventKind.DISPUTE_REFUSED, then="on")
    last = moves.order_by("-pk").annotate(day=Case(refused, default=None))
    return Case(
        When(state_then=TaskState.ASSIGNED, then=Subquery(last.values("day")[:1])), default=None
    )


def _reported_month(on) -> Subquery:
    """The last ended month, or else the running one, where the lead unit has reported it by the
    day."""
    months = (Period.last_ended(on).start, Period.containing(on).start)
    own = _rows("TaskProgress").filter(unit=OuterRef("lead_unit"), month__in=months)
    reports = own.filter(Q(on=None) | Q(on__lte=on)).order_by("month")
    return Subquery(reports.values("month")[:1])


def _extension_asked(on) -> Exists:
    """Whether a request for another deadline waited on the day."""
    asked = _rows("TaskRequest").filter(kind=TaskRequestKind.DEADLINE, asked_on__lte=on)
    return Exists(asked.filter(Q(state=RequestState.PENDING) | Q(decided_on__gt=on)))


def _then(condition: Any, light: Light) -> When:
    return When(condition, then=Value(light.value))


def _light(day: LightDay) -> Case:
    is_late = Q(deadline_then__lt=F("closing_on"))
    is_late |= Q(deadline_then__lt=day.on) & ~Q(state_then=TaskState.CLOSING)
    is_near = Q(deadline_then__lt=day.soon_before, reported_month=None)
    return Case(
        _then(~Q(state_then__in=NOT_DONE) | Q(deadline_then=None), Light.NONE),
        _then(Q(is_light_hidden=True), Light.NONE),
        _then(is_late, Light.RED),
        _then(is_near & ~Q(state_then=TaskState.CLOSING), Light.YELLOW),
        _then(Q(sent_back_on__lt=day.unanswered_before), Light.YELLOW),
        default=Value(Light.GREEN.value),
        output_field=CharField(),
    )


def _needs(attention: TaskAttention, day: LightDay) -> Q:
    """Due are those whose deadline is near or today, reported or not."""
    shown = Q(state_then__in=NOT_DONE, is_light_hidden=False)
    is_near = Q(deadline_then__gte=day.on, deadline_then__lt=day.soon_before)
    return {
        TaskAttention.DUE: shown & is_near & ~Q(state_then=TaskState.CLOSING),
        TaskAttention.OVERDUE: Q(light=Light.RED),
        TaskAttention.SENT_BACK: shown & Q(sent_back_on__isnull=False),
        TaskAttention.TO_VERIFY: Q(state_then=TaskState.CLOSING),
    }[attention]


def light_rank() -> Func:
    """The place of a task's light in TASK_LIGHTS, from 1; None without a light."""
    order = Value([light.value for light in TASK_LIGHTS], output_field=ArrayField(CharField()))
    return Func(order, F("light"), function="array_position", output_field=IntegerField())


@lru_cache(maxsize=512)
def _compiled(name: str, *given: date | Period | bool) -> Lateral:
    """Django takes milliseconds to build these queries: once for a day in a process."""
    rows = apps.get_model("programmes", "Task").objects.all()
    return compile_lateral(name, getattr(rows, name)(*given))


class LitTasks(KnownQuerySet):
    """Tasks with their lights."""

    def with_state(self, on):
        """Adds ``state_then``: the state on the day, that before the first event of a later day."""
        return self._joined("compute_state", on)

    def compute_state(self, on):
        return self.annotate(state_then=state_on(on))

    def with_deadline(self, on):
        """Adds ``deadline_then``: the deadline on the day."""
        return self._joined("compute_deadline", on)

    def compute_deadline(self, on):
        return self.annotate(deadline_then=_deadline_then(on))

    def with_helper_lead(self):
        """Adds ``is_led_by_helper``."""
        return self._joined("compute_helper_lead")

    def compute_helper_lead(self):
        return self.annotate(is_led_by_helper=is_helper("lead_unit"))

    def compute_facts(self, on):
        """Adds what the light goes by besides state and deadline."""
        return self.alias(state_then=state_on(on)).annotate(
            closing_on=_closing_on(on),
            sent_back_on=sent_back_day(on),
            dispute_refused_on=dispute_refused_day(on),
            reported_month=_reported_month(on),
            is_extension_asked=_extension_asked(on),
        )

    def with_sent_back(self, on):
        """Of tasks ``with_state`` on the day: adds ``sent_back_on``, ``dispute_refused_on``."""
        return self.annotate(
            sent_back_on=sent_back_day(on), dispute_refused_on=dispute_refused_day(on)
        )

    def _joined(self, name, *given):
        """The rows with the annotations that the method of this name adds, as one join."""
        rows, found = join_lateral(self, _compiled(name, *given))
        return rows.annotate(**found)

    def with_light(self, day: LightDay, user):
        """Of tasks of the day's programme ``with_state`` on it: adds ``light``, empty where there
        is none or the person may not see it (``is_light_hidden``), and the facts it goes by:
        ``deadline_then``, ``closing_on``, ``sent_back_on``, ``reported_month``,
        ``is_extension_asked``, ``is_led_by_helper``; ``dispute_refused_on``."""
        on = day.on
        rows = self.with_helper_lead().with_deadline(on)._joined("compute_facts", on)
        hidden = ExpressionWrapper(_hidden(user), BooleanField())
        rows = rows.annotate(is_light_hidden=hidden)
        return rows.annotate(light=_light(day))

    def needing(self, attention: TaskAttention, day: LightDay):
        """Of tasks ``with_light``: those that need the attention."""
        return self.filter(_needs(attention, day))

    def with_attention(self, day: LightDay):
        """Of tasks ``with_light``: adds for each kind of attention, as ``needs_overdue``, whether
        the task needs it."""
        return self.annotate(
            **{
                f"needs_{one.value}": ExpressionWrapper(_needs(one, day), BooleanField())
                for one in TaskAttention
            }
        )

    def most_urgent_first(self):
        """Of tasks ``with_light``: red, yellow, green, none; each by its deadline."""
        return self.order_by(
            light_rank().asc(nulls_last=True), F("deadline_then").asc(nulls_last=True), "number"
        )
