"""Adjusting a list within its year, carrying it over into the next one, and deleting it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actors import with_reason
from core.records import create_record, delete_record, lock_record, update_record
from programmes.figures.list_deletion import deletion_of
from programmes.figures.task_lists import has_changed, tasks_to_carry
from programmes.models import Task, TaskList, TaskListVersion, TaskPlace
from programmes.services.tasks import create_task, lock_programme

NOTHING_CHANGES = gettext_lazy(
    "Nothing comes in, goes out or was changed since the last adjustment: choose tasks, or tick "
    "that new ones are created afterwards."
)
# What a copy for the next year keeps of a closed task.
COPIED = (
    "text", "lead_unit", "duty", "person", "phone", "target_quantity", "quantity_unit",
)  # fmt: skip


@transaction.atomic
def adjust_list(
    entry: TaskList,
    *,
    version: int,
    by: Any,
    on: date,
    out: Iterable[Task] = (),
    added: Iterable[Task] = (),
    document_number: str = "",
    note: str = "",
    new_follow: bool = False,
) -> TaskListVersion:
    """Stores an adjustment of the list: the tasks ``out`` leave it, and stay as tasks; ``added``
    ones come in; ``new_follow``: new tasks are created in it afterwards. Raises StaleRecord, and
    ValidationError for a day to come or before the last adjustment, and where nothing changes."""
    lock_record(TaskList.objects, entry.pk, version)
    last = entry.versions.last()
    _require_day(on, entry, last)
    out, added = [*out], [*added]
    if not (out or added or new_follow or has_changed(entry, last)):
        raise ValidationError(NOTHING_CHANGES)
    given = {"programme": entry.programme, "list": entry, "by": by}
    number = last.number + 1 if last else 1
    texts = {"document_number": document_number, "note": note}
    made = create_record(TaskListVersion, number=number, on=on, **texts, **given)
    for place in entry.places.present().filter(task__in=out):
        update_record(place, version=place.version, version_out=made)
    for task in added:
        create_record(TaskPlace, task=task, version_in=made, known_on=on, **given)
    update_record(entry, version=version)
    return made


def _require_day(on: date, entry: TaskList, last: TaskListVersion | None) -> None:
    if on > entry.programme.today():
        raise ValidationError({"on": _("This day has not come yet.")})
    if last and on < last.on:
        words = _("This lies before the last adjustment, of %(day)s.") % {"day": last.on}
        raise ValidationError({"on": words})


@transaction.atomic
def carry_over(entry: TaskList, *, by: Any, copies_closed: bool = False) -> TaskList:
    """The list of that name in the next year, with all open tasks of this one: the same tasks, with
    their number and first deadline. Closed ones are copied as drafts without a deadline, where that
    is wanted. A second call adds what is missing alone. Raises StaleRecord."""
    lock_programme(entry.programme)
    lock_record(TaskList.objects, entry.pk)
    later = _list_of_next_year(entry, by)
    given = {"programme": entry.programme, "list": later, "by": by}
    open_tasks, closed_tasks = tasks_to_carry(entry)
    for task in open_tasks:
        create_record(TaskPlace, task=task, known_on=entry.programme.today(), **given)
    for task in closed_tasks if copies_closed else ():
        _copy(task, later, by)
    return later


def _list_of_next_year(entry: TaskList, by: Any) -> TaskList:
    named = {"programme": entry.programme, "name": entry.name, "year": entry.year + 1}
    later = TaskList.objects.filter(**named).first()
    return later or create_record(TaskList, by=by, position=entry.position, **named)


def _copy(task: Task, into: TaskList, by: Any) -> None:
    values = {name: getattr(task, name) for name in COPIED}
    units = task.supporting_units.all()
    given = {"programme": task.programme, "lists": [into], "by": by}
    create_task(supporting_units=units, **given, **values)


@transaction.atomic
def delete_list(entry: TaskList, *, version: int, drafts: int, reason: str) -> None:
    """Deletes the list with its ``drafts``, as many as the confirmation names; tasks that are in
    another list, too, stay there. Raises StaleRecord, and ValidationError where other tasks are in
    the list, where it was adjusted or is referred to, and where the number is another one."""
    lock_record(TaskList.objects, entry.pk, version)
    _lock_tasks(entry)
    found = deletion_of(entry)
    if found.held:
        raise ValidationError(refusal_of_deletion(found.held))
    if len(found.deleted) != drafts:
        words = _("The list has %(number)s drafts by now: check them and confirm again.")
        raise ValidationError(words % {"number": len(found.deleted)})
    with with_reason(reason):
        Task.objects.filter(pk__in=[task.pk for task in found.deleted]).delete()
        entry.places.present().delete()
        delete_record(entry, version=version, reason=reason)


def _lock_tasks(entry: TaskList) -> None:
    rows = Task.objects.select_for_update().filter(places__in=entry.places.present())
    list(rows.order_by("pk"))


def refusal_of_deletion(held: Sequence[Task]) -> str:
    words = _(
        "%(number)s tasks of this list are assigned, or something refers to them, as %(task)s: the "
        "list is deleted only while all of its tasks are drafts."
    )
    return words % {"number": len(held), "task": held[0].number}
