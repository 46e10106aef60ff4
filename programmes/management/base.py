"""Arguments that commands share: a programme, a kind of record, a month."""

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from core.periods import Period
from programmes.models import Programme


def programme_of(code: str) -> Programme:
    """The programme with the code; CommandError with the known codes if there is none."""
    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        codes = ", ".join(Programme.objects.values_list("code", flat=True)) or "—"
        message = _("There is no programme “%(code)s”. Known: %(codes)s.")
        raise CommandError(message % {"code": code, "codes": codes})
    return programme


def kind_of(name: str, kinds: dict[str, Any]) -> Any:
    """The importer or exporter of that kind; CommandError with the known kinds otherwise."""
    if name not in kinds:
        message = _("There is no kind “%(name)s”. Known: %(names)s.")
        raise CommandError(message % {"name": name, "names": ", ".join(kinds)})
    return kinds[name]


def month_of(text: str | None) -> Period | None:
    """The month of 2024-06; CommandError for other text."""
    try:
        month = Period.parse(text) if text else None
    except ValueError as error:
        raise CommandError(str(error)) from error
    if month and month.kind != "month":
        raise CommandError(_("“%(text)s” is not a month: write 2024-06.") % {"text": text})
    return month
