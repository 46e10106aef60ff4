"""A stored value as people write it: 5,000.00万元, 2024-06-30, 在建, 是, 交通局, （空）."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.kinds import Kind
from core.money import UNITS, format_amount
from core.periods import Period

if TYPE_CHECKING:
    from core.audit.titles import RecordTitles

MONEY_DIGITS = 16  # an amount of money is numeric(16, 2); other numbers are quantities
LONGEST = 2000


def format_value(
    kind: Kind, column: str, value: Any, names: "RecordTitles", places: int = 2
) -> str:
    """``places`` are the decimals of 万元; more are shown where the amount has more."""
    found = kind.columns.get(column)
    if value is None or value in ("", [], {}):
        return _("(empty)")
    if table := kind.referenced_table(column):
        return names.title(table, value)
    if kind.is_month(column):
        return Period.containing(_day(value)).label()
    return _of_field(kind, found, value, places)[:LONGEST]


def quote_text(kind: Kind, column: str, words: str) -> str:
    """What people typed stands in quotes, so that it is told from our own words."""
    found = kind.columns.get(column)
    is_text = isinstance(found, models.CharField | models.TextField) and not found.choices
    return f"“{words}”" if is_text and words != _("(empty)") else words


def _of_field(kind: Kind, field: Any, value: Any, places: int) -> str:
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.DecimalField):
        return _number(field, Decimal(str(value)), places)
    if isinstance(field, models.DateTimeField):
        return f"{localtime(datetime.fromisoformat(str(value))):%Y-%m-%d %H:%M}"
    if isinstance(field, models.TimeField):
        return str(value)[:5]
    if isinstance(field, ArrayField):
        return _(", ").join(kind.field_label(str(one)) for one in value)
    return _plain(value)


def _plain(value: Any) -> str:
    """Of what is named, the names: a report's files."""
    if isinstance(value, dict):
        return _(", ").join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def _day(value: Any) -> date:
    return date.fromisoformat(str(value)[:10])


def _number(field: models.DecimalField, value: Decimal, places: int) -> str:
    if field.max_digits != MONEY_DIGITS:
        return f"{value.normalize():f}"
    unrounded = -int(value.scaleb(-UNITS["万元"]).normalize().as_tuple().exponent)
    return f"{format_amount(value, '万元', max(places, unrounded))}万元"
