"""The digest of the day, at the top of a person's own page, with a text for a work group."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.kinds import kind_of
from programmes.figures.digest_steps import digest_steps, steps_of
from programmes.figures.digests import (
    decisions,
    digest_parts,
    is_helper,
    next_due,
    not_of_helpers,
    other_notes,
    other_parts,
    tasks_of,
)
from programmes.models import LightDay, Task

LINES = 10  # rows of a part; the list shows all


@dataclass(frozen=True)
class Line:
    """A row of a part of the digest with its address, its unit and the day, or what of a task is
    due."""

    text: str
    address: str
    facts: list[str]

    @property
    def note(self) -> str:
        return " · ".join(filter(None, self.facts))


@dataclass(frozen=True)
class Lines:
    """A part of the digest: its words, its first rows, how many more there are, and the list of
    all, where there is one."""

    words: str
    rows: list[Line]
    more: int
    address: str

    @classmethod
    def of(cls, part: Any, line: Callable[[Any], Line]) -> "Lines":
        rows = [line(one) for one in part.rows[:LINES]]
        return cls(str(part), rows, len(part.rows) - len(rows), part.address)


def digest_of(user, programme, day: LightDay, waiting: int) -> dict[str, Any]:
    """The parts in words with their first rows, how many requests are ``waiting`` for a decision,
    and the text to copy; the numbers are those of now."""
    tasks, as_helper = tasks_of(user, programme, day), is_helper(user, programme)
    steps = steps_of(tasks, day)
    lines = shared = _lines(tasks, steps, day, as_helper)
    if not as_helper:  # whose own days the text names
        led = not_of_helpers(tasks)
        shared = _lines(led, [one for one in steps if one.task in led], day, as_helper)
    others, notes = _other_lines(user, programme, day), other_notes(user, programme, day)
    is_empty = not (lines or others or notes or waiting)
    return {
        "digest": lines + others,
        "digest_decisions": decisions(waiting),
        "digest_notes": notes,
        "digest_text": _text(shared, day.on),
        "next_due": next_line(user, programme, day) if is_empty else None,
    }


def next_line(user, programme, day: LightDay) -> Line | None:
    """What is due next."""
    task = next_due(user, programme, day)
    return _of_task(task) if task else None


def _lines(tasks, steps, day, as_helper) -> list[Lines]:
    return [
        *(Lines.of(part, _of_task) for part in digest_parts(tasks, day, as_helper=as_helper)),
        *(Lines.of(part, _of_step) for part in digest_steps(steps, day, as_helper=as_helper)),
    ]


def _other_lines(user, programme, day) -> list[Lines]:
    return [Lines.of(part, _of_record) for part in other_parts(user, programme, day)]


def _of_task(task: Task) -> Line:
    return Line(task.text, _page(task), [task.lead_unit.name, task.shown_own_day])


def _of_step(step: Any) -> Line:
    what = f"{step._meta.verbose_name} {step}"
    facts = [step.task.lead_unit.name, what, step.due_on.isoformat()]
    return Line(step.task.text, _page(step.task), facts)


def _of_record(record: Any) -> Line:
    return Line(str(record), _page(record), [record.unit.name, record.due_on.isoformat()])


def _page(record: Any) -> str:
    return reverse(kind_of(record).name, args=[record.pk])


def _text(parts: list[Lines], on) -> str:
    """Empty without parts."""
    if not parts:
        return ""
    lines = [_("Reminder of %(day)s") % {"day": date_format(on, "Y-m-d")}]
    for part in parts:
        lines.append(part.words)
        lines += [f"· {one.text}（{' '.join(filter(None, one.facts))}）" for one in part.rows]
    return "\n".join(lines)
