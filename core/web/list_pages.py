"""The base class of all lists."""

from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from core.importing.registry import import_address
from core.models import HAS_ILLUSTRATIVE
from core.web import chosen_columns
from core.web.ordering import SORT, fields_of
from core.web.pages import PageMixin
from core.web.query_values import file_refusal, list_problems
from core.web.saved_views.models import SavedView
from core.web.saved_views.queries import ALL, canonical
from core.web.tables import PAGE_SIZES

# Query parameters of a list that the filters do not set.
KEPT = ("as_of", SORT, chosen_columns.COLUMNS, "per_page")


class ListPage(PageMixin, SingleTableMixin, FilterView):
    """A list with filters, sorting, totals, export, column selection and saved views. The query
    string contains the whole state of the list.

    ``totals`` are the columns summed over all filtered rows. ``kept`` are the parameters of the
    query that stay when the filters change. ``empty`` is the text of an empty
    list for users with the right ``filled_by``.
    """

    template_name = "core/list.html"
    totals: tuple[str, ...] = ()
    empty: Any = ""
    filled_by = ""
    kept: tuple[str, ...] = KEPT
    import_kind = ""  # the kind of workbook whose import fills the list

    def get(self, request, *args, **kwargs):
        """Redirects a request without a query to the user's default view, if any."""
        query = chosen_columns.settled(request.GET)
        if query is None and not request.GET:
            query = next((view.query for view in self.saved_views if view.is_default), None)
        if query:
            return HttpResponseRedirect(f"{request.path}?{query}")
        return super().get(request, *args, **kwargs)

    @cached_property
    def saved_views(self) -> list[SavedView]:
        """The user's views of this list."""
        mine = self.visible(SavedView)
        return list(mine.filter(page=self.request.resolver_match.url_name))

    def view_query(self) -> str:
        """The query of a view of the present state."""
        return canonical(self.request.GET)

    def get_queryset(self):
        return self.visible(self.model)

    def get_filterset_kwargs(self, filterset_class):
        kwargs = super().get_filterset_kwargs(filterset_class)
        return {**kwargs, "day": self.request.day, "programme": self.request.programme}

    def get_table_kwargs(self):
        found = self._totals()
        self.is_marked = bool(found.pop("marked", 0))
        return {
            "count": found.pop("count"),
            "totals": found,
            "empty_text": self.get_empty_text(),
            "places": self.request.programme.decimals,
            "chosen": self.request.GET.get(chosen_columns.COLUMNS, ""),
            **self.more_table_kwargs(),
        }

    def _totals(self) -> dict[str, Any]:
        """The totals and the number of all filtered rows, and of those that are illustrative, in
        one statement."""
        sums: dict[str, Any] = {f"sum_{name}": Sum(name) for name in self.totals}
        if hasattr(self.model, "provenance"):
            sums["marked"] = Count("pk", filter=HAS_ILLUSTRATIVE)
        return self.object_list.order_by().aggregate(**sums, count=Count("pk"))

    def get_empty_text(self):
        if self.empty and self.may(self.filled_by):
            return self.empty
        return _("Nothing here fits these filters.")

    def get_table_pagination(self, table):
        """All rows are printed on one page."""
        return False if self.is_printed else super().get_table_pagination(table)

    @property
    def is_printed(self) -> bool:
        return self.request.GET.get("_print") == "all"

    def more_table_kwargs(self) -> dict[str, Any]:
        return {}

    def render_to_response(self, context, **kwargs):
        kind = self.request.GET.get("_export")
        if kind in ("xlsx", "csv"):
            refusal = file_refusal(self.request, context)
            return refusal or self.export(context["table"], kind, context["chips"])
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        table, chips = context["table"], context["filter"].chips
        user, programme = self.request.user, self.request.programme
        context |= {
            "total_count": table.count,
            "problems": list_problems(self.request.GET, table),
            "is_printed": self.is_printed,
            "import_address": import_address(user, programme, self.import_kind),
            "totals": {key.removeprefix("sum_"): value for key, value in table.totals.items()},
            "chips": chips,
            "is_filtered": bool(chips),
            "holds_illustrative": self.is_marked,
            "columns": chosen_columns.choices(table),
            "sort_fields": fields_of(table),
            "page_sizes": PAGE_SIZES,
            "other_parameters": self._other_parameters(),
            "kept_parameters": self._kept_parameters(),
            "unfiltered": self._unfiltered(),
            **self._views(),
        }
        return context

    def _other_parameters(self) -> list[tuple[str, str]]:
        """The filters and the sort order, as hidden fields of the form of the columns."""
        own = (chosen_columns.COLUMNS, chosen_columns.TICKED, chosen_columns.MOVE, "page", "_print")
        query = self.request.GET.lists()
        return [(name, value) for name, values in query if name not in own for value in values]

    def _kept_parameters(self) -> list[tuple[str, str]]:
        """What a change of the filters keeps, as hidden fields of their form."""
        query = self.request.GET
        return [(name, value) for name in self.kept for value in query.getlist(name)]

    def _unfiltered(self) -> str:
        """The query of all rows, with the present sort order and columns."""
        query = self.request.GET.copy()
        for name in set(query) - set(self.kept):
            del query[name]
        return f"?{query.urlencode(safe=',') or ALL}"

    def _views(self) -> dict[str, Any]:
        query = self.view_query()
        same = [view for view in self.saved_views if view.query == query]
        return {
            "saved_views": self.saved_views,
            "view_query": query,
            "view": next(iter(same), None),
        }
