"""Names of units: a unit that is renamed keeps its former names (曾用名)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit, UnitName
from core.database.unique import Plain
from core.importing.words import plain
from core.models import ONCE
from core.records import create_record, edit_record


@transaction.atomic
def rename_unit(unit: Unit, *, version: int, name: str, on: date) -> None:
    """Stores the name of before as a former one; a former name of its own is its name again.
    Raises StaleRecord, and ValidationError as ``require_free_name``."""
    require_free_name(name, unit)
    former = unit.name
    edit_record(unit, version=version, name=name)
    unit.former_names.annotate(plain=Plain("name")).filter(
        plain__in=[plain(name), plain(former)]
    ).delete()
    if plain(former) != plain(name):
        create_record(UnitName, by=None, unit=unit, name=former, until=on)


def require_free_name(name: str, unit: Unit | None = None) -> None:
    """Raises ValidationError where another unit has the name, or had it."""
    others = Unit.objects.exclude(pk=unit.pk) if unit else Unit.objects.all()
    if others.filter(name=name).exists():
        raise ValidationError({"unit": ONCE % {"model": Unit._meta.verbose_name, "value": name}})
    former = UnitName.objects.annotate(plain=Plain("name")).filter(unit__in=others)
    if found := former.filter(plain=plain(name)).select_related("unit").first():
        words = _("“%(name)s” is a former name of %(unit)s: write another, or its present name.")
        raise ValidationError({"unit": words % {"name": name, "unit": found.unit}})
