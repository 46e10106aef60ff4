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
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_tables2.utils import OrderBy

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
from core.web.ordering import OrderedRows, chosen_keys, known_first
from core.web.row_renderer import body_of
from core.web.row_values import values_of

# Rows on a page, the first by default.
PAGE_SIZES = (settings.PAGE_SIZE, 100, 200)


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
    ``hidden_by_default`` ones, of which a file has those ``in_files`` all the same. The provenance
    column is always shown.

    ``plain_rows``: the rows of a file are tuples of the fields that its columns name, without an
    instance of the model; every column reads the field of its accessor or those in ``fields``.

    ``picks``: whether the rows have boxes, where the table has a ``pick`` column."""

    hidden_by_default: tuple[str, ...] = ()
    in_files: tuple[str, ...] = ()
    plain_rows = False

    class Meta:
        template_name = "core/table.html"
        attrs = {"class": "table table-sm table-hover card-table"}

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        totals: dict | None = None,
        places: int = 2,
        chosen: str = "",
        count: int | None = None,
        picks: bool = False,
        **kwargs: Any,
    ):
        self.count = count
        self.totals = totals or {}
        self.places = places
        names = columns.named(chosen, self.selectable_columns())
        self.is_chosen = bool(names)
        rows = OrderedRows(data) if isinstance(data, QuerySet) else data
        first = [name for name in self.base_columns if name == "pick"]
        sequence = (*first, *names, "...") if names else None
        super().__init__(rows, *args, sequence=sequence, **kwargs)
        hidden = (
            set(self.selectable_columns()) - set(names) if names else set(self.hidden_by_default)
        )
        if not picks:
            hidden.add("pick")
        for bound in self.columns.iterall():
            bound.column.visible = bound.name not in hidden

    @classmethod
    def selectable_columns(cls) -> list[str]:
        """The columns that users can show or hide."""
        found = cls.base_columns.items()
        always = (ProvenanceColumn, PickColumn)
        return [name for name, column in found if not isinstance(column, always)]

    def as_values(self, exclude_columns: Any = None):
        """Exports the visible columns; rows are streamed from a server-side cursor."""
        kept = () if self.is_chosen else self.in_files
        hidden = [name for name in self.hidden() if name not in kept]
        left_out, rows = [*(exclude_columns or ()), *hidden], self.data.data
        if isinstance(rows, QuerySet):
            return values_of(self, left_out, rows)
        return super().as_values(left_out)

    def hidden(self) -> list[str]:
        return [column.name for column in self.columns.iterall() if not column.visible]

    def paginate(self, paginator_class: Any = None, per_page: Any = None, page: Any = 1):
        """Pages of one of the PAGE_SIZES. The primary key breaks ties, so that no row is repeated
        or missing between pages."""
        rows = self.data.data
        if isinstance(rows, QuerySet) and rows.query.order_by:
            self.data.data = rows.order_by(*rows.query.order_by, "pk")
        pages = partial(CountedPaginator, count=self.count)
        self.page_size = per_page if per_page in PAGE_SIZES else settings.PAGE_SIZE
        return super().paginate(pages, self.page_size, page)

    @property
    def order_by(self):
        return super().order_by

    @order_by.setter
    def order_by(self, value):
        tables.Table.order_by.fset(self, chosen_keys(value or ()))

    def heads(self) -> Iterator[tuple[str, str, str, str, int]]:
        """For each column the attributes and words of its head, the sort order that a click gives
        (empty where it cannot be sorted), the icon of the present order, and its number where
        the rows are sorted by several columns."""
        ordered = [OrderBy(alias).bare for alias in self.order_by or ()]
        for column in self.columns:
            attributes, header = column.attrs["th"].as_html(), column.header
            if not column.orderable:
                yield attributes, header, "", "", 0
                continue
            order, arrow, number = column.order_by_alias, "", 0
            if column.is_ordered:
                arrow = "arrow-down" if order.is_descending else "arrow-up"
                number = ordered.index(column.name) + 1 if len(ordered) > 1 else 0
            yield attributes, header, str(order.next), arrow, number

    def feet(self) -> Iterator[tuple[str, Any, bool]]:
        """For each column the attributes of its foot, the total, and whether the word “total”
        is shown: in the first column with a name."""
        names = [column.name for column in self.columns if column.name != "pick"]
        for column in self.columns:
            yield column.attrs["tf"].as_html(), column.footer, column.name == names[0]

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
