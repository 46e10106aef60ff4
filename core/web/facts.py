"""What a record page shows by declaration: facts, actions, and the rows of related records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.money import DASH, MONEY_DIGITS, format_amount
from core.web.tables import Table

# The name of a field, or an attribute of the record and its label.
Name = str | tuple[str, Any]


@dataclass(frozen=True)
class Fact:
    """A label and a value, both as a page shows them."""

    label: str
    value: Any


@dataclass(frozen=True)
class Action:
    """A link to a page that changes the record. ``url_name`` takes the record's id, ``right`` is
    checked on the record."""

    label: Any
    url_name: str
    right: str
    icon: str = ""


@dataclass(frozen=True)
class Section:
    """A card with related records: a table, or a template of its own with the ``rows``.
    ``add_address`` is empty for whoever may not add to them."""

    title: Any
    anchor: str
    table: Table | None = None
    template: str = ""
    rows: Any = ()
    add_address: str = ""


def facts_of(record: models.Model, names: Iterable[Name]) -> list[Fact]:
    """The facts of a record in the order of their names."""
    return [_fact(record, name) for name in names]


def _fact(record: models.Model, name: Name) -> Fact:
    if isinstance(name, tuple):
        attribute, label = name
        return Fact(str(label), display(getattr(record, attribute)))
    field: Any = record._meta.get_field(name)
    label, value = str(field.verbose_name), getattr(record, name)
    if is_money(field):
        return Fact(f"{label}（万元）", format_amount(value))
    if field.flatchoices:
        value = getattr(record, f"get_{name}_display")()
    elif field.many_to_many:
        value = list(value.all())
    return Fact(label, display(value))


def is_money(field: Any) -> bool:
    return isinstance(field, models.DecimalField) and field.max_digits == MONEY_DIGITS


def display(value: Any) -> Any:
    """A value as a page shows it: a dash for nothing, a link for a record with an address."""
    if value is None or value in ("", []):
        return DASH
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return _(", ").join(str(one) for one in value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return f"{localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if hasattr(value, "get_absolute_url"):
        return format_html('<a href="{}">{}</a>', value.get_absolute_url(), value)
    return value
