"""The bases of all pages. A page says what it shows; these do the work."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, Sum
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
from core.choices import EventKind, Provenance
from core.files.exporters import export_response
from core.web import chosen_columns as columns
from core.web.facts import Action, Name, Section, facts_of
from core.web.reauthentication import is_reauthenticated, redirect_to_reauthentication
from core.web.saved_views.models import SavedView
from core.web.saved_views.queries import ALL, canonical

ASK_ADMINISTRATOR = gettext_lazy(
    "You have no role in a programme. Ask the security administrator for one."
)
NOT_YOURS = gettext_lazy("Your role does not include this page. Ask the task force if you need it.")


class PageMixin(LoginRequiredMixin, ContextMixin):
    """Asks for sign-in, a programme and, where ``permission`` names one, a right in it; with
    ``proof_required`` also for the person's own password, unless it was given a moment ago."""

    request: Any  # with the programme and day that its middleware adds
    kwargs: Any
    http_method_names: Any
    permission = ""
    proof_required = False
    title: Any = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if request.programme is None:
            raise PermissionDenied(ASK_ADMINISTRATOR)
        if self.permission and not request.user.has_perm(self.permission, request.programme):
            raise PermissionDenied(NOT_YOURS)
        if self._lacks_proof():
            self.find()
            return redirect_to_reauthentication(request, self._page_to_go_on())
        return super().dispatch(request, *args, **kwargs)

    def _lacks_proof(self) -> bool:
        method = self.request.method.lower().replace("head", "get")
        answered = method in self.http_method_names and hasattr(self, method)
        asks = self.proof_required and answered and method != "options"
        return asks and not is_reauthenticated(self.request.session)

    def _page_to_go_on(self) -> str:
        opens = "get" in self.http_method_names
        return self.request.get_full_path() if opens else self.get_return_url()

    def find(self) -> Any:
        """What the page is about, looked up before a password is asked for: raises Http404 or
        PermissionDenied where it is not theirs."""

    def get_return_url(self) -> str:
        """The page on which the button of this address stands."""
        return reverse("home")

    def visible(self, model):
        """The rows of a model that the person may see in the programme."""
        return model._default_manager.visible_to(self.request.user).of(self.request.programme)

    def may(self, right: str, subject: Any = None) -> bool:
        return self.request.user.has_perm(right, subject or self.request.programme)

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.get_title(), **kwargs)

    def get_title(self) -> str:
        return self.title

    def export(self, table: Any, kind: str, chips: Iterable[dict[str, str]]):
        """The list as a file; that the person took it, and what it shows, is recorded."""
        filters = {str(chip["label"]): str(chip["value"]) for chip in chips}
        title = str(self.get_title())
        told: dict[str, Any] = {"format": kind, "rows": len(table.rows), "filters": filters}
        record_event(EventKind.EXPORT, programme=self.request.programme, about=title, **told)
        return export_response(table, kind, f"{title} {self.request.day}")


class Page(PageMixin, TemplateView):
    """A page that gathers."""

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())


class ListPage(PageMixin, SingleTableMixin, FilterView):
    """A list: filter bar with removable chips, sort, totals in the footer, export as shown,
    columns to choose, views to save. The address bar always says what is shown.

    ``totals`` names the columns to add up over all filtered rows, not those of one page.
    ``empty`` says what to do about an empty list, to whoever has the right ``filled_by``.
    """

    template_name = "core/list.html"
    totals: tuple[str, ...] = ()
    empty: Any = ""
    filled_by = ""

    def get(self, request, *args, **kwargs):
        """A visit without a query is led to the person's default view, where there is one."""
        query = columns.settled(request.GET)
        if query is None and not request.GET:
            query = next((view.query for view in self.saved_views if view.is_default), None)
        if query:
            return HttpResponseRedirect(f"{request.path}?{query}")
        return super().get(request, *args, **kwargs)

    @cached_property
    def saved_views(self) -> list[SavedView]:
        """The person's views of this list."""
        mine = self.visible(SavedView)
        return list(mine.filter(page=self.request.resolver_match.url_name))

    def view_query(self) -> str:
        """What a view of the list as it is shown would hold."""
        return canonical(self.request.GET, without=self.passing())

    def passing(self) -> tuple[str, ...]:
        """What the query says, but a view does not keep."""
        return ()

    def get_queryset(self):
        return self.visible(self.model)

    def get_filterset_kwargs(self, filterset_class):
        kwargs = super().get_filterset_kwargs(filterset_class)
        return {**kwargs, "day": self.request.day, "programme": self.request.programme}

    def get_table_kwargs(self):
        found = self._counted()
        self.is_marked = bool(found.pop("marked", 0))
        return {
            "count": found.pop("count"),
            "totals": found,
            "empty_text": self._empty_text(),
            "places": self.request.programme.decimals,
            "chosen": self.request.GET.get(columns.COLUMNS, ""),
            **self.more_table_kwargs(),
        }

    def _counted(self) -> dict[str, Any]:
        """Of all filtered rows, in one question: the totals, how many they are, and how many are
        not the county's own record."""
        asked: dict[str, Any] = {f"sum_{name}": Sum(name) for name in self.totals}
        if hasattr(self.model, "provenance"):
            asked["marked"] = Count("pk", filter=~Q(provenance=Provenance.RECORDED))
        return self.object_list.order_by().aggregate(**asked, count=Count("pk"))

    def _empty_text(self):
        if self.empty and self.may(self.filled_by):
            return self.empty
        return _("Nothing here fits these filters.")

    def get_table_pagination(self, table):
        """Printed are all rows, on one page."""
        return False if self.is_printed else super().get_table_pagination(table)

    @property
    def is_printed(self) -> bool:
        return self.request.GET.get("_print") == "all"

    def more_table_kwargs(self) -> dict[str, Any]:
        return {}

    def render_to_response(self, context, **kwargs):
        kind = self.request.GET.get("_export")
        if kind in ("xlsx", "csv"):
            return self.export(context["table"], kind, context["chips"])
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        table, chips = context["table"], context["filter"].chips
        context |= {
            "total_count": table.count,
            "is_printed": self.is_printed,
            "totals": {key.removeprefix("sum_"): value for key, value in table.totals.items()},
            "chips": chips,
            "is_filtered": bool(chips),
            "holds_illustrative": self.is_marked,
            "columns": columns.choices(table),
            "kept_query": self._kept_query(),
            "unfiltered": self._unfiltered(),
            **self._views(),
        }
        return context

    def _kept_query(self) -> list[tuple[str, str]]:
        """What the fold-out of the columns sends along: the filters and the sort."""
        aside = (columns.COLUMNS, columns.TICKED, columns.MOVE, "page", "_print")
        said = self.request.GET.lists()
        return [(name, one) for name, values in said if name not in aside for one in values]

    def _unfiltered(self) -> str:
        """All rows, with the sort and the columns as they are."""
        query = self.request.GET.copy()
        for name in set(query) - {"sort", columns.COLUMNS}:
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
