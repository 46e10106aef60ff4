"""The export of the projects of all programmes in which the user has a role."""

from django.http import Http404
from django.views.generic import View

from core.audit.services import record_event_by_programme
from core.choices import EventKind
from core.files.exporters import TYPES, export_response
from core.web.chosen_columns import COLUMNS
from core.web.pages import PageMixin
from core.web.query_values import file_refusal
from projects.cross_programme_export import TITLE, cross_programme_table, project_counts
from projects.models import Project
from projects.views.projects import MonthOfQuery


class ExportAllProgrammes(MonthOfQuery, PageMixin, View):
    """``?month=2024-06&columns=name,stage``: the columns of the list, for all programmes."""

    http_method_names = ["get", "head", "options"]
    permission = "projects.view"
    title = TITLE

    def get(self, request, kind):
        if kind not in TYPES:
            raise Http404
        if refusal := file_refusal(request, {"problems": self.month_problems()}):
            return refusal
        title = str(self.get_title())
        projects = self.of_month(Project.objects.visible_to(request.user))
        table = cross_programme_table(
            projects,
            self.month,
            day=request.day,
            chosen=request.GET.get(COLUMNS, ""),
            places=request.programme.decimals,
            **self.table_kwargs_of_lights(),
        )
        rows = {one: {"rows": count} for one, count in project_counts(projects).items()}
        details = {"format": kind, "month": str(self.month)}
        record_event_by_programme(EventKind.EXPORT, rows, about=title, **details)
        return export_response(table, kind, f"{title} {request.day}")
