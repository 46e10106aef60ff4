"""The querysets of needs: who sees them, what answers them, their state on a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import (
    Case,
    CharField,
    DecimalField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from programmes.choices import NeedDecision, NeedState, TaskState, Urgency
from programmes.models.base import KnownQuerySet
from programmes.models.task_lights import state_on
from programmes.models.tasks import Task, sees_task
from programmes.scopes import programmes_as_helper

MONEY = DecimalField(max_digits=18, decimal_places=2)


@dataclass(frozen=True)
class AnswerSource:
    """Records of one kind that answer needs, as rows of links to ``OuterRef("pk")``, the need, each
    with the ``amount`` that it covers: ``links`` all of them, ``finished`` those to records that
    were finished on the day."""

    links: Callable[[], QuerySet]
    finished: Callable[[date], QuerySet]


def _task_links() -> QuerySet:
    return apps.get_model("programmes", "NeedAnswer").objects.filter(need=OuterRef("pk"))


def _finished_task_links(on: date) -> QuerySet:
    closed = Task.objects.known(on=on).alias(state_then=state_on(on))
    return _task_links().filter(task__in=closed.filter(state_then=TaskState.CLOSED))


# Higher apps append theirs (projects: a linked project).
answer_sources: list[AnswerSource] = [AnswerSource(_task_links, _finished_task_links)]


def _answered() -> Q:
    """Needs with a link to what answers them."""
    answered = Q()
    for source in answer_sources:
        answered |= Q(Exists(source.links()))
    return answered


def _partly_met(on: date) -> Q:
    """Needs of which something that answers them was finished on the day."""
    met = Q()
    for source in answer_sources:
        met |= Q(Exists(source.finished(on)))
    return met


def _covered() -> Any:
    """What all answers cover of the amount."""
    covered: Any = Value(Decimal(0), MONEY)
    for source in answer_sources:
        sums = source.links().order_by().values("need").annotate(sum=Sum("amount")).values("sum")
        covered = covered + Coalesce(Subquery(sums), Decimal(0), output_field=MONEY)
    return covered


def decision_on(on: date) -> Coalesce:
    """The decision on the day, that before the first event of a later day."""
    events = apps.get_model("programmes", "NeedEvent").objects.filter(need=OuterRef("pk"))
    later = events.filter(on__gt=on).order_by("pk").values("decision_before")
    return Coalesce(Subquery(later[:1]), "decision")


class NeedQuerySet(KnownQuerySet):
    def seen_by_unit(self, user):
        """A township sees its own needs; a unit those that its tasks answer; a helper also all
        accepted ones that nobody has answered."""
        links = _task_links().filter(sees_task(user))
        open_ = Q(decision=NeedDecision.ACCEPTED) & ~_answered()
        open_to_helpers = Q(programme__in=programmes_as_helper(user)) & open_
        return Q(township=user.unit_id) | Q(Exists(links)) | open_to_helpers

    def answered(self):
        """Needs with a link to what answers them."""
        return self.filter(_answered())

    def unanswered(self):
        return self.filter(~_answered())

    def waiting(self):
        """Accepted needs that nobody has answered, which helpers see."""
        return self.unanswered().filter(decision=NeedDecision.ACCEPTED)

    def to_triage(self):
        return self.filter(decision=NeedDecision.TO_TRIAGE)

    def with_answer(self):
        """Adds ``is_answered``, which ``answer_label`` names in words."""
        return self.annotate(is_answered=_answered())

    def with_state(self, on):
        """Adds ``state_then``, the state on the day; None: not recorded for it."""
        rows = self.alias(decision_then=decision_on(on))
        unknown = Q(known_on__gt=on)
        decided = ~Q(decision_then=NeedDecision.ACCEPTED)
        of_accepted = [
            When(_partly_met(on), then=Value(NeedState.PARTLY_MET)),
            When(_answered(), then=Value(NeedState.UNDER_WAY)),
        ]
        cases = [When(unknown, then=None), When(decided, then=F("decision_then")), *of_accepted]
        default = Value(NeedState.OPEN)
        return rows.annotate(state_then=Case(*cases, default=default, output_field=CharField()))

    def with_covered(self):
        """Adds ``covered``, the sum in yuan of what its answers cover, and ``open_amount``, the
        rest of the amount; None where no amount is stated."""
        rest = Greatest(F("amount") - F("covered"), Decimal(0), output_field=MONEY)
        stated = When(amount__isnull=False, then=rest)
        rows = self.annotate(covered=_covered())
        return rows.annotate(open_amount=Case(stated, default=None, output_field=MONEY))

    def urgent(self):
        return self.filter(urgency=Urgency.HIGH)
