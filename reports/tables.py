"""The list of reports: columns and filters."""

import django_filters as filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from core.web.columns import DayColumn, NumberColumn, WideColumn
from core.web.filters import FilterSet
from core.web.tables import Table
from reports.choices import ReportKind
from reports.models import ReportRun

WORDS = {"docx": "Word", "xlsx": "Excel"}


class FilesColumn(tables.Column):
    """A link to each file of a run."""

    def render(self, value, record):
        links = [
            (reverse("report_file", args=[record.pk, name]), WORDS[name.rpartition(".")[2]])
            for name in sorted(value)
        ]
        return format_html_join(" · ", '<a href="{}">{}</a>', links)

    def value(self, record):
        return ""


class StateColumn(WideColumn):
    """The state of a run, with the caution of an approved one below it."""

    def render(self, value, record):
        if not record.caution:
            return value
        return format_html('{}<div class="text-secondary">{}</div>', value, record.caution)

    def value(self, value, record):
        return f"{value}；{record.caution}" if record.caution else value


class RunTable(Table):
    report = tables.Column(
        accessor="pk", verbose_name=_("report"), order_by=("period_start", "kind", "revision")
    )
    revision = NumberColumn(verbose_name=_("revision"))
    state = StateColumn(accessor="state_text", verbose_name=_("state"), orderable=False)
    as_of = DayColumn(accessor="data_day", order_by="as_of", verbose_name=_("as of"))
    closed_by = tables.Column(verbose_name=_("closed by"), orderable=False)
    approved_by = tables.Column(verbose_name=_("approved by"), orderable=False)
    files = FilesColumn(verbose_name=_("download"), orderable=False, empty_values=({}, None))

    class Meta(Table.Meta):
        model = ReportRun
        fields = ("report", "revision", "state", "as_of", "closed_by", "approved_by", "files")

    def render_report(self, record):
        return format_html('<a href="{}">{}</a>', reverse("report", args=[record.pk]), str(record))

    def value_report(self, record):
        return str(record)


class RunFilter(FilterSet):
    kind = filters.ChoiceFilter(choices=ReportKind.choices, label=_("kind"))
