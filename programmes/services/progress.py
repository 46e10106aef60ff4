"""Reporting progress on a task for a month, and taking a report back."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.periods import Period
from core.records import (
    RECORDED,
    StaleRecord,
    create_record,
    delete_record,
    differing,
    lock_record,
    require_version,
    update_record,
)
from programmes.choices import TaskEventKind, TaskState
from programmes.models import Task, TaskEvent, TaskProgress
from programmes.services.months import require_open_month, require_unlocked
from programmes.services.progress_checks import (
    last_text,
    require_figure,
    require_help,
    require_reported_for,
)
from programmes.services.task_events import may_happen, record_event, refusal


@transaction.atomic
def report_progress(
    *,
    task: Task,
    version: int | None,
    month: Period,
    unit: Unit,
    text: str = "",
    done_quantity: Decimal | None = None,
    problem: str = "",
    help_needed: str = "",
    help_from: Unit | None = None,
    is_unchanged: bool = False,
    by: Any,
    on: date,
) -> TaskProgress:
    """Stores the unit's report of an open month, or corrects the stored one if it has the version
    (0: there is none; None skips the check). The task force reports on behalf of the unit.

    The first report of the lead unit signs for the task; without a quantity the task keeps its own.
    A supporting unit reports its own part. ``is_unchanged`` repeats its text of an earlier month.

    Raises MonthClosed, StaleRecord, and ValidationError: a task that is not worked on, a unit
    without part in it, no text, a quantity that is not the month's to give, a submitted sheet.
    """
    require_open_month(task.programme, month)
    require_unlocked(task.programme, unit, month, by)
    task = lock_record(Task.objects, task.pk)
    if not task.is_worked_on:
        raise ValidationError(refusal(task))
    current = task.progress.filter(unit=unit, month=month.start).first()
    _require_same(current, version)
    require_reported_for(task, unit, by)
    require_figure(task, unit, month, current, done_quantity)
    require_help(task, help_needed, help_from)
    typed = {
        "text": last_text(task, unit, month) if is_unchanged else text,
        "is_unchanged": is_unchanged,
        "done_quantity": done_quantity,
        "problem": problem,
        "help_needed": help_needed,
        "help_from": help_from,
    }
    given = {"task": task, "month": month.start, "unit": unit, "on": on, **typed}
    progress = _correct(current, typed, by) if current else _create(task, by, given)
    if unit.pk == task.lead_unit_id:
        _move_task(task, progress, by=by, on=on)
    return progress


def _require_same(current: TaskProgress | None, version: int | None) -> None:
    """Raises StaleRecord where the stored report is not the one that was read."""
    if version is not None and version != (current.version if current else 0):
        raise StaleRecord(current)


def _create(task: Task, by: Any, values: dict[str, Any]) -> TaskProgress:
    return create_record(
        TaskProgress,
        by=by,
        programme=task.programme,
        quantity_before=task.done_quantity,
        on_behalf=by.unit_id != values["unit"].pk,
        **values,
    )


def _correct(current: TaskProgress, typed: dict[str, Any], by: Any) -> TaskProgress:
    """Without a difference nothing is written."""
    if not differing(current, typed):
        return current
    if not current.is_only_author(by):
        typed |= {"corrected_by": by}
    return update_record(current, version=current.version, **RECORDED, **typed)


def _move_task(task: Task, progress: TaskProgress, *, by: Any, on: date) -> None:
    """The state and quantity of the task that follow from the lead unit's report."""
    if may_happen(task, TaskEventKind.BEGUN):
        given: dict[str, Any] = {"unit": progress.unit, "on_behalf": progress.on_behalf}
        given |= {"progress": progress, "state": TaskState.IN_PROGRESS}
        record_event(task, TaskEventKind.BEGUN, by=by, on=on, **given)
    quantity = progress.done_quantity
    if quantity is None:
        quantity = progress.quantity_before if progress.version > 1 else task.done_quantity
    moved = differing(task, {"state": TaskState.IN_PROGRESS, "done_quantity": quantity})
    if moved:
        update_record(task, version=task.version, **moved)


@transaction.atomic
def take_back_progress(*, progress: TaskProgress, by: Any, version: int | None = None) -> None:
    """Deletes a report by its only author while its month is open; of the lead unit's the last.
    The task gets the state and quantity that it had before.

    Raises MonthClosed, StaleRecord (another version, or a later report), and ValidationError for a
    report of another author, a submitted sheet, or where the task has changed since.
    """
    month = Period(progress.month)
    require_open_month(progress.programme, month)
    require_unlocked(progress.programme, progress.unit, month, by)
    task = lock_record(Task.objects, progress.task_id)
    if not progress.is_only_author(by):
        raise ValidationError(_("Only its author can take an entry back."))
    require_version(progress, version)
    if progress.unit_id == task.lead_unit_id:
        _require_last(task, progress)
        _move_back(task, progress)
    delete_record(progress, version=progress.version, references=[])


def _require_last(task: Task, progress: TaskProgress) -> None:
    last = task.progress.filter(unit=progress.unit_id).order_by("-pk").first()
    if last is None or last.pk != progress.pk:
        raise StaleRecord(last)
    if task.events.filter(created_at__gte=progress.created_at).exclude(progress=progress).exists():
        words = _("Something has happened to the task since: report again instead.")
        raise ValidationError(words)


def _move_back(task: Task, progress: TaskProgress) -> None:
    begun = TaskEvent.objects.filter(progress=progress).first()
    state = begun.state_before if begun else task.state
    before = {"state": state, "done_quantity": progress.quantity_before}
    update_record(task, version=task.version, **before)
