"""The recurrence of a task in a year, and its occurrences (docs/rules.md#recurring-tasks)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import (
    create_record,
    delete_record,
    differing,
    edit_record,
    lock_record,
    require_version,
    update_record,
)
from programmes.choices import WORKED_ON, RecurrenceKind
from programmes.figures.recurrence import Planned, planned
from programmes.figures.workdays import workdays_of
from programmes.models import Task, TaskOccurrence, TaskRecurrence
from programmes.services.task_events import refusal
from programmes.services.task_parts import require_past


@transaction.atomic
def add_recurrence(*, task: Task, by: Any, **values: Any) -> TaskRecurrence:
    """Also creates the occurrences of the year. Raises ValidationError."""
    _lock(task)
    _check(values)
    given = {"programme": task.programme, "task": task, **values}
    recurrence = create_record(TaskRecurrence, by=by, **given)
    plan_occurrences(recurrence, by=by)
    return recurrence


@transaction.atomic
def edit_recurrence(recurrence: TaskRecurrence, *, version: int, by: Any, **values: Any) -> None:
    """Plans the occurrences anew after the last one that is closed. Raises StaleRecord and
    ValidationError."""
    _lock(recurrence.task)
    _check(values)
    edit_record(recurrence, version=version, **values)
    plan_occurrences(recurrence, by=by)


@transaction.atomic
def remove_recurrence(recurrence: TaskRecurrence, *, version: int) -> None:
    """Deletes the open occurrences of its year, too; closed ones stay. Raises StaleRecord."""
    _lock(recurrence.task)
    recurrence.task.occurrences.in_year(recurrence.year).open().delete()
    delete_record(recurrence, version=version)


def plan_occurrences(recurrence: TaskRecurrence, *, by: Any) -> None:
    """Those up to the last closed one stay as they are; of the later ones, those that are planned
    still stay, too. A second call changes nothing."""
    rows = recurrence.task.occurrences.in_year(recurrence.year)
    last = rows.closed().order_by("last_day").last()
    before = rows.filter(first_day__lte=last.last_day).count() if last else 0
    after = last.last_day if last else None
    plan = planned(recurrence, workdays_of(recurrence.programme), after=after)
    later = rows.filter(first_day__gt=after) if after else rows
    stored = {(one.first_day, one.last_day): one for one in later}
    for days in stored.keys() - {(one.first_day, one.last_day) for one in plan}:
        stored[days].delete()
    for number, one in enumerate(plan, before + 1):
        _put(recurrence, stored.get((one.first_day, one.last_day)), number, one, by)


def _put(
    recurrence: TaskRecurrence, stored: TaskOccurrence | None, number: int, one: Planned, by: Any
) -> None:
    values = {"number": number, "due_on": one.due_on}
    if stored and differing(stored, values):
        update_record(stored, version=stored.version, **values)
    elif stored is None:
        values |= {"first_day": one.first_day, "last_day": one.last_day}
        given = {"programme": recurrence.programme, "task": recurrence.task}
        create_record(TaskOccurrence, by=by, **given, **values)


def _check(values: dict[str, Any]) -> None:
    first, last, times = values["first_month"], values["last_month"], values["times_a_year"]
    if first > last:
        raise ValidationError({"last_month": _("It ends before it begins.")})
    if values["kind"] != RecurrenceKind.TIMES and times is not None:
        raise ValidationError({"times_a_year": _("Only of a task done some times a year.")})
    if values["kind"] == RecurrenceKind.TIMES and not times:
        raise ValidationError({"times_a_year": _("Say how many times a year.")})
    if times and times > last - first + 1:
        words = _("At most once a month: %(n)s months.") % {"n": last - first + 1}
        raise ValidationError({"times_a_year": words})


@transaction.atomic
def close_occurrence(
    occurrence: TaskOccurrence, *, version: int, done_on: date, result: str, by: Any, on: date
) -> None:
    """The lead unit, or the task force on its behalf, records the result. Raises StaleRecord, and
    ValidationError where the task is not worked on or the day has not come."""
    _require_open(occurrence, version)
    require_past(done_on, on)
    values = {"done_on": done_on, "result": result, "closed_by": by}
    update_record(occurrence, version=version, **values)


@transaction.atomic
def excuse_occurrence(
    occurrence: TaskOccurrence, *, version: int, missed_reason: str, by: Any
) -> None:
    """Records why it was not done. Raises StaleRecord and ValidationError."""
    _require_open(occurrence, version)
    update_record(occurrence, version=version, missed_reason=missed_reason, closed_by=by)


@transaction.atomic
def reopen_occurrence(occurrence: TaskOccurrence, *, version: int) -> None:
    """What was recorded of it is taken back. Raises StaleRecord and ValidationError."""
    _require_worked_on(occurrence.task)
    values = {"done_on": None, "result": "", "missed_reason": "", "closed_by": None}
    update_record(occurrence, version=version, **values)


def require_closed_occurrences(task: Task) -> None:
    """Raises ValidationError that names the open occurrences."""
    if missing := [*task.occurrences.open()]:
        days = _(", ").join(f"{one.first_day}–{one.last_day}" for one in missing)
        words = _("Close each occurrence, or say why it was not done, first: %(days)s.")
        raise ValidationError(words % {"days": days})


def _require_open(occurrence: TaskOccurrence, version: int) -> None:
    require_version(occurrence, version)
    _require_worked_on(occurrence.task)
    if occurrence.is_closed:
        raise ValidationError(_("This occurrence is closed already."))


def _require_worked_on(task: Task) -> None:
    stored = _lock(task)
    if stored.state not in WORKED_ON:
        raise ValidationError(refusal(stored))


def _lock(task: Task) -> Task:
    return lock_record(Task.objects, task.pk)
