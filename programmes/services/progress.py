"""Reporting progress on a task, and taking a report back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.periods import Period
from core.records import StaleRecord, create_record, require_version, update_record
from programmes.choices import TaskState
from programmes.models import Task, TaskProgress
from programmes.services.months import require_open_month


@transaction.atomic
def report_progress(
    *, task: Task, version: int, month: Period, text, done_quantity, by
) -> TaskProgress:
    """Stores a unit's report on a task in an open month, and sets the task in progress.

    Raises MonthClosed, StaleRecord (a report came in between), and ValidationError for a task
    that is done.
    """
    require_open_month(task.programme, month)
    if task.state == TaskState.CLOSED:
        raise ValidationError(_("This task is done and takes no further progress."))
    progress = create_record(
        TaskProgress,
        by=by,
        quantity_before=task.done_quantity,
        state_before=task.state,
        programme=task.programme,
        task=task,
        month=month.start,
        unit=by.unit,
        text=text,
        done_quantity=done_quantity,
    )
    quantity = task.done_quantity if done_quantity is None else done_quantity
    update_record(task, version=version, state=TaskState.IN_PROGRESS, done_quantity=quantity)
    return progress


@transaction.atomic
def take_back_progress(*, progress: TaskProgress, by, version: int | None = None) -> None:
    """Deletes the task's last report, by its author, while its month is open.

    Raises MonthClosed, StaleRecord (another version of the task, or a later report), and
    ValidationError for a report of another author.
    """
    require_open_month(progress.programme, Period(progress.month))
    if progress.created_by_id != by.pk:
        raise ValidationError(_("Only its author can take an entry back."))
    task = Task.objects.select_for_update().get(pk=progress.task_id)
    require_version(task, version)
    last = task.progress.order_by("-pk").first()
    if last is None or last.pk != progress.pk:
        raise StaleRecord(last)
    state = progress.state_before or TaskState.IN_PROGRESS
    progress.delete()
    update_record(task, version=task.version, state=state, done_quantity=progress.quantity_before)
