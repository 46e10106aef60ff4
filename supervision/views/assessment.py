"""The pages of the self-assessment, and their addresses."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from core.attachments.views import AttachmentsMixin, Kind
from core.days import LAST_YEAR
from core.files.downloads import download
from core.files.word_layout import WORD
from core.web.facts import Action
from core.web.form_pages import Button, FormPage
from core.web.links import list_address
from core.web.pages import NOT_YOURS, PageMixin
from core.web.record_pages import (
    CreateRecord,
    EditRecord,
    KindMixin,
    ListOfKind,
    RecordOfKind,
    record_urls,
)
from core.web.routes import routes
from programmes.views.history import HistoryMixin
from programmes.views.one_task import pressed_on
from supervision.choices import AssessmentState
from supervision.exporters.assessment_report import report_file_name, write_report
from supervision.figures.assessment import assessment_sums
from supervision.forms.assessment import AssessmentForm, CopyForm, StatementForm
from supervision.models import AssessmentAttachment, AssessmentItem
from supervision.services.assessment import check_item, copy_year, create_item, edit_item
from supervision.tables.assessment import AssessmentFilter, AssessmentTable

ATTACHMENTS = Kind(AssessmentAttachment, "assessment_item", "supervision.state_assessment")


class AssessmentList(ListOfKind):
    model = AssessmentItem
    template_name = "supervision/assessment.html"
    shows_present = True
    table_class, filterset_class = AssessmentTable, AssessmentFilter
    empty = gettext_lazy(
        "No item fits. Change the filters, import the province's scheme, or add an item."
    )

    def get_queryset(self):
        return super().get_queryset().select_related("unit")

    def get_context_data(self, **kwargs):
        may_report = self.may("supervision.report_assessment")
        may_copy = self.may("supervision.manage_assessment")
        context = super().get_context_data(may_report=may_report, may_copy=may_copy, **kwargs)
        return {**context, "sums": self._sums(context["filter"].form)}

    def _sums(self, form):
        """Of the year that is chosen, else of the latest with items; None without any."""
        chosen = form.cleaned_data.get("year") if form.is_bound and form.is_valid() else ""
        rows = self.visible(AssessmentItem)
        year = int(chosen) if chosen else next(iter(rows.years()), None)
        return assessment_sums(rows, year) if year else None


class AssessmentRecord(HistoryMixin, AttachmentsMixin, RecordOfKind):
    model = AssessmentItem
    attachments = ATTACHMENTS
    template_name = "supervision/assessment_item.html"
    title_field = "item"
    actions = (
        Action(
            gettext_lazy("Write the statement"), "state_assessment", "supervision.state_assessment"
        ),
    )
    facts = (
        "year",
        "position",
        "requirement",
        "full_mark",
        "own_mark",
        "unit",
        "state",
        "statement",
    )

    def get_queryset(self):
        return super().get_queryset().select_related("unit")

    def get_context_data(self, **kwargs):
        is_written = self.object.state == AssessmentState.WRITTEN
        may_check = is_written and self.may("supervision.manage_assessment")
        return super().get_context_data(may_check=may_check, **kwargs)


class CreateItem(CreateRecord):
    def get_initial(self):
        return {**super().get_initial(), "year": self.request.programme.today().year}

    def create(self, **values):
        return create_item(**values)


class EditItem(EditRecord):
    def edit(self, version, **values):
        edit_item(self.record, version=version, **values)


class StateItem(EditItem):
    """The statement alone: for the task force and the unit of the item."""

    title = gettext_lazy("Write the statement")
    template_name = "supervision/state_assessment.html"

    def record_address(self, record):
        return pressed_on(self.request) or super().record_address(record)

    @cached_property
    def record(self) -> Any:
        rows = self.visible(AssessmentItem).select_related("programme")
        record = self.find_row(rows)
        if not self.may("supervision.state_assessment", record):
            raise PermissionDenied(NOT_YOURS)
        return record


class CheckItem(KindMixin, Button):
    model = AssessmentItem
    permission = "supervision.manage_assessment"

    def find(self):
        return self.find_row(self.visible(AssessmentItem))

    def get_return_url(self):
        return reverse("assessment_item", args=[self.kwargs["pk"]])

    def perform(self, data):
        check_item(self.find(), version=data["version"])
        return self.redirect_back(_("Checked."))


class CopyYear(FormPage):
    permission = "supervision.manage_assessment"
    form_class = CopyForm
    title = gettext_lazy("Copy the items into the next year")

    def get_form_kwargs(self):
        years = self.visible(AssessmentItem).filter(year__lt=LAST_YEAR).years()
        return {**super().get_form_kwargs(), "years": years}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"back": reverse("assessment"), **kwargs})

    def save(self, form):
        given = {"programme": self.request.programme, "by": self.request.user}
        year = form.cleaned_data["year"]
        count = copy_year(year=year, **given)
        words = _("Copied into %(year)s: %(count)s.") % {"year": year + 1, "count": count}
        return self.redirect(list_address("assessment", year=year + 1), words)


class ReportFile(PageMixin, View):
    """The report of the year as a Word file; 404 for a year without items."""

    permission = "supervision.report_assessment"
    http_method_names = ["get", "head", "options"]

    def get(self, request, year):
        rows = self.visible(AssessmentItem).of_year(year)
        items = list(rows.in_order().select_related("unit"))
        if not items:
            raise Http404
        programme, sums = request.programme, assessment_sums(rows, year)
        data = write_report(programme, items, sums)
        return download(request, data, name=report_file_name(programme, year), content_type=WORD)


urlpatterns = [
    *routes(
        "assessment/",
        ("copy/", CopyYear, "copy_assessment"),
        ("report/<int:year>/", ReportFile, "assessment_report"),
        (
            "<int:pk>/statement/",
            StateItem.as_view(model=AssessmentItem, form_class=StatementForm),
            "state_assessment",
        ),
        ("<int:pk>/check/", CheckItem, "check_assessment"),
    ),
    *record_urls(
        AssessmentList, AssessmentRecord, AssessmentForm, create=CreateItem, edit=EditItem
    ),
    *ATTACHMENTS.urls("assessment"),
]
