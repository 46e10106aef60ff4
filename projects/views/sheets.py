"""A unit's sheet of a month: to read, print and sign; submit, sign off, return, take back."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.records import StaleRecord
from core.web.form_pages import Button
from core.web.pages import NOT_YOURS, Page
from programmes.choices import TaskState
from programmes.figures.task_reports import count_of, report_rows
from programmes.models import Task
from projects.choices import SheetState
from projects.figures.month_rows import month_rows, total_of_rows
from projects.figures.reporting import sheet_status
from projects.figures.sheets import units_with_sheet
from projects.forms.entries import ReturnForm, SubmitForm
from projects.models import LateEntry, MonthSheet, Project
from projects.services import sheets as services
from projects.views.projects import MonthMixin


def units_of(view) -> QuerySet[Unit]:
    """The units with a sheet, of what the person sees."""
    tasks = view.visible(Task).exclude(state__in=(TaskState.DRAFT, TaskState.CANCELLED))
    return units_with_sheet(view.visible(Project), tasks, view.request.programme)


class SheetMixin(MonthMixin):
    """A page about a unit with projects or tasks: one's own, or any with the right to all
    sheets."""

    @cached_property
    def unit(self) -> Unit:
        own = self.kwargs["unit"] == self.request.user.unit_id
        if not own and not self.may("projects.see_sheets"):
            raise Http404
        return get_object_or_404(units_of(self), pk=self.kwargs["unit"])

    @cached_property
    def sheet(self) -> MonthSheet:
        return services.sheet_of(self.request.programme, self.unit, self.month)

    def get_return_url(self) -> str:
        return reverse("project_sheet", args=[self.unit.pk, self.month])


def sheet_context(view, sheet: MonthSheet, missing: int) -> dict:
    """The sheet's state and the user's rights to it, for projects/sheet_state.html."""
    programme, is_open = view.request.programme, not view.closed_message
    is_submitted, waits = bool(sheet.submitted_at), sheet.state == SheetState.SUBMITTED
    may_return = is_open and is_submitted and view.may("projects.return_sheet", sheet)
    has_reviewer = services.reviewers_of(programme, sheet.unit).exists()
    return {
        "sheet": sheet,
        "sheet_words": sheet_status(sheet, has_reviewer, is_closed=not is_open),
        "missing": missing,
        "may_submit": is_open and not is_submitted and view.may("projects.submit_sheet", sheet),
        "may_take_back": is_open and waits and view.may("projects.submit_sheet", sheet),
        "may_review": waits
        and sheet.submitted_by_id != view.request.user.pk
        and view.may("projects.review_sheet", sheet),
        "may_return": may_return,
        "return_form": ReturnForm() if may_return else None,
    }


class SheetPage(SheetMixin, Page):
    """The sheet as it is printed and signed: 填报人、审核人、负责人."""

    permission = "projects.view"
    template_name = "projects/sheet.html"

    def get_title(self):
        return _("Monthly sheet of %(unit)s, %(month)s") % {
            "unit": self.unit.name,
            "month": self.month.label(),
        }

    def get_context_data(self, **kwargs):
        projects = self.visible(Project).filter(owner_unit=self.unit)
        rows = month_rows(projects, self.month)
        shown = [row for row in rows if row.due or row.entry]
        total = total_of_rows(shown, self.month)
        tasks = report_rows(self.visible(Task), self.unit, self.month, on=self.request.day)
        late = self.visible(LateEntry).filter(project__owner_unit=self.unit)
        return super().get_context_data(
            month=self.month,
            unit=self.unit,
            rows=shown,
            total=total,
            tasks=tasks,
            task_count=count_of(tasks),
            late=late.filter(counted_in=self.month.start).select_related("project"),
            **sheet_context(self, self.sheet, total.not_reported),
            **kwargs,
        )


class SheetButton(SheetMixin, Button):
    """An action on a unit's sheet, for users with the ``right`` to it."""

    permission = "projects.view"
    right = ""

    def find(self):
        if not self.may(self.right, self.sheet):
            raise PermissionDenied(NOT_YOURS)
        return self.sheet

    def stored_sheet(self) -> MonthSheet:
        if self.sheet.pk is None:
            raise StaleRecord(None)
        return self.sheet


class SubmitSheet(SheetButton):
    right = "projects.submit_sheet"
    form_class = SubmitForm

    def perform(self, data):
        services.submit_sheet(
            programme=self.request.programme,
            unit=self.unit,
            month=self.month,
            by=self.request.user,
            at=timezone.now(),
            **data,
        )
        return self.redirect_back(_("Submitted."))


class ReviewSheet(SheetButton):
    right = "projects.review_sheet"

    def perform(self, data):
        services.review_sheet(
            sheet=self.stored_sheet(),
            version=data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
        return self.redirect_back(_("Signed off."))


class ReturnSheet(SheetButton):
    right = "projects.return_sheet"
    form_class = ReturnForm

    def perform(self, data):
        services.return_sheet(
            sheet=self.stored_sheet(),
            version=data["version"],
            reason=data.get("reason", ""),
            by=self.request.user,
            at=timezone.now(),
        )
        return self.redirect_back(_("Returned to the unit."))


class TakeBackSheet(SheetButton):
    right = "projects.submit_sheet"

    def perform(self, data):
        services.take_back_submission(sheet=self.stored_sheet(), version=data["version"])
        return self.redirect_back(_("Taken back: the unit can change its entries again."))
