"""Creating a programme."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from accounts.models import Unit
from programmes.models import Programme, ReportingPeriod

# Functions of a new programme: higher apps append those that add the first entries of catalogues.
first_entries: list[Callable[[Programme], None]] = []


@transaction.atomic
def create_programme(
    *,
    code: str,
    name: str,
    county: str,
    start_year: int,
    end_year: int,
    task_force: str = "",
    leadership: str = "",
    **values,
) -> Programme:
    """Creates a programme, the units of its task force and leadership, all months of its years, and
    the first entries of its catalogues.

    Existing units are reused; names default to the county's. Raises ValidationError for a code
    that exists or years out of order.
    """
    programme = Programme(
        code=code, name=name, county=county, start_year=start_year, end_year=end_year, **values
    )
    programme.task_force = _get_or_create_unit(task_force or f"{programme.short_county}工作专班")
    programme.leadership = _get_or_create_unit(leadership or f"{programme.short_county}委、县政府")
    programme.full_clean()
    programme.save()
    ReportingPeriod.objects.bulk_create(
        ReportingPeriod(programme=programme, month=date(year, month, 1))
        for year in range(start_year, end_year + 1)
        for month in range(1, 13)
    )
    for add_entries in first_entries:
        add_entries(programme)
    return programme


def _get_or_create_unit(name: str) -> Unit:
    if unit := Unit.objects.called(name).first():
        return unit
    unit = Unit(name=name)
    unit.full_clean()
    unit.save()
    return unit
