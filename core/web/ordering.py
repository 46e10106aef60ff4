"""The order of a list's rows by one or several of its columns, as ``sort=stage&sort=-plan``."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django_tables2.data import TableQuerysetData
from django_tables2.utils import OrderBy, OrderByTuple

SORT = "sort"
MAX_KEYS = 3


class OrderedRows(TableQuerysetData):
    """Sorted by all chosen columns, where django-tables2 sorts by a single one with an order of
    its own."""

    data: Any

    def order_by(self, aliases):
        keys = [key for alias in aliases for key in self._keys(OrderBy(alias))]
        if keys:
            self.data = self.data.order_by(*keys)

    def _keys(self, alias: OrderBy) -> Iterable[Any]:
        column = self.table.columns[alias.bare].column
        paths = column.order_by or OrderByTuple((self.table.columns[alias.bare].accessor,))
        directed = paths.opposite if alias.is_descending else paths
        own = getattr(column, "sort_keys", list)
        return own([path.for_queryset() for path in directed])


def known_first(paths: list[str]) -> list[Any]:
    """Rows without the value come last in both directions."""
    return [F(path[1:]).desc(nulls_last=True) if path[0] == "-" else path for path in paths]


def chosen_keys(aliases: Iterable[str]) -> list[str]:
    """The first MAX_KEYS columns, each once."""
    by_name: dict[str, str] = {}
    for alias in aliases:
        by_name.setdefault(OrderBy(alias).bare, alias)
    return list(by_name.values())[:MAX_KEYS]


def fields_of(table: Any) -> list[dict[str, Any]]:
    """For each key of the form its label, and the orders to choose from."""
    labels = (_("sort by"), _("then by"), _("last by"))
    present = [*(table.order_by or ()), *[""] * MAX_KEYS]
    options = list(_orders(table))
    return [
        {"label": label, "options": [(*one, one[0] == alias) for one in options]}
        for label, alias in zip(labels, present, strict=False)
    ]


def _orders(table: Any) -> Iterator[tuple[str, str]]:
    """Each sortable column in the direction of its head's first click, then in the other."""
    for column in table.columns:
        if column.orderable:
            words = (_("%(column)s ↑"), _("%(column)s ↓"))
            directions = [(column.name, words[0]), (f"-{column.name}", words[1])]
            if column.column.initial_sort_descending:
                directions.reverse()
            for alias, word in directions:
                yield alias, word % {"column": column.header}
