"""Base table and columns of all lists."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import django_tables2 as tables
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
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
from core.web import chosen_columns as columns
from core.web.marks import provenance_mark
from core.web.row_renderer import body_of
from core.web.row_values import values_of


class CountedPaginator(Paginator):
    """A paginator with a known number of rows."""

    def __init__(self, *args: Any, count: int | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if count is not None:
            self.count = count


class Table(tables.Table):
    """``totals`` maps ``sum_<column>`` to the sum over all filtered rows; ``places`` are the
    decimals of shares; ``count`` is the number of filtered rows where known.

    ``chosen`` lists the columns to show, in order (``chosen_columns``); empty shows all but the
    ``hidden_by_default`` ones. The provenance column is always shown.

    ``plain_rows``: the rows of a file are tuples of the fields that its columns name, without an
    instance of the model; every column reads the field of its accessor or those in ``fields``."""

    hidden_by_default: tuple[str, ...] = ()
    plain_rows = False

    class Meta:
        template_name = "core/table.html"
        attrs = {"class": "table table-sm table-hover card-table"}

    def __init__(
        self,
        *args: Any,
        totals: dict | None = None,
        places: int = 2,
        chosen: str = "",
        count: int | None = None,
        **kwargs: Any,
    ):
        self.count = count
        self.totals = totals or {}
        self.places = places
        names = columns.named(chosen, self.selectable_columns())
        super().__init__(*args, sequence=(*names, "...") if names else None, **kwargs)
        hidden = (
            set(self.selectable_columns()) - set(names) if names else set(self.hidden_by_default)
        )
        for bound in self.columns.iterall():
            bound.column.visible = bound.name not in hidden

    @classmethod
    def selectable_columns(cls) -> list[str]:
        """The columns that users can show or hide."""
        found = cls.base_columns.items()
        return [name for name, column in found if not isinstance(column, ProvenanceColumn)]

    def as_values(self, exclude_columns: Any = None):
        """Exports the visible columns; rows are streamed from a server-side cursor."""
        left_out, rows = [*(exclude_columns or ()), *self.hidden()], self.data.data
        if isinstance(rows, QuerySet):
            return values_of(self, left_out, rows)
        return super().as_values(left_out)

    def hidden(self) -> list[str]:
        return [column.name for column in self.columns.iterall() if not column.visible]

    def paginate(self, paginator_class: Any = None, per_page: Any = None, page: Any = 1):
        """Pages of ``PAGE_SIZE`` rows. The primary key breaks ties, so that no row is repeated or
        missing between pages."""
        rows = self.data.data
        if isinstance(rows, QuerySet) and rows.query.order_by:
            self.data.data = rows.order_by(*rows.query.order_by, "pk")
        pages = partial(CountedPaginator, count=self.count)
        return super().paginate(pages, settings.PAGE_SIZE, page)

    def heads(self) -> Iterator[tuple[str, str, str, str]]:
        """For each column the attributes and words of its head, the sort order that a click gives
        (empty where it cannot be sorted), and the icon of the present order."""
        for column in self.columns:
            attributes, header = column.attrs["th"].as_html(), column.header
            if not column.orderable:
                yield attributes, header, "", ""
                continue
            order, arrow = column.order_by_alias, ""
            if column.is_ordered:
                arrow = "arrow-down" if order.is_descending else "arrow-up"
            yield attributes, header, str(order.next), arrow

    def feet(self) -> Iterator[tuple[str, Any]]:
        """For each column the attributes of its foot, and the total."""
        for column in self.columns:
            yield column.attrs["tf"].as_html(), column.footer

    def body(self):
        """The rows of the page as HTML."""
        return body_of(self)

    def has_footer(self):
        return bool(self.totals) and super().has_footer()


class WideColumn(tables.Column):
    """A wide text column with line breaks."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, attrs={"td": {"class": "wide"}}, **kwargs)


class NumberColumn(tables.Column):
    """Right-aligned, tabular numerals."""

    def __init__(self, *args: Any, **kwargs: Any):
        number = {"class": "text-end text-nowrap"}
        head = {"class": "text-end"}
        super().__init__(*args, attrs={"td": number, "th": head, "tf": number}, **kwargs)


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


class NameColumn(tables.Column):
    """A related record, shown by its name."""

    def __init__(self, accessor: str, **kwargs: Any):
        super().__init__(accessor=accessor, **kwargs)
        self.fields = (f"{accessor}__name",)
