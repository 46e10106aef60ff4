"""Exports: the ledger, in a layout that can be imported again, and the projects of all programmes
in which the user has a role."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.generic import View

from core.audit.services import record_event
from core.choices import EventKind
from core.files.exporters import TYPES, export_response
from core.periods import Period
from core.web.chosen_columns import COLUMNS
from core.web.pages import PageMixin
from projects.cross_programme_export import (
    TITLE,
    cross_programme_table,
    record_cross_programme_export,
)
from projects.exporters import LAYOUTS, last_ended_month, ledger_workbook
from projects.models import Project
from projects.views.projects import ShowsMonth, chosen_month


class ExportLedger(PageMixin, View):
    """``?month=2024-06&layout=canonical``; default: the last month that ended, layout ledger."""

    http_method_names = ["get", "head", "options"]
    permission = "projects.import"
    title = gettext_lazy("Ledger of projects")

    def get(self, request):
        month, layout = self.month(), request.GET.get("layout") or "ledger"
        if layout not in LAYOUTS:
            raise Http404
        projects = self.visible(Project)
        data = ledger_workbook(request.programme, projects, month, layout=layout)
        name = f"{request.programme.short_county}重点项目台账{month}.xlsx"
        details = {"format": "xlsx", "layout": layout, "month": str(month)}
        record_event(EventKind.EXPORT, programme=request.programme, about=name, **details)
        response = HttpResponse(data, content_type=TYPES["xlsx"])
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response

    def month(self) -> Period:
        text, programme = self.request.GET.get("month"), self.request.programme
        try:
            month = Period.parse(text) if text else last_ended_month(programme)
        except ValueError as error:
            raise Http404 from error
        within = programme.start_year <= month.year <= programme.end_year
        if month.kind != "month" or not within or month.start > programme.today():
            raise Http404
        return month


class ExportAllProgrammes(ShowsMonth, PageMixin, View):
    """``?month=2024-06&columns=name,stage``: the columns of the list, for all programmes."""

    http_method_names = ["get", "head", "options"]
    permission = "projects.view"
    title = TITLE

    def get(self, request, kind):
        if kind not in TYPES:
            raise Http404
        self.month, title = chosen_month(request), str(self.get_title())
        projects = Project.objects.visible_to(request.user)
        table = cross_programme_table(
            projects,
            self.month,
            on=self.shown_day,
            chosen=request.GET.get(COLUMNS, ""),
            places=request.programme.decimals,
        )
        record_cross_programme_export(projects, self.month, kind, title)
        return export_response(table, kind, f"{title} {request.day}")
