"""Which units have reported a task for the open month, on the page of the task."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Unit
from programmes.choices import report_label
from programmes.models import Membership, Task, TaskProgress
from programmes.services.months import closed_reason, shown_month
from programmes.views.progress import report_address


@dataclass(frozen=True)
class UnitReport:
    """A unit's report in words; ``address`` is its form, for whoever may report for the unit."""

    unit: Unit
    is_lead: bool
    words: str
    address: str


def reports_of_month(view: Any, task: Task) -> dict[str, Any]:
    """The lead unit and the supporting ones, with what each has reported; a helper reads of the
    others only what they have."""
    month, day = shown_month(task.programme), view.request.day
    rows = view.visible(TaskProgress).filter(task=task, month=month.start)
    reported = set(rows.values_list("unit", flat=True))
    is_due = view.visible(Task).filter(pk=task.pk).due_to_report(month, on=day).exists()
    members = view.visible(Membership).helpers()
    helpers = set(members.values_list("unit", flat=True))
    reads_as_helper = view.may("programmes.use_helper_wording")
    may = view.may_report() and not closed_reason(task.programme, month)

    def report_of(unit: Unit) -> UnitReport:
        of_helper = reads_as_helper or unit.pk in helpers
        given = {"is_reported": unit.pk in reported, "of_helper": of_helper}
        words = report_label(is_due=is_due, **given) or _("not asked for this month")
        is_own = unit.pk == view.request.user.unit_id or view.may("programmes.manage")
        address = report_address(task, month, unit.pk) if may and is_own else ""
        return UnitReport(unit, unit.pk == task.lead_unit_id, words, address)

    units = [
        report_of(unit)
        for unit in task.reporting_units()
        if not reads_as_helper or unit.pk in {*reported, view.request.user.unit_id}
    ]
    return {"month": month, "reports": sorted(units, key=lambda one: not one.is_lead)}
