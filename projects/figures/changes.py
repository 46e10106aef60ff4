"""What changed in the pipeline from one day to another, both included: read from facts by the
days of business that they carry, never from when a row was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import Light
from core.money import format_amount
from core.periods import Period
from projects import light_reasons
from projects.choices import MatterState, Stage
from projects.models import (
    LateEntry,
    Matter,
    Milestone,
    MonthEntry,
    PlanVersion,
    Problem,
    Project,
    StageEvent,
)


class Kind(TextChoices):
    LIGHT = "light", gettext_lazy("overall warning changed")
    STAGE = "stage", gettext_lazy("stage entered")
    PLAN = "plan", gettext_lazy("plan adjusted")
    LATE = "late", gettext_lazy("late entry")
    RAISED = "raised", gettext_lazy("problem raised")
    SOLVED = "solved", gettext_lazy("problem solved")
    REACHED = "reached", gettext_lazy("milestone reached")
    MISSED = "missed", gettext_lazy("milestone missed")
    ASKED = "asked", gettext_lazy("matter asked")
    SETTLED = "settled", gettext_lazy("matter settled")
    NEW = "new", gettext_lazy("newly recorded (no stage before)")


@dataclass(frozen=True)
class Change:
    """Something about a project that is otherwise than before; ``on`` is its day of business, or
    None where only the two ends are compared."""

    kind: Kind
    on: date | None
    project: Project
    before: str = ""
    after: str = ""
    words: str = ""


@dataclass(frozen=True)
class MonthSum:
    """What was entered of a month, and made up in it for earlier ones: how many, and yuan."""

    month: Period
    entries: int
    amount: Decimal
    late_entries: int
    late_amount: Decimal


@dataclass(frozen=True)
class Span:
    """The days, both included, and the months of the figures before the first and by the last."""

    first: date
    last: date

    @property
    def month_before(self) -> Period:
        return Period.last_ended(self.first)

    @property
    def month_after(self) -> Period:
        return Period.last_ended(self.last + timedelta(days=1))

    def within(self, field: str) -> Q:
        return Q(**{f"{field}__gte": self.first, f"{field}__lte": self.last})


def changes(projects, span: Span) -> list[Change]:
    """All of them, kind by kind, each in the order of days."""
    ids = projects.order_by().values("pk")
    found = [
        *_stages(ids, span),
        *_lights(projects, span),
        *_plans(ids, span),
        *_late(ids, span),
        *_problems(ids, span),
        *_milestones(ids, span),
        *_matters(ids, span),
    ]
    order = list(Kind)
    return sorted(found, key=lambda one: (order.index(one.kind), one.on or date.max))


def of_projects(model: Any, ids) -> Any:
    return model.objects.filter(project__in=ids).select_related("project__owner_unit")


def _stages(ids, span: Span) -> Iterator[Change]:
    """The first stage of a project is what makes it known; each other follows one."""
    rows = of_projects(StageEvent, ids).filter(span.within("on"))
    for event in rows.with_stage_before().without_first_of_sheets():
        kind = Kind.STAGE if event.before else Kind.NEW
        was = str(Stage(event.before).label) if event.before else ""
        yield Change(kind, event.on, event.project, was, event.get_stage_display(), event.reason)


def _lights(projects, span: Span) -> Iterator[Change]:
    """Those that show another light at the end than before the first day, with the sentences of
    the end. Of a project whose stage was not known before nothing had been rated."""
    rows = projects.order_by("code").select_related("owner_unit", "programme")
    former = rows.with_lights(span.month_before)
    known = former.filter(month_stage__isnull=False)
    before = dict(known.values_list("pk", "worst_light"))
    for project in rows.with_lights(span.month_after):
        was = before.get(project.pk, project.worst_light)
        if was != project.worst_light:
            words = light_reasons.reasons(project, span.month_after, project.programme.decimals)
            before_it, after = (_word(each) for each in (was, project.worst_light))
            yield Change(Kind.LIGHT, None, project, before_it, after, " ".join(words))


def _word(light: str) -> str:
    return str(Light(light).label) if light else ""


def _plans(ids, span: Span) -> Iterator[Change]:
    former = PlanVersion.objects.filter(plan=OuterRef("plan"), number=OuterRef("number") - 1)
    rows = PlanVersion.objects.filter(span.within("decided_on"), plan__project__in=ids)
    rows = rows.filter(number__gt=1).select_related("plan__project__owner_unit")
    for one in rows.annotate(former=Subquery(former.values("amount")[:1])).order_by("decided_on"):
        words = _("%(year)s: %(reason)s") % {"year": one.plan.year, "reason": one.reason}
        before, after = money(one.former), money(one.amount)
        yield Change(Kind.PLAN, one.decided_on, one.plan.project, before, after, words)


def money(yuan: Decimal | None) -> str:
    return f"{format_amount(yuan)}万元"


def _late(ids, span: Span) -> Iterator[Change]:
    for one in of_projects(LateEntry, ids).filter(_ended("counted_in", span)):
        words = _("belongs to %(month)s: %(reason)s")
        words %= {"month": Period(one.month).label(), "reason": one.reason}
        day = Period(one.counted_in).last_day
        yield Change(Kind.LATE, day, one.project, "", money(one.amount), words)


def _ended(field: str, span: Span) -> Q:
    """The months that ended from the first day to the last."""
    first, last = Period.containing(span.first).start, span.month_after.start
    return Q(**{f"{field}__gte": first, f"{field}__lte": last})


def _problems(ids, span: Span) -> Iterator[Change]:
    rows = of_projects(Problem, ids)
    for one in rows.filter(span.within("found_on")).order_by("found_on", "pk"):
        yield Change(Kind.RAISED, one.found_on, one.project, "", one.text, _who(one))
    for one in rows.filter(span.within("solved_on")).order_by("solved_on", "pk"):
        yield Change(Kind.SOLVED, one.solved_on, one.project, one.text, one.solution)


def _who(problem: Problem) -> str:
    if not problem.due_on:
        return ""
    return _("to be solved by %(day)s") % {"day": problem.due_on}


def _milestones(ids, span: Span) -> Iterator[Change]:
    rows = of_projects(Milestone, ids)
    for one in rows.filter(span.within("reached_on")).order_by("reached_on", "pk"):
        due = _("due %(day)s") % {"day": one.due_on}
        yield Change(Kind.REACHED, one.reached_on, one.project, due, one.name, one.result)
    missed = Q(reached_on__isnull=True) | Q(reached_on__gt=F("due_on"))
    for one in rows.filter(span.within("due_on"), missed).order_by("due_on", "pk"):
        if one.reached_on and one.reached_on <= span.last:
            later = _("reached %(day)s") % {"day": one.reached_on}
        else:
            later = _("not reached")
        yield Change(Kind.MISSED, one.due_on, one.project, one.name, later)


def _matters(ids, span: Span) -> Iterator[Change]:
    rows = of_projects(Matter, ids)
    for one in rows.filter(span.within("asked_on")).order_by("asked_on", "pk"):
        asked = " ".join(filter(None, [one.get_level_display(), one.department]))
        yield Change(Kind.ASKED, one.asked_on, one.project, "", one.text, asked)
    for one in rows.filter(span.within("settled_on")).order_by("settled_on", "pk"):
        state = str(MatterState(one.state).label)
        yield Change(Kind.SETTLED, one.settled_on, one.project, one.text, state, one.result)


def months(projects, span: Span) -> list[MonthSum]:
    """The months that ended from the first day to the last, latest first; those of which nothing
    was entered are left out."""
    ids = projects.order_by().values("pk")
    entries = _by_month(MonthEntry, "month", ids, span)
    late = _by_month(LateEntry, "counted_in", ids, span)
    nothing = (0, Decimal(0))
    return [
        MonthSum(Period(day), *entries.get(day, nothing), *late.get(day, nothing))
        for day in sorted({*entries, *late}, reverse=True)
    ]


def _by_month(model: Any, field: str, ids, span: Span) -> dict[date, tuple[int, Decimal]]:
    rows = model.objects.filter(_ended(field, span), project__in=ids).order_by().values(field)
    rows = rows.annotate(count=Count("pk"), total=Sum("amount"))
    return {row[field]: (row["count"], row["total"]) for row in rows}
