"""The base classes of all pages and records."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, TemplateView
from django.views.generic.base import ContextMixin

from core.audit.services import record_event
from core.choices import EventKind
from core.files.exporters import export_response
from core.web.facts import Action, Name, Section, facts_of
from core.web.links import safe_path
from core.web.reauthentication import is_reauthenticated, redirect_to_reauthentication

ASK_ADMINISTRATOR = gettext_lazy(
    "You have no role in a programme. Ask the security administrator for one."
)
NOT_YOURS = gettext_lazy("Your role does not include this page. Ask the task force if you need it.")


class PageMixin(LoginRequiredMixin, ContextMixin):
    """Requires a signed-in user, a programme and, if set, the right ``permission`` in it; with
    ``proof_required`` also a recent reauthentication."""

    request: Any  # with the programme and day set by the middleware
    kwargs: Any
    http_method_names: Any
    permission = ""
    proof_required = False
    shows_present = False  # the present state with a note, whatever the as-of day
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
