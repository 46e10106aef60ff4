"""Which units have reported a task for the open month, on the page of the task."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import Unit
from programmes.choices import report_label
from programmes.models import Membership, Task, TaskProgress
from programmes.views.progress import report_address


@dataclass(frozen=True)
class UnitReport:
    """A unit's report in words; ``address`` is its form, for whoever may report for the unit."""

    unit: Unit
    is_lead: bool
    words: str
    address: str


def reports_of_month(view: Any, task: Task, progress: list[TaskProgress]) -> list[UnitReport]:
    """The lead unit and the supporting ones, with what each has reported of the view's month, of a
    task ``with_due_report``; a helper reads of the others only what they have."""
    month, own = view.month, view.request.user.unit_id
    reported = {one.unit_id for one in progress if one.month == month.start}
    helpers = view.visible(Membership).helpers().filter(unit=OuterRef("pk"))
    reads_as_helper = view.may("programmes.use_helper_wording")
    may_enter = view.may_report() and view.open_month is not None

    def report_of(unit: Any) -> UnitReport:
        of_helper = reads_as_helper or unit.is_helper
        given = {"is_reported": unit.pk in reported, "of_helper": of_helper}
        words = report_label(is_due=task.is_asked, **given) or _("not asked for this month")
        may = may_enter and (unit.pk == own or view.may("programmes.manage"))
        address = report_address(task, month, unit.pk) if may else ""
        return UnitReport(unit, unit.pk == task.lead_unit_id, words, address)

    units = [
        report_of(unit)
        for unit in task.reporting_units().annotate(is_helper=Exists(helpers))
        if not reads_as_helper or unit.pk in {*reported, own}
    ]
    return sorted(units, key=lambda one: not one.is_lead)
