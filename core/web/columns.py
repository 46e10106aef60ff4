"""The columns of all lists."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.models import provenance_label
from core.money import (
    DASH,
    UNITS,
    format_amount,
    format_points,
    format_share,
    round_points,
    share_of,
)
from core.web.marks import provenance_mark
from core.web.ordering import known_first


class WideColumn(tables.Column):
    """A wide text column with line breaks."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, attrs={"td": {"class": "wide"}}, **kwargs)


class NumberColumn(tables.Column):
    """Right-aligned, tabular numerals; the first click sorts the largest first."""

    sort_keys = staticmethod(known_first)

    def __init__(self, *args: Any, **kwargs: Any):
        number = {"class": "text-end text-nowrap"}
        head = {"class": "text-end"}
        attrs = {"td": number, "th": head, "tf": number}
        super().__init__(*args, attrs=attrs, initial_sort_descending=True, **kwargs)


class MoneyColumn(NumberColumn):
    """Yuan, shown in 万元; exported in 万元 at full precision; summed in the footer."""

    unit = "万元"

    def render(self, value):
        return format_amount(value, self.unit)

    def value(self, value) -> Decimal | None:
        return None if value in (None, DASH) else value.scaleb(-UNITS[self.unit])

    @property
    def header(self):
        return f"{self.verbose_name}（{self.unit}）" if self.verbose_name else super().header

    def render_footer(self, bound_column, table):
        return format_amount(table.totals.get(f"sum_{bound_column.name}"), self.unit)

    footer = render_footer


class ShareColumn(NumberColumn):
    """The share of one column in another, as percent; exported unrounded."""

    def __init__(self, *args: Any, part: str, whole: str, **kwargs: Any):
        self.part, self.whole = part, whole
        self.fields: tuple[str, ...] = (part, whole)
        super().__init__(*args, empty_values=(), orderable=False, **kwargs)

    def share(self, record):
        return share_of(getattr(record, self.part), getattr(record, self.whole))

    def render(self, record, table):
        return format_share(self.share(record), table.places)

    def value(self, record, table) -> float | Decimal | None:
        share = self.share(record)
        return None if share is None else float(share)


class PointsColumn(ShareColumn):
    """A share − 序时进度, in 百分点; ``due`` is the column with the number of due twelfths."""

    def __init__(self, *args: Any, due: str, **kwargs: Any):
        self.due = due
        super().__init__(*args, **kwargs)
        self.fields = (*self.fields, due)

    def difference(self, record):
        share = self.share(record)
        return None if share is None else share - Fraction(getattr(record, self.due)) / 12

    def render(self, record, table):
        return format_points(self.difference(record), table.places)

    def value(self, record, table) -> Decimal | None:
        difference = self.difference(record)
        return None if difference is None else round_points(difference, table.places)


class QuantityColumn(NumberColumn):
    """A quantity without trailing zeros."""

    def render(self, value):
        return f"{value.normalize():f}"

    def value(self, value):
        return value


class YesColumn(tables.Column):
    """Shows ``word`` where the value is true, else nothing."""

    def __init__(self, *args: Any, word: Any, **kwargs: Any):
        self.word = word
        super().__init__(*args, **kwargs)

    def render(self, value):
        return self.word if value else ""

    value = render


class MonthColumn(tables.Column):
    """A month, stored as its first day."""

    def render(self, value):
        return f"{value:%Y-%m}"


class DayColumn(tables.Column):
    def render(self, value):
        return f"{value:%Y-%m-%d}"


class ProvenanceColumn(tables.Column):
    """The provenance mark of a row."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("verbose_name", _("provenance"))
        super().__init__(*args, accessor="provenance", orderable=False, **kwargs)

    def render(self, record):
        return provenance_mark(record)

    def value(self, record):
        return provenance_label(record.provenance)


class PickColumn(tables.Column):
    """A box to select the row for the form ``picked`` of the page."""

    def __init__(self, **kwargs: Any):
        cell = {"class": "first pick"}
        attrs = {"td": cell, "th": cell, "tf": cell}
        fixed = {"accessor": "pk", "orderable": False, "exclude_from_export": True}
        super().__init__(attrs=attrs, **fixed, **kwargs)

    @property
    def header(self):
        words = _("Select all rows of this page")
        return format_html(
            '<label><span class="visually-hidden">{}</span>'
            '<input type="checkbox" class="form-check-input" data-pick-all></label>',
            words,
        )

    def render(self, value, record):
        return format_html(
            '<input type="checkbox" class="form-check-input" name="row" value="{}" form="picked"'
            ' aria-label="{}">',
            value,
            record,
        )


class NameColumn(tables.Column):
    """A related record, shown by its name; a long one is wrapped on a small screen."""

    def __init__(self, accessor: str, **kwargs: Any):
        super().__init__(accessor=accessor, attrs={"td": {"class": "unit"}}, **kwargs)
        self.fields = (f"{accessor}__name",)
