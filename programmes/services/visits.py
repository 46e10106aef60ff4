"""Visits, and the task that is made from what follows of one (docs/rules.md#visits)."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.records import RECORDED, create_record, edit_record, lock_record, update_record
from programmes.models import Task, Visit


@transaction.atomic
def create_visit(*, by: Any, units: Iterable[Unit] = (), **values: Any) -> Visit:
    visit = create_record(Visit, by=by, **values)
    visit.units.set(units)
    return visit


@transaction.atomic
def edit_visit(visit: Visit, *, version: int, units: Iterable[Unit], **values: Any) -> None:
    """Other participants alone count as a change, too. Raises StaleRecord."""
    if set(visit.units.all()) == set(units):
        edit_record(visit, version=version, **values)
        return
    update_record(visit, version=version, **RECORDED, **values)
    visit.units.set(units)


def link_visit(visit: Visit, task: Task) -> None:
    """The task follows from the visit. Raises ValidationError where one does already."""
    stored = lock_record(Visit.objects, visit.pk)
    if stored.task_id:
        raise ValidationError(_("A task was made from this visit already."))
    update_record(stored, version=stored.version, task=task)
