"""Agreements as rows of the page of a unit."""

from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.web.facts import Section
from core.web.pages import PageMixin
from programmes.models import Agreement
from programmes.tables.agreements import UnitAgreementTable


def agreements_of_unit(page: PageMixin, unit: Unit) -> Section:
    """Those of which the unit is a partner, that it brought about, or is responsible for."""
    rows = page.visible(Agreement).signed_by(page.request.day).of_unit(unit)
    table = UnitAgreementTable(rows)
    return Section(gettext_lazy("Agreements"), "agreements", table=table, rows=rows)
