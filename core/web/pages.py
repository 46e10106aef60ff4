"""The base classes of all pages, lists and records."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Sum
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, TemplateView
from django.views.generic.base import ContextMixin
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from core.audit.services import record_event
from core.choices import EventKind
from core.files.exporters import export_response
from core.importing.registry import import_address
from core.models import HAS_ILLUSTRATIVE
from core.web import chosen_columns as columns
from core.web.facts import Action, Name, Section, facts_of
from core.web.links import safe_path
from core.web.ordering import SORT, fields_of
from core.web.query_values import file_refusal, list_problems
from core.web.reauthentication import is_reauthenticated, redirect_to_reauthentication
from core.web.saved_views.models import SavedView
from core.web.saved_views.queries import ALL, canonical
from core.web.tables import PAGE_SIZES

ASK_ADMINISTRATOR = gettext_lazy(
    "You have no role in a programme. Ask the security administrator for one."
)
NOT_YOURS = gettext_lazy("Your role does not include this page. Ask the task force if you need it.")

# Query parameters of a list that the filters do not set.
KEPT = ("as_of", SORT, columns.COLUMNS, "per_page")


class PageMixin(LoginRequiredMixin, ContextMixin):
    """Requires a signed-in user, a programme and, if set, the right ``permission`` in it; with
    ``proof_required`` also a recent reauthentication."""

    request: Any  # with the programme and day set by the middleware
    kwargs: Any
    http_method_names: Any
    permission = ""
    proof_required = False
    shows_present = False  # whatever the as-of day, which the page then says
    title: Any = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(self._page_sent_from())
        if request.programme is None:
            raise PermissionDenied(ASK_ADMINISTRATOR)
        if self.permission and not request.user.has_perm(self.permission, request.programme):
            raise PermissionDenied(NOT_YOURS)
        if self._must_reauthenticate():
            self.find()
            return redirect_to_reauthentication(request, self._next_page())
        return super().dispatch(request, *args, **kwargs)

    def _page_sent_from(self) -> str:
        """The page to return to after signing in: that of the button where this has no page."""
        if "get" in self.http_method_names:
            return self.request.get_full_path()
        return safe_path(self.request, self.request.headers.get("Referer"))

    def _must_reauthenticate(self) -> bool:
        method = self.request.method.lower().replace("head", "get")
        is_handled = method in self.http_method_names and hasattr(self, method)
        required = self.proof_required and is_handled and method != "options"
        return required and not is_reauthenticated(self.request.session)

    def _next_page(self) -> str:
        has_get = "get" in self.http_method_names
        return self.request.get_full_path() if has_get else self.get_return_url()

    def find(self) -> Any:
        """Returns the object of the page, before reauthentication is required. Raises Http404 or
        PermissionDenied for an object that the user may not access."""

    def get_return_url(self) -> str:
        """The page that contains the form of this address."""
        return reverse("home")

    def visible(self, model):
        """The rows of a model in the programme that the user may see."""
        return model._default_manager.visible_to(self.request.user).of(self.request.programme)

    def may(self, right: str, subject: Any = None) -> bool:
        return self.request.user.has_perm(right, subject or self.request.programme)

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.get_title(), **kwargs)

    def get_title(self) -> str:
        return self.title

    def export(self, table: Any, kind: str, chips: Iterable[dict[str, str]]):
        """The list as a file. Records an event with the format, the rows and the filters."""
        filters = {str(chip["label"]): str(chip["value"]) for chip in chips}
        title = str(self.get_title())
        details: dict[str, Any] = {"format": kind, "rows": len(table.rows), "filters": filters}
        record_event(EventKind.EXPORT, programme=self.request.programme, about=title, **details)
        return export_response(table, kind, f"{title} {self.request.day}")


class Page(PageMixin, TemplateView):
    """A page without a form."""

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())


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
        query = columns.settled(request.GET)
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
            "empty_text": self._empty_text(),
            "places": self.request.programme.decimals,
            "chosen": self.request.GET.get(columns.COLUMNS, ""),
            **self.more_table_kwargs(),
        }

    def _totals(self) -> dict[str, Any]:
        """The totals and the number of all filtered rows, and of those that are illustrative, in
        one statement."""
        sums: dict[str, Any] = {f"sum_{name}": Sum(name) for name in self.totals}
        if hasattr(self.model, "provenance"):
            sums["marked"] = Count("pk", filter=HAS_ILLUSTRATIVE)
        return self.object_list.order_by().aggregate(**sums, count=Count("pk"))

    def _empty_text(self):
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
            "columns": columns.choices(table),
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
        own = (columns.COLUMNS, columns.TICKED, columns.MOVE, "page", "_print")
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


class RecordPage(PageMixin, DetailView):
    """One record; what the person may not see is not there (404).

    ``facts`` names the fields of the definition list, ``highlights`` those shown large above it,
    ``actions`` the links for whoever has their right; ``title_field`` is the field that the title
    shows, whose provenance is marked beside it. See ``core.web.facts``."""

    template_name = "core/record.html"
    title_field = ""
    highlights: tuple[Name, ...] = ()
    facts: tuple[Name, ...] = ()
    actions: tuple[Action, ...] = ()

    def get_queryset(self):
        return self.visible(self.model)

    def get_title(self):
        return str(self.object)

    def get_actions(self) -> list[tuple[Action, str]]:
        """The permitted actions with their addresses."""
        return [
            (action, reverse(action.url_name, args=[self.object.pk]))
            for action in self.actions
            if self.may(action.right, self.object)
        ]

    def get_sections(self) -> list[Section]:
        """The cards of related records."""
        return []

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title_field=self.title_field,
            highlights=facts_of(self.object, self.highlights),
            facts=facts_of(self.object, self.facts),
            actions=self.get_actions(),
            sections=self.get_sections(),
            **kwargs,
        )
