"""The list of tasks, and the forms of a task; their addresses and that of its page."""

from typing import Any

from django.contrib import messages
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.periods import Period
from core.web.record_pages import (
    CreateRecord,
    DeleteRecord,
    EditRecord,
    ListOfKind,
    record_urls,
)
from programmes import models
from programmes.choices import TaskState
from programmes.forms.tasks import TaskForm
from programmes.models import Task, TaskRequest
from programmes.services.months import shown_month
from programmes.services.remarks import link_task
from programmes.services.tasks import create_task, delete_task, edit_task
from programmes.services.visits import link_visit
from programmes.tables.choices import month_choices
from programmes.tables.task_lights import LeadTaskFilter, LitTaskFilter, LitTaskTable
from programmes.tables.tasks import HelperTaskFilter, HelperTaskTable
from programmes.views.from_query import FromRemark, FromVisit, OfAdjustment
from programmes.views.known import KnownRows
from programmes.views.lit import LightMixin
from programmes.views.task_record import TaskRecord


class TaskList(LightMixin, KnownRows, ListOfKind):
    model = Task
    template_name = "programmes/tasks.html"
    catalogue = models.TaskList
    filterset_class = LeadTaskFilter
    empty = gettext_lazy("No task fits. Change the filters, or import the task lists first.")

    @cached_property
    def month(self) -> Period:
        """The month of the reports: that of the query, else the open one."""
        programme = self.request.programme
        months = dict(month_choices(programme, max(self.request.day, programme.today())))
        chosen = self.request.GET.get("month", "")
        return Period.parse(chosen) if chosen in months else shown_month(programme)

    def get_queryset(self):
        """Drafts and cancelled tasks are shown where their state is chosen."""
        return self.all_rows() if self.request.GET.get("state") else self.all_rows().listed()

    def all_rows(self):
        rows = super().get_queryset().as_of(self.request.day)
        rows = rows.with_state_since(self.request.day)
        rows = rows.with_known_deadline(self.request.user, self.request.day)
        rows = rows.with_report_of(self.month).with_due_report(self.month, on=self.request.day)
        helps = self.may("programmes.use_helper_wording")
        rows = rows.with_lists(self.request.day, as_helper=helps).select_related("lead_unit")
        if self.sees_lights():
            return rows.with_light(self.light_day, self.request.user)
        return rows.with_own_report(self.request.user.unit_id, self.month)

    def count_drafts(self) -> int:
        """The drafts that fit the filters."""
        filterset = self.get_filterset_class()
        drafts = self.all_rows().filter(state_then=TaskState.DRAFT)
        given = {**self.get_filterset_kwargs(filterset), "queryset": drafts}
        return filterset(**given).qs.count()

    def count_of_helpers(self) -> int:
        """The tasks of helpers of which the receipt is not confirmed."""
        return self.all_rows().filter(state_then=TaskState.ASSIGNED, is_led_by_helper=True).count()

    def get_context_data(self, **kwargs):
        kwargs["month"] = self.month
        if self.may("programmes.lead"):
            waiting = self.visible(TaskRequest).pending().count()
            kwargs |= {"may_lead": True, "pending_count": waiting}
        chosen = (self.request.GET.getlist("state"), self.request.GET.get("helper"))
        kwargs["is_unsigned"] = chosen == ([TaskState.ASSIGNED], "no")
        if kwargs["is_unsigned"]:
            kwargs["unsigned_helpers"] = self.count_of_helpers()
        kwargs["sees_lights"] = self.sees_lights()
        if self.sees_lights():
            kwargs["unknown_years"] = self.light_day.unknown_years
        kwargs["picks"] = self.may("programmes.manage")
        context = super().get_context_data(**kwargs)
        if context["picks"] and not context["total_count"] and not self.request.GET.get("state"):
            context["hidden_drafts"] = self.count_drafts()
        return context

    def get_filterset_class(self):
        if self.may("programmes.lead"):
            return super().get_filterset_class()
        return LitTaskFilter if self.sees_lights() else HelperTaskFilter

    def get_filterset_kwargs(self, filterset_class):
        given = super().get_filterset_kwargs(filterset_class)
        return {**given, "month": self.month, **self._light_kwargs()}

    def get_table_class(self):
        return LitTaskTable if self.sees_lights() else HelperTaskTable

    def more_table_kwargs(self):
        picks = self.may("programmes.manage") and not self.is_printed
        return {"picks": picks, **self._light_kwargs()}

    def _light_kwargs(self) -> dict[str, Any]:
        return {"light_day": self.light_day} if self.sees_lights() else {}


class CreateTask(FromRemark, FromVisit, OfAdjustment, CreateRecord):
    template_name = "programmes/new_task.html"

    def get_initial(self):
        lists = {"lists": [self.chosen_list]} if self.chosen_list else {}
        return {**super().get_initial(), **self._of_remark(), **self._of_visit(), **lists}

    def _of_remark(self) -> dict[str, Any]:
        """From an instruction: lists and lead unit of the task it is about, and its words where
        all of its units may read them."""
        if self.remark is None:
            return {}
        task, text = self.remark.task, self.remark.text[:300] if self.is_shared() else ""
        return {"text": text, "lists": task.lists, "lead_unit": task.lead_unit_id}

    def _of_visit(self) -> dict[str, Any]:
        """From a visit: what follows of it, by whom and by when."""
        if self.visit is None:
            return {}
        visit = self.visit
        return {"text": visit.follow_up, "lead_unit": visit.unit_id, "deadline": visit.due_on}

    def get_context_data(self, **kwargs):
        origin = self.quoted() if self.remark else self.visit_in_words() if self.visit else ""
        return super().get_context_data(origin=origin, **kwargs)

    def create(self, **values):
        task = create_task(**values, adjustment=self.adjustment)
        if self.remark:
            link_task(self.remark, task)
        if self.visit:
            link_visit(self.visit, task)
        return task

    def save(self, form):
        """A deadline that has passed is stored, with a warning."""
        answer, day = super().save(form), form.cleaned_data["deadline"]
        if day and day < self.request.programme.today():
            words = _("The deadline %(day)s has passed already: check it.") % {"day": day}
            return self.redirect(answer.url, words, messages.WARNING)
        return answer


class EditTask(EditRecord):
    def edit(self, version, **values):
        edit_task(self.record, version=version, by=self.request.user, **values)


class DeleteTask(DeleteRecord):
    def delete(self, version, reason):
        delete_task(self.record, version=version, reason=reason)


urlpatterns = record_urls(
    TaskList, TaskRecord, TaskForm, create=CreateTask, edit=EditTask, delete=DeleteTask
)
