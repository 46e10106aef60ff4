"""The units that have a sheet of the month."""

from django.db.models import Q, QuerySet

from accounts.models import Unit
from programmes.figures.task_reports import county_units_with_tasks


def units_with_sheet(projects, tasks, programme) -> QuerySet[Unit]:
    """The responsible units of the projects, and the county's units that lead or support one of
    the tasks; helpers report tasks without a sheet."""
    with_tasks = county_units_with_tasks(tasks, programme)
    units = Unit.objects.filter(Q(pk__in=projects.order_by().values("owner_unit")) | with_tasks)
    return units.distinct()
