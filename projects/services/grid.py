"""Writes the entries of several projects at once, for the grid."""

from typing import Any

from django.db import transaction

from accounts.models import Unit
from core.periods import Period
from programmes.models import Programme
from programmes.services.months import require_open_month
from projects.models import Project
from projects.services.months import record_no_change


@transaction.atomic
def record_no_change_of_unit(*, programme: Programme, unit: Unit, month: Period, by: Any) -> int:
    """无变化 for every project of the unit that is due and not reported. Returns their number.

    Raises MonthClosed, and ValidationError where the unit has submitted its sheet.
    """
    require_open_month(programme, month)
    missing = Project.objects.of(programme).filter(owner_unit=unit).not_reported(month)
    projects = list(missing.select_related("programme").order_by("pk"))
    for project in projects:
        record_no_change(project=project, month=month, by=by)
    return len(projects)
