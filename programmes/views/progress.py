"""A unit's report on a task for a month: the form, no change, take back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.records import StaleRecord
from core.web.form_pages import Button, FormPage
from core.web.pages import NOT_YOURS
from programmes.forms.progress import ProgressForm, UnchangedForm, initial_of
from programmes.models import Task, TaskProgress
from programmes.services.months import locked_reason, month_to_enter
from programmes.services.progress import report_progress, take_back_progress
from programmes.services.task_events import refusal
from programmes.views.months import MonthOfAddress
from programmes.views.one_task import OneTask, pressed_on

FIGURE_TYPED = gettext_lazy(
    "Nothing was recorded: a quantity is filled in, and “no change” would leave it out. Save the "
    "report, or clear the quantity first."
)


def report_address(task: Task, month: Any, unit_id: int, name: str = "task_progress") -> str:
    return f"{reverse(name, args=[task.pk, month])}?unit={unit_id}"


class ReportMixin(OneTask, MonthOfAddress):
    """A page about a unit's report: that of the query, else one's own, or of the lead unit. 403 for
    another unit's, except for the task force."""

    right = "programmes.report_task"

    def tasks(self) -> Any:
        """404 for a month that is none comes before 403."""
        return super().tasks().with_report_of(self.month)

    @cached_property
    def unit(self) -> Unit:
        units = {unit.pk: unit for unit in self.task.reporting_units()}
        own = self.request.user.unit_id
        default = own if own in units else self.task.lead_unit_id
        chosen = self.request.GET.get("unit", str(default))
        found = units.get(int(chosen)) if chosen.isdecimal() and len(chosen) < 19 else None
        if found is None:
            raise Http404
        if found.pk != own and not self.may("programmes.manage"):
            raise PermissionDenied(NOT_YOURS)
        return found

    @property
    def reports(self) -> Any:
        """The unit's reports on the task, the latest month first."""
        return self.visible(TaskProgress).filter(task=self.task, unit=self.unit)

    @property
    def progress(self) -> TaskProgress | None:
        return self.reports.filter(month=self.month.start).first()

    @property
    def refusal(self) -> str:
        """Why the person cannot report the month; else empty."""
        why = self.closed_message or ("" if self.task.is_worked_on else refusal(self.task))
        user = self.request.user
        return why or locked_reason(self.request.programme, self.unit, self.month, user)

    def find(self):
        return self.unit

    def address(self, name: str = "task_progress") -> str:
        return report_address(self.task, self.month, self.unit.pk, name)

    @property
    def unchanged_address(self) -> str:
        return self.address("report_unchanged")

    @property
    def take_back_address(self) -> str:
        return self.address("take_back_progress")

    def report(self, **values) -> TaskProgress:
        given = {"task": self.task, "month": self.month, "unit": self.unit, **self.by_now}
        return report_progress(**given, **values)


class ReportProgress(ReportMixin, FormPage):
    form_class: Any = ProgressForm
    makes_anew = True
    template_name = "programmes/progress.html"

    def get_title(self):
        helps = self.may("programmes.use_helper_wording")
        words = _("Give feedback: %(month)s") if helps else _("Report progress: %(month)s")
        return words % {"month": self.month.label()}

    def get_initial(self):
        return initial_of(self.progress, self.reports.before(self.month).first())

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "task": self.task, "unit": self.unit}

    def get_context_data(self, **kwargs):
        progress = self.progress
        return super().get_context_data(
            task=self.task,
            month=self.month,
            unit=self.unit,
            progress=progress,
            last=self.reports.before(self.month).first(),
            parts=self._parts(),
            months=self._months(),
            refusal=self.refusal,
            takes_back=progress is not None and progress.is_only_author(self.request.user),
            from_my_work=bool(pressed_on(self.request)),
            **{"draft": self.address(), **kwargs},
        )

    def _parts(self) -> Any:
        """For the lead unit: what the supporting units reported of the month."""
        if self.unit.pk != self.task.lead_unit_id:
            return []
        others = self.visible(TaskProgress).filter(task=self.task, month=self.month.start)
        return others.exclude(unit=self.unit).select_related("unit").order_by("unit__name")

    def _months(self) -> list[tuple[Any, str]]:
        """The months that the person may choose instead."""
        first = month_to_enter(self.request.programme)
        months = [first, first.next()] if first else []
        today = self.request.programme.today()
        return [
            (one, report_address(self.task, one, self.unit.pk))
            for one in months
            if one != self.month and one.start <= today
        ]

    def save(self, form):
        self.report(**form.values())
        return self.redirect(self.get_return_url(), _("Progress saved."))


class ReportUnchanged(ReportMixin, Button):
    """无变化: the text of the month before counts for this one."""

    form_class = UnchangedForm

    def perform(self, data):
        if data.get("done_quantity"):
            raise ValidationError(FIGURE_TYPED)
        self.report(version=data["version"], is_unchanged=True)
        return self.redirect_back(_("Saved as “no change”."))


class TakeBackProgress(ReportMixin, Button):
    """The author takes a report back while its month is open."""

    def perform(self, data):
        if (progress := self.progress) is None:
            raise StaleRecord(None)
        take_back_progress(progress=progress, version=data["version"], by=self.request.user)
        return self.redirect_back(_("Taken back."))
