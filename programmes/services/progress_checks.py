"""What a report on a task must fulfil."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.periods import Period
from programmes.models import Membership, Task, TaskProgress
from programmes.scopes import TASK_FORCE, roles_in


def require_reported_for(task: Task, unit: Unit, by: Any) -> None:
    """The unit leads or supports the task; another unit's person is of the task force."""
    if not task.reporting_units().filter(pk=unit.pk).exists():
        words = _("%(unit)s neither leads nor supports “%(task)s”.")
        raise ValidationError(words % {"unit": unit, "task": task.text})
    if by.unit_id != unit.pk and not roles_in(by, task.programme) & TASK_FORCE:
        words = _("Only the task force reports on behalf of %(unit)s.")
        raise ValidationError(words % {"unit": unit})


def require_figure(
    task: Task, unit: Unit, month: Period, current: TaskProgress | None, quantity: Decimal | None
) -> None:
    """The lead unit alone gives the quantity, in its last reported month."""
    if quantity == (current.done_quantity if current else None):
        return
    if unit.pk != task.lead_unit_id:
        words = _("The quantity is reported by the lead unit, %(unit)s.")
        raise ValidationError({"done_quantity": words % {"unit": task.lead_unit}})
    last = task.progress.filter(unit=unit, month__gt=month.start).order_by("month").last()
    if last is not None:
        words = _("%(month)s is reported already: give the quantity done so far there.")
        raise ValidationError({"done_quantity": words % {"month": Period(last.month).label()}})


def require_help(task: Task, help_needed: str, help_from: Unit | None) -> None:
    """The help is described, and the unit that is to give it belongs to the programme."""
    if help_from is None:
        return
    if not help_needed:
        raise ValidationError({"help_needed": _("Say what help is needed.")})
    if not Membership.objects.of(task.programme).filter(unit=help_from).exists():
        words = _("%(unit)s is no unit of this programme.")
        raise ValidationError({"help_from": words % {"unit": help_from}})


def last_text(task: Task, unit: Unit, month: Period) -> str:
    """The unit's text of the last month before this one. Raises ValidationError without one."""
    last = task.progress.filter(unit=unit).before(month).first()
    if last is None:
        words = _("There is no earlier report to repeat: say how far it is.")
        raise ValidationError({"text": words})
    return last.text
