"""The feedback sheets of a month: which units have reported, making the workbooks, the letters and
the text to send; and the addresses."""

import tempfile
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from core.audit.services import record_event
from core.choices import EventKind
from core.files.downloads import download
from core.files.exporters import TYPES
from core.files.word_layout import WORD
from core.periods import Period
from core.web.form_pages import Button
from core.web.links import list_address
from core.web.pages import Page, PageMixin
from core.web.routes import routes
from programmes.exporters.feedback_archive import write_archive
from programmes.exporters.feedback_book import file_name, write_book
from programmes.exporters.feedback_letter import letter_name, write_letter
from programmes.figures.feedback import feedback_by_unit, missing_text
from programmes.forms.feedback import MonthOfSheetsForm, SheetsForm
from programmes.models import FeedbackSheet, Membership
from programmes.services.feedback import make_sheets
from programmes.services.months import closed_reason

MADE, ALL = "made", "all"  # in the address of the page: the sheet that was made, or all


def page_of_sheets(month: Period) -> str:
    return f"{reverse('feedback_sheets')}?month={month}"


def made_file(made: str, month: Period, sheets: list[FeedbackSheet]) -> str:
    """The address of what was made just now, of these sheets or all; else empty."""
    if made == ALL and sheets:
        return list_address("feedback_sheets_archive", month=month)
    found = [reverse("feedback_sheet_file", args=[one.pk]) for one in sheets if str(one.pk) == made]
    return found[0] if found else ""


class OfSheets(PageMixin):
    permission = "programmes.manage"

    @cached_property
    def chosen(self) -> MonthOfSheetsForm:
        return MonthOfSheetsForm(self.request.GET, programme=self.request.programme)

    @property
    def month(self) -> Period:
        """404 for a month that has not begun, or outside the programme's years."""
        month, programme = self.chosen.chosen_month, self.request.programme
        within = programme.start_year <= month.year <= programme.end_year
        if not within or month.start > programme.today():
            raise Http404
        return month


class FeedbackSheets(OfSheets, Page):
    template_name = "programmes/feedback_sheets.html"
    title = gettext_lazy("Feedback sheets")
    shows_present = True

    def get_context_data(self, **kwargs):
        programme, month, day = self.request.programme, self.month, self.chosen.chosen_day
        units = feedback_by_unit(programme, month, programme.today())
        given = (units, month, day, programme.contact)
        sheets = [one.sheet for one in units if one.sheet]
        return super().get_context_data(
            month=month,
            due_on=day,
            chosen=self.chosen,
            form=SheetsForm(initial={"month": month.start, "due_on": day}),
            units=units,
            file_address=made_file(self.request.GET.get(MADE, ""), month, sheets),
            done=sum(one.is_done for one in units if one.items),
            reporting=sum(bool(one.items) for one in units),
            closed_message=closed_reason(programme, month),
            helper_text=missing_text(*given, helpers=True),
            county_text=missing_text(*given, helpers=False),
            **kwargs,
        )


class MakeButton(OfSheets, Button):
    """Makes sheets and goes back to the page, which then loads the file."""

    form_class = SheetsForm

    def get_return_url(self):
        return reverse("feedback_sheets")

    def make(self, data: dict[str, Any], units: list) -> list[FeedbackSheet]:
        if not data.get("month") or not data.get("due_on"):
            raise ValidationError(_("Choose a month, and a day until which."))
        programme, by = self.request.programme, self.request.user
        given = {"month": Period(data["month"]), "due_on": data["due_on"]}
        return make_sheets(programme=programme, units=units, by=by, on=programme.today(), **given)

    def go_on(self, month: Period, due_on: date, made: Any):
        query = {"month": month, "due_on": due_on.isoformat(), MADE: made}
        return self.redirect(list_address("feedback_sheets", **query), "")


class MakeSheet(MakeButton):
    """The workbook of one unit."""

    @cached_property
    def place(self) -> Membership:
        rows = self.visible(Membership).select_related("unit")
        return get_object_or_404(rows, unit=self.kwargs["unit"])

    def find(self):
        return self.place

    def perform(self, data):
        [sheet] = self.make(data, [self.place.unit])
        return self.go_on(sheet.period, sheet.due_on, sheet.pk)


class MakeAllSheets(MakeButton):
    """The workbooks of all units that have something to fill in."""

    def perform(self, data):
        month = Period(data["month"]) if data.get("month") else self.month
        programme = self.request.programme
        found = feedback_by_unit(programme, month, programme.today())
        if not (units := [one.place.unit for one in found if one.has_sheet]):
            raise ValidationError(_("No unit has anything to fill in."))
        self.make(data, units)
        return self.go_on(month, data["due_on"], ALL)


class OneSheet(PageMixin, View):
    """A file of a sheet that was made, as its tasks are at present."""

    permission = "programmes.manage"
    http_method_names = ["get", "head", "options"]

    @cached_property
    def sheet(self) -> FeedbackSheet:
        rows = self.visible(FeedbackSheet).select_related("unit", "programme")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class SheetFile(OneSheet):
    def get(self, request, pk):
        data, name = write_book(self.sheet), file_name(self.sheet)
        return download(request, data, name=name, content_type=TYPES["xlsx"])


class Letter(OneSheet):
    """The letter to a helper; 404 for units of the county."""

    def get(self, request, pk):
        if not self.sheet.is_for_helper:
            raise Http404
        data, name = write_letter(self.sheet), letter_name(self.sheet)
        return download(request, data, name=name, content_type=WORD)


class Archive(OfSheets, View):
    """The last sheet of each unit for the month; the file is written to disk, then sent."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        sheets = self.visible(FeedbackSheet).last_of_each_unit(self.month)
        if not (rows := list(sheets.select_related("unit", "programme"))):
            raise Http404
        file = tempfile.TemporaryFile()  # noqa: SIM115  closed by the response
        write_archive(file, rows)
        file.seek(0)
        name = _("Feedback sheets %(month)s.zip") % {"month": self.month.label()}
        record_event(EventKind.EXPORT, programme=request.programme, about=name, rows=len(rows))
        return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


urlpatterns = routes(
    "tasks/sheets/",
    ("", FeedbackSheets, "feedback_sheets"),
    ("make/", MakeAllSheets, "make_feedback_sheets"),
    ("make/<int:unit>/", MakeSheet, "make_feedback_sheet"),
    ("all/", Archive, "feedback_sheets_archive"),
    ("<int:pk>/file/", SheetFile, "feedback_sheet_file"),
    ("<int:pk>/letter/", Letter, "feedback_letter"),
)
