"""Exports of records in the columns of their importer."""

import tempfile

from django.http import FileResponse, Http404
from django.views.generic import View

from core.audit.services import record_event
from core.choices import EventKind
from core.files.exporters import TYPES
from core.importing.registry import exporters
from core.periods import Period
from programmes.views.imports import ImportKind


class ExportKind(ImportKind, View):
    """``?month=2024-06&layout=canonical&format=csv``; default: the last month that ended, the
    first layout, Excel."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, kind):
        exporter_class = exporters().get(kind)
        layout, file_type = request.GET.get("layout", ""), request.GET.get("format", "xlsx")
        if exporter_class is None or file_type not in TYPES:
            raise Http404
        if layout and layout not in exporter_class.layouts:
            raise Http404
        exporter = exporter_class(request.programme, self.visible, self.month(), layout)
        file = tempfile.TemporaryFile()  # noqa: SIM115  closed by the response
        rows = exporter.write(file, file_type)
        file.seek(0)
        name = f"{exporter.file_name}.{file_type}"
        details = {"format": file_type, "layout": layout, "month": str(exporter.month)}
        record_event(
            EventKind.EXPORT, programme=request.programme, about=name, rows=rows, **details
        )
        content_type = TYPES[file_type]
        return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)

    def get_title(self):
        return str(self.importer_class.label)

    def month(self) -> Period:
        given, programme = self.request.GET.get("month"), self.request.programme
        try:
            month = Period.parse(given) if given else programme.last_ended_month()
        except ValueError as error:
            raise Http404 from error
        within = programme.start_year <= month.year <= programme.end_year
        if month.kind != "month" or not within or month.start > programme.today():
            raise Http404
        return month
