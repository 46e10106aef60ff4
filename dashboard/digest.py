"""The digest of the day, at the top of a person's own page, with a text for a work group."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.figures.digest_steps import digest_steps
from programmes.figures.digests import decisions_of, digest_parts, next_due
from programmes.figures.task_lights import light_day
from programmes.models import Task

LINES = 10  # rows of a part; the list shows all


@dataclass(frozen=True)
class Line:
    """A task of a part of the digest, with its lead unit and the day, or what of it is due."""

    task: Task
    facts: list[str]

    @property
    def note(self) -> str:
        return " · ".join(filter(None, self.facts))


def digest_of(user, programme) -> dict[str, Any]:
    """The parts in words with their first rows, what waits for a decision, and the text to
    copy; the numbers are those of now."""
    day = light_day(programme, programme.today())
    lines, decisions = _lines(user, programme, day), decisions_of(user, programme)
    return {
        "digest": lines,
        "digest_decisions": decisions,
        "digest_text": _text(_lines(user, programme, day, for_group=True), day.on),
        "next_due": None if lines or decisions else next_line(user, programme),
    }


def next_line(user, programme) -> Line | None:
    """What is due next."""
    task = next_due(user, programme, light_day(programme, programme.today()))
    return _of_task(task) if task else None


def _lines(user, programme, day, **given) -> list[tuple[str, list[Line]]]:
    tasks = digest_parts(user, programme, day, **given)
    steps = digest_steps(user, programme, day, **given)
    return [
        *((words, [_of_task(one) for one in _first(rows)]) for words, rows in tasks),
        *((words, [_of_step(one) for one in rows[:LINES]]) for words, rows in steps),
    ]


def _first(tasks):
    return tasks.select_related("lead_unit").order_by("own_day", "number")[:LINES]


def _of_task(task: Task) -> Line:
    return Line(task, [task.lead_unit.name, task.shown_own_day])


def _of_step(step: Any) -> Line:
    what = f"{step._meta.verbose_name} {step}"
    return Line(step.task, [step.task.lead_unit.name, what, step.due_on.isoformat()])


def _text(parts: list[tuple[str, list[Line]]], on) -> str:
    """Empty without parts."""
    if not parts:
        return ""
    lines = [_("Reminder of %(day)s") % {"day": date_format(on, "Y-m-d")}]
    for words, found in parts:
        lines.append(words)
        lines += [f"· {one.task.text}（{' '.join(filter(None, one.facts))}）" for one in found]
    return "\n".join(lines)
