"""The base table of all lists."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import django_tables2 as tables
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django_tables2.utils import OrderBy

from core.web import chosen_columns
from core.web.columns import PickColumn, ProvenanceColumn
from core.web.ordering import OrderedRows, chosen_keys
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
        names = chosen_columns.named(chosen, self.selectable_columns())
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
