"""The month as a whole: who has reported, the lights, the reminder; closing and reopening."""

from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.web.form_pages import Button
from core.web.links import list_address
from core.web.pages import Page
from core.web.routes import routes
from programmes.figures.task_reports import counts_by_lead_unit
from programmes.models import ReportingPeriod, Task
from programmes.views.history import HistoryMixin
from projects.choices import LightKind
from projects.figures import lights as light_figures
from projects.figures import totals as project_figures
from projects.figures.reporting import reminder_text, sheet_status_by_unit, status_without_sheet
from projects.models import Project
from projects.views.projects import MonthMixin
from supervision.figures.month_findings import findings_of_month
from supervision.figures.months import month_by_unit
from supervision.figures.readiness import Group, not_ready
from supervision.forms.months import ReopenForm
from supervision.services import months as services


class PeriodMixin(MonthMixin):
    @cached_property
    def period(self) -> ReportingPeriod:
        rows = self.visible(ReportingPeriod).select_related(
            "closed_by", "reopen_requested_by", "reopened_by"
        )
        return get_object_or_404(rows, month=self.month.start)

    def find(self):
        return self.period

    def get_return_url(self):
        return reverse("supervision_month", args=[self.month])


class MonthPage(HistoryMixin, PeriodMixin, Page):
    permission = "supervision.view"
    template_name = "supervision/month.html"

    def history_object(self):
        return self.period

    def get_title(self):
        return _("Supervision of %(month)s") % {"month": self.month.label()}

    def get_context_data(self, **kwargs):
        programme = self.request.programme
        projects = self.visible(Project)
        return super().get_context_data(
            month=self.month,
            period=self.period,
            summary=project_figures.investment(projects, self.month, self.month),
            counts_of_lights=light_figures.counts(projects, self.month),
            overall=LightKind.OVERALL,
            findings=findings_of_month(self.request.user, programme, self.request.day),
            form=ReopenForm(),
            **self._by_unit(projects),
            **self._rights(),
            **kwargs,
        )

    def _by_unit(self, projects) -> dict[str, Any]:
        """The rows of the units, their tasks, and what follows from both."""
        is_closed = not self.period.takes_entries
        sheets = sheet_status_by_unit(self.request.programme, self.month, is_closed=is_closed)
        tasks = counts_by_lead_unit(self.visible(Task), self.month, on=self.request.day)
        units = month_by_unit(projects, self.month, sheets, tasks)
        return {
            "units": units,
            "no_sheet": status_without_sheet(is_closed=is_closed),
            "tasks_due": sum(count.due for count in tasks.values()),
            "tasks_reported": sum(count.reported for count in tasks.values()),
            "tasks_missing": sum(count.missing for count in tasks.values()),
            "reported_tasks": list_address("tasks", month=self.month, helper="no", reported="yes"),
            "reminder": self._reminder(units),
            "not_ready": self._not_ready(units),
        }

    def _rights(self) -> dict[str, bool]:
        """What the person may do with the month."""
        period, takes_entries = self.period, self.period.takes_entries
        is_own = period.reopen_requested_by_id == self.request.user.pk
        may_ask, is_asked = self.may("supervision.ask_reopen"), period.reopening_is_asked
        has_ended = self.month.has_ended(self.request.programme.today())
        return {
            "may_enter": self.may("projects.report"),
            "may_manage_tasks": self.may("programmes.manage") and self.has_begun,
            "may_close": self.may("supervision.close") and takes_entries and has_ended,
            "may_ask": may_ask and not takes_entries,
            "may_agree": self.may("supervision.reopen") and is_asked and not is_own,
            "may_withdraw": may_ask and is_asked and is_own,
        }

    def _not_ready(self, units) -> list[Group]:
        """Empty once the month takes no entries."""
        if not self.period.takes_entries:
            return []
        return not_ready(self.request.user, self.request.programme, self.month, units)

    def _reminder(self, units) -> str:
        """The reminder's text; empty once the month takes no entries."""
        if not self.period.takes_entries:
            return ""
        programme = self.request.programme
        return reminder_text(
            units, self.month, report_day=programme.report_day, on=programme.today()
        )


class MonthButton(PeriodMixin, Button):
    """A button that changes the version of the month shown on the page."""

    def service_arguments(self, data) -> dict:
        return {
            "programme": self.request.programme,
            "month": self.period.period,
            "by": self.request.user,
            "version": data["version"],
        }


class CloseMonth(MonthButton):
    permission = "supervision.close"

    def perform(self, data):
        services.close_month(at=timezone.now(), **self.service_arguments(data))
        words = _("%(month)s is closed. Its report is being made.")
        return self.redirect_back(words % {"month": self.month.label()})


class ReasonButton(MonthButton):
    """A reason that cannot be stored is refused with its error; the service refuses none."""

    form_class = ReopenForm

    def check(self, form):
        errors = form.errors.as_data().get("reason", [])
        if found := [one for one in errors if one.code != "required"]:
            raise ValidationError(found)


class RequestReopening(ReasonButton):
    permission = "supervision.ask_reopen"

    def perform(self, data):
        given = {"reason": data.get("reason", ""), "at": timezone.now()}
        services.request_reopening(**given, **self.service_arguments(data))
        return self.redirect_back(
            _("Asked. A second person, an approver of the task force, must agree.")
        )


class ReturnRequest(ReasonButton):
    """Return the request to reopen the month, with a reason."""

    permission = "supervision.reopen"

    def perform(self, data):
        services.return_request(reason=data.get("reason", ""), **self.service_arguments(data))
        return self.redirect_back(_("The request is returned: the month stays closed."))


class WithdrawRequest(MonthButton):
    """Withdraw one's own request to reopen the month."""

    permission = "supervision.ask_reopen"

    def perform(self, data):
        services.withdraw_request(**self.service_arguments(data))
        return self.redirect_back(_("The request is withdrawn: the month stays closed."))


class ReopenMonth(MonthButton):
    proof_required = True
    permission = "supervision.reopen"

    def perform(self, data):
        services.reopen_month(at=timezone.now(), **self.service_arguments(data))
        return self.redirect_back(
            _("%(month)s takes entries again.") % {"month": self.month.label()}
        )


urlpatterns = routes(
    "supervision/month/<str:period>/",
    ("", MonthPage, "supervision_month"),
    ("close/", CloseMonth, "close_month"),
    ("ask-reopen/", RequestReopening, "ask_reopen"),
    ("return-request/", ReturnRequest, "return_reopening"),
    ("withdraw-request/", WithdrawRequest, "withdraw_reopening"),
    ("reopen/", ReopenMonth, "reopen_month"),
)
