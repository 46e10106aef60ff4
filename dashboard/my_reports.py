"""The tasks that a person's unit has to report for the open month."""

from typing import Any

from core.periods import Period
from programmes.models import Task


def month_to_report(view: Any) -> Period | None:
    """None for people who do not report, and where no month takes entries."""
    if not view.may("programmes.report_tasks"):
        return None
    return view.open_month


def keys_to_report(view: Any, month: Period | None) -> set[int]:
    """The ids of the tasks that the unit has not reported for the month."""
    if month is None:
        return set()
    programme, unit = view.request.programme, view.request.user.unit_id
    rows = view.visible(Task).to_report_by(unit, month, on=programme.today())
    return set(rows.values_list("pk", flat=True))
