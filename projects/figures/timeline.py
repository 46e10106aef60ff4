"""The events of a project by their business days, up to a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.money import format_amount
from core.periods import Period
from projects.figures.related_rows import RelatedRows


@dataclass(frozen=True)
class Moment:
    """An event of a kind on a day; ``record`` is the row that it comes from."""

    on: date
    kind: str
    words: str
    record: Any = None


def timeline(parts: RelatedRows, *, notes: Any = (), attached: Any = ()) -> list[Moment]:
    """Latest first, up to the day of ``parts``. ``notes`` and ``attached`` are those that the user
    may see."""
    found = [
        *_stages(parts),
        *_milestones(parts),
        *_plans(parts),
        *_months(parts),
        *_works(parts),
        *(Moment(note.on, _("note"), note.text, note) for note in notes),
        *_files(attached),
    ]
    past = [moment for moment in found if moment.on <= parts.on]
    return sorted(past, key=lambda moment: moment.on, reverse=True)


def _stages(parts: RelatedRows) -> Iterator[Moment]:
    for event in parts.stages:
        words = event.get_stage_display()
        yield Moment(event.on, _("stage"), _with(words, event.reason), event)


def _with(words: str, more: str) -> str:
    return f"{words}：{more}" if more else words


def _milestones(parts: RelatedRows) -> Iterator[Moment]:
    """Reached, or else due."""
    for one in parts.milestones:
        if one.reached_on and one.reached_on <= parts.on:
            yield Moment(one.reached_on, _("milestone reached"), _with(one.name, one.result), one)
        else:
            yield Moment(one.due_on, _("milestone due"), one.name, one)


def _plans(parts: RelatedRows) -> Iterator[Moment]:
    for one in parts.plan_versions:
        words = _("plan of %(year)s: %(amount)s万元 (version %(number)s)")
        words %= {"year": one.plan.year, "amount": format_amount(one.amount), "number": one.number}
        yield Moment(one.decided_on, _("plan"), _with(words, one.reason))


def _months(parts: RelatedRows) -> Iterator[Moment]:
    """Dated the last day of their month; the day itself where the month has not ended."""
    on = parts.on
    for entry in parts.entries:
        month = Period(entry.month)
        words = f"{month.label()} {format_amount(entry.amount)}万元"
        yield Moment(min(month.last_day, on), _("entry"), _with(words, entry.image_progress), entry)
    for late in parts.late_entries:
        if late.counted_in > on:
            continue
        words = f"{Period(late.month).label()} {format_amount(late.amount)}万元"
        day = min(Period(late.counted_in).last_day, on)
        yield Moment(day, _("late entry"), _with(words, late.reason), late)


def _works(parts: RelatedRows) -> Iterator[Moment]:
    for approval in parts.approvals:
        if approval.actual_on:
            words = _with(str(approval.kind), approval.number)
            yield Moment(approval.actual_on, _("approval"), words, approval)
    for problem in parts.problems:
        yield Moment(problem.found_on, _("problem raised"), problem.text, problem)
        if problem.solved_on:
            yield Moment(problem.solved_on, _("problem solved"), problem.solution, problem)
    for one in parts.matters:
        if one.asked_on:
            yield Moment(one.asked_on, _("matter asked"), _with(one.text, one.department), one)
        if one.settled_on:
            yield Moment(one.settled_on, one.get_state_display(), _with(one.text, one.result), one)


def _files(attached: Any) -> Iterator[Moment]:
    for file in attached:
        yield Moment(timezone.localdate(file.created_at), _("attachment"), file.name)
