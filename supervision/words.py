"""The reminder to copy into the county's work group."""

from django.utils.translation import gettext as _

from core.periods import Period
from supervision.figures import UnitMonth


def reminder(units: list[UnitMonth], month: Period, report_day: int) -> str:
    """One line a unit with what it has not reported; empty where nothing is missing."""
    late = [unit for unit in units if unit.missing]
    if not late:
        return ""
    head = _(
        "Reminder: the entries of %(month)s below are still missing. Please enter them by the "
        "%(day)sth, or press “no change”."
    ) % {"month": month.label(), "day": report_day - 1}
    lines = [
        _("%(unit)s: %(projects)s")
        % {
            "unit": unit.unit,
            "projects": "、".join(project.name for project in unit.missing),
        }
        for unit in late
    ]
    return "\n".join([head, *lines])
