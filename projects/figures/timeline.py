"""What happened to a project, in the order of days: facts with a day of business, up to a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.money import format_amount
from core.periods import Period
from projects.models import PlanVersion


@dataclass(frozen=True)
class Moment:
    """A thing of a kind on a day; ``record`` is the row that says so, with its mark."""

    on: date
    kind: str
    words: str
    record: Any = None


def timeline(project: Any, *, on: date, notes: Any = (), attached: Any = ()) -> list[Moment]:
    """Latest first. ``notes`` and ``attached`` are those that the asker may see."""
    found = [
        *_stages(project, on),
        *_milestones(project, on),
        *_plans(project, on),
        *_months(project, on),
        *_works(project, on),
        *(Moment(note.on, _("note"), note.text, note) for note in notes),
        *_files(attached, on),
    ]
    return sorted(found, key=lambda moment: moment.on, reverse=True)


def _stages(project: Any, on: date) -> Iterator[Moment]:
    for event in project.stage_events.filter(on__lte=on):
        words = event.get_stage_display()
        yield Moment(event.on, _("stage"), _with(words, event.reason), event)


def _with(words: str, more: str) -> str:
    return f"{words}：{more}" if more else words


def _milestones(project: Any, on: date) -> Iterator[Moment]:
    for one in project.milestones.filter(Q(reached_on__lte=on) | Q(due_on__lte=on)):
        if one.reached_on and one.reached_on <= on:
            yield Moment(one.reached_on, _("milestone reached"), _with(one.name, one.result), one)
        elif one.due_on <= on:
            yield Moment(one.due_on, _("milestone due"), one.name, one)


def _plans(project: Any, on: date) -> Iterator[Moment]:
    rows = PlanVersion.objects.filter(plan__project=project, decided_on__lte=on)
    for one in rows.select_related("plan"):
        words = _("plan of %(year)s: %(amount)s万元 (version %(number)s)")
        words %= {
            "year": one.plan.year,
            "amount": format_amount(one.amount),
            "number": one.number,
        }
        yield Moment(one.decided_on, _("plan"), _with(words, one.reason))


def _months(project: Any, on: date) -> Iterator[Moment]:
    for entry in project.entries.filter(month__lte=on):
        month = Period(entry.month)
        words = f"{month.label()} {format_amount(entry.amount)}万元"
        yield Moment(min(month.last_day, on), _("entry"), _with(words, entry.image_progress), entry)
    for late in project.late_entries.filter(counted_in__lte=on):
        words = f"{Period(late.month).label()} {format_amount(late.amount)}万元"
        day = min(Period(late.counted_in).last_day, on)
        yield Moment(day, _("late entry"), _with(words, late.reason), late)


def _works(project: Any, on: date) -> Iterator[Moment]:
    for one in project.approvals.filter(actual_on__lte=on).select_related("kind"):
        yield Moment(one.actual_on, _("approval"), _with(str(one.kind), one.number), one)
    for one in project.problem_rows.filter(found_on__lte=on):
        yield Moment(one.found_on, _("problem raised"), one.text, one)
        if one.solved_on and one.solved_on <= on:
            yield Moment(one.solved_on, _("problem solved"), one.solution, one)
    for one in project.matters.filter(Q(asked_on__lte=on) | Q(settled_on__lte=on)):
        if one.asked_on and one.asked_on <= on:
            yield Moment(one.asked_on, _("matter asked"), _with(one.text, one.department), one)
        if one.settled_on and one.settled_on <= on:
            state = one.get_state_display()
            yield Moment(one.settled_on, state, _with(one.text, one.result), one)


def _files(attached: Any, on: date) -> Iterator[Moment]:
    for file in attached:
        day = timezone.localdate(file.created_at)
        if day <= on:
            yield Moment(day, _("attachment"), file.name)
