"""Formats stored values for display: 5,000.00万元, 2024-06-30, 在建, 是, 交通局, （空）."""

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

MONEY_DIGITS = 16  # money is numeric(16, 2); other decimals are quantities
MAX_LENGTH = 2000


def format_value(
    kind: Kind, column: str, value: Any, titles: "RecordTitles", places: int = 2
) -> str:
    """``places`` are the decimals of 万元; an amount with more decimals shows them all."""
    found = kind.columns.get(column)
    if value is None or value in ("", [], {}):
        return _("(empty)")
    if table := kind.referenced_table(column):
        return titles.title(table, value)
    if kind.is_month(column):
        return Period.containing(_parse_day(value)).label()
    return _format_by_field(kind, found, value, places)[:MAX_LENGTH]


def quote_text(kind: Kind, column: str, text: str) -> str:
    """Puts typed text in quotes, to set it apart from labels."""
    found = kind.columns.get(column)
    is_text = isinstance(found, models.CharField | models.TextField) and not found.choices
    return f"“{text}”" if is_text and text != _("(empty)") else text


def _format_by_field(kind: Kind, field: Any, value: Any, places: int) -> str:
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.DecimalField):
        return _format_number(field, Decimal(str(value)), places)
    if isinstance(field, models.DateTimeField):
        return f"{localtime(datetime.fromisoformat(str(value))):%Y-%m-%d %H:%M}"
    if isinstance(field, models.TimeField):
        return str(value)[:5]
    if isinstance(field, ArrayField):
        return _(", ").join(kind.field_label(str(one)) for one in value)
    return _format_json(value)


def _format_json(value: Any) -> str:
    """Of a mapping the keys, such as the names of a report's files."""
    if isinstance(value, dict):
        return _(", ").join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def _parse_day(value: Any) -> date:
    return date.fromisoformat(str(value)[:10])


def _format_number(field: models.DecimalField, value: Decimal, places: int) -> str:
    if field.max_digits != MONEY_DIGITS:
        return f"{value.normalize():f}"
    needed = -int(value.scaleb(-UNITS["万元"]).normalize().as_tuple().exponent)
    return f"{format_amount(value, '万元', max(places, needed))}万元"
