"""Instructions of leaders and comments on a task, and what follows from an instruction
(docs/rules.md#instructions-and-comments)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import create_record, lock_record, update_record
from programmes.choices import RemarkKind
from programmes.models import Task, TaskEvent, TaskRemark
from programmes.services.task_notices import notify_remark


@transaction.atomic
def add_remark(
    *,
    task: Task,
    kind: RemarkKind,
    text: str,
    by: Any,
    on: date,
    leader: str = "",
    is_internal: bool = False,
) -> TaskRemark:
    """Stores the remark and notifies its readers. Raises ValidationError, also for a day to
    come."""
    if on > task.programme.today():
        raise ValidationError({"on": _("This day has not come yet.")})
    given = {"kind": kind, "text": text.strip(), "leader": leader.strip(), "on": on}
    remark = create_record(
        TaskRemark,
        by=by,
        programme=task.programme,
        task=task,
        unit=by.unit,
        is_internal=is_internal,
        **given,
    )
    notify_remark(remark)
    return remark


@transaction.atomic
def delete_remark(remark: TaskRemark, *, version: int, by: Any) -> None:
    """Its author deletes it while nothing follows from it; the record of changes keeps it.

    Raises StaleRecord, and ValidationError for another person and where something follows from it.
    """
    stored = lock_record(TaskRemark.objects, remark.pk, version)
    if remark.created_by_id != by.pk:
        raise ValidationError(_("Only its author can take an entry back."))
    if stored.led_to_task_id or stored.led_to_event_id:
        raise ValidationError(_("A task or a deadline follows from it already."))
    stored.delete()


def link_task(remark: TaskRemark, task: Task) -> None:
    """The task follows from the instruction."""
    update_record(remark, version=remark.version, led_to_task=task)


def link_event(remark: TaskRemark, event: TaskEvent) -> None:
    """The new deadline follows from the instruction."""
    update_record(remark, version=remark.version, led_to_event=event)
