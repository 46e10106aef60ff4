"""The auditor's pages: the record of changes of a programme, and the history of one object."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.views import FilterView

from core.audit import seals
from core.audit.entries import AuditExport, group_entries, row_entries
from core.audit.search import changes_of, first_page, order_rows
from core.audit.titles import RecordTitles
from core.kinds import is_registered
from core.web.pages import Page, PageMixin
from programmes.models import AuditEntry
from programmes.tables.audit import AuditFilter

MAX_ROWS = 10_000  # rows of a file


class AuditTrailMixin(PageMixin):
    """Audit rows, page by page or as a file."""

    def decimals(self) -> int:
        return self.request.programme.decimals

    def after_cursor(self, rows):
        """Rows after the last one of the previous page, in the order of the list."""
        last = self.request.GET.get("after", "")
        if not (last.isascii() and last.isdigit() and len(last) < 19):
            return rows
        return rows.filter(pk__gt=last) if self.oldest_first else rows.filter(pk__lt=last)

    @property
    def oldest_first(self) -> bool:
        return self.request.GET.get("order") == "oldest"

    def trail(self, rows, *, few: bool = False) -> dict[str, Any]:
        """The next page; ``few`` for rows of single objects."""
        found, last = first_page(
            order_rows(self.after_cursor(rows), few=few, oldest=self.oldest_first)
        )
        return {
            "entries": group_entries(found, places=self.decimals()),
            "last": last,
            "oldest_first": self.oldest_first,
            "is_first_page": "after" not in self.request.GET,
        }

    def export_file(self, rows, kind: str, chips=(), *, few: bool = False):
        found = list(order_rows(rows, few=few)[: MAX_ROWS + 1])
        words = _("Only the newest %(number)s rows are in this file: choose a shorter period.")
        note = words % {"number": MAX_ROWS} if len(found) > MAX_ROWS else ""
        sheet = AuditExport(row_entries(found[:MAX_ROWS], places=self.decimals()), note)
        return self.export(sheet, kind, chips)


class AuditList(AuditTrailMixin, PageMixin, FilterView):
    """All changes and events, newest first, with filters, seals and export."""

    model = AuditEntry
    permission = "programmes.read_audit"
    filterset_class = AuditFilter
    template_name = "programmes/audit.html"
    title = gettext_lazy("Record of changes")
    http_method_names = ["get", "head", "options"]

    def get_queryset(self):
        return self.visible(AuditEntry).without_duplicates()

    def get_filterset_kwargs(self, filterset_class):
        kwargs = super().get_filterset_kwargs(filterset_class)
        return {**kwargs, "day": self.request.day, "programme": self.request.programme}

    def render_to_response(self, context, **kwargs):
        kind, few = self.request.GET.get("_export"), bool(self.request.GET.get("q"))
        if kind in ("xlsx", "csv"):
            return self.export_file(self.object_list, kind, context["chips"], few=few)
        context |= self.trail(self.object_list, few=few)
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, **kwargs):
        chains = [self.request.programme.pk, seals.INSTALLATION_CHAIN]
        return super().get_context_data(
            seals=seals.latest_seals(chains),
            verified_at=seals.verified_at(),
            chips=kwargs["filter"].chips,
            **kwargs,
        )


class ObjectHistory(AuditTrailMixin, Page):
    """The history of one object and its children."""

    permission = "programmes.read_history"
    template_name = "programmes/history.html"
    http_method_names = ["get", "head", "options"]

    def rows(self):
        table, key = self.kwargs["table"], self.kwargs["key"]
        if not is_registered(table):
            raise Http404
        return self.visible(AuditEntry).filter(changes_of([(table, key)]))

    def get(self, request, *args, **kwargs):
        rows, kind = self.rows(), request.GET.get("_export")
        if kind in ("xlsx", "csv") and rows.exists():
            return self.export_file(rows, kind, few=True)
        trail = self.trail(rows, few=True)
        if not trail["entries"]:
            raise Http404
        return self.render_to_response(self.get_context_data(**trail))

    def get_title(self):
        key = self.kwargs["table"], self.kwargs["key"]
        return _("History of %(name)s") % {"name": RecordTitles([key]).full_title(*key)}
