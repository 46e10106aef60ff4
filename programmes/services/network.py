"""The places of units in a programme's network: adding, changing and removing them."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from accounts.units import rename_unit, require_free_name
from core.records import (
    RECORDED,
    create_record,
    delete_record,
    edit_record,
    references_to,
    update_record,
)
from programmes.figures.units import is_used_elsewhere
from programmes.models import Membership, Programme, ProgrammeRecord


@transaction.atomic
def create_member(*, programme: Programme, by: Any, unit: str, **values: Any) -> Membership:
    """Gives the unit of this name a place; a name that no unit has makes a new one. Raises
    ValidationError for a unit that has a place, and for a former name of a unit."""
    found = Unit.objects.filter(name=unit).first()
    if found is None:
        require_free_name(unit)
        found = create_record(Unit, by=by, name=unit)
    return create_record(Membership, by=by, programme=programme, unit=found, **values)


@transaction.atomic
def edit_member(place: Membership, *, version: int, unit: str, **values: Any) -> None:
    """Changes the place, and the name of its unit where no other programme uses it: the name of
    before becomes a former one. Raises StaleRecord and ValidationError."""
    if unit == place.unit.name:
        edit_record(place, version=version, **values)
        return
    if is_used_elsewhere(place.unit, place.programme):
        raise ValidationError({"unit": _("Another programme uses this unit: its name stays.")})
    update_record(place, version=version, **RECORDED, **values)
    today = place.programme.today()
    rename_unit(place.unit, version=place.unit.version, name=unit, on=today)


def remove_member(place: Membership, *, version: int, reason: str) -> None:
    """Raises StaleRecord, and ValidationError while the programme names the unit."""
    delete_record(place, version=version, reason=reason, references=_references_to_unit(place))


def _references_to_unit(place: Membership) -> Iterator[QuerySet]:
    """The programme's rows that name the unit, and its people with a role in it."""
    for rows in references_to(place.unit):
        if issubclass(rows.model, ProgrammeRecord) and rows.model is not Membership:
            yield rows.filter(programme=place.programme)
    yield User.objects.filter(unit=place.unit, roles__programme=place.programme).distinct()
