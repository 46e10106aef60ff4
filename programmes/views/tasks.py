"""The pages of tasks and of task lists, and their addresses."""

from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.periods import Period
from core.web.facts import Action
from core.web.record_pages import (
    CreateRecord,
    DeleteRecord,
    EditRecord,
    ListOfKind,
    RecordOfKind,
    record_urls,
)
from programmes import models
from programmes.choices import RequestState, TaskEventKind, TaskState, event_words, request_words
from programmes.figures.phones import contact_of
from programmes.figures.task_lights import light_reason
from programmes.forms.tasks import TaskForm
from programmes.models import (
    Task,
    TaskAttachment,
    TaskEvent,
    TaskProgress,
    TaskRequest,
)
from programmes.panels import task_sections
from programmes.services.months import month_to_enter, shown_month
from programmes.services.remarks import link_task
from programmes.services.task_events import is_on_behalf, may_happen
from programmes.services.task_requests import may_request
from programmes.services.tasks import create_task, delete_task, edit_task
from programmes.tables.choices import month_choices
from programmes.tables.task_lights import LeadTaskFilter, LitTaskFilter, LitTaskTable
from programmes.tables.tasks import HelperTaskTable, TaskFilter
from programmes.views.from_remark import FromRemark
from programmes.views.history import HistoryMixin
from programmes.views.known import KnownRows
from programmes.views.lit import LightMixin
from programmes.views.remarks import remark_rows
from programmes.views.task_links import needs_section
from programmes.views.task_lists import OfAdjustment
from programmes.views.task_parts import part_sections
from programmes.views.task_reports import reports_of_month
from programmes.views.task_requests import HELPER_TITLES, TITLES

OF_DEADLINE = (TaskEventKind.DATE_MOVED, TaskEventKind.DATE_SET)
CHANGES = (
    (TaskEventKind.DATE_SET, gettext_lazy("Set another deadline"), "set_task_deadline"),
    (TaskEventKind.REOPENED, gettext_lazy("Reopen the task"), "reopen_task"),
    (TaskEventKind.RESUMED, gettext_lazy("Resume the task"), "resume_task"),
)
ATTACHMENTS = Kind(TaskAttachment, "task", "programmes.attach_to_task")


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
        rows = rows.with_lists(self.request.day).select_related("lead_unit")
        if self.sees_lights():
            rows = rows.with_light(self.light_day, self.request.user)
        return rows

    def count_drafts(self) -> int:
        """The drafts that fit the filters."""
        filterset = self.get_filterset_class()
        drafts = self.all_rows().filter(state_then=TaskState.DRAFT)
        given = {**self.get_filterset_kwargs(filterset), "queryset": drafts}
        return filterset(**given).qs.count()

    def get_context_data(self, **kwargs):
        kwargs["month"] = self.month
        if self.may("programmes.lead"):
            waiting = self.visible(TaskRequest).pending().count()
            kwargs |= {"may_lead": True, "pending_count": waiting}
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
        return LitTaskFilter if self.sees_lights() else TaskFilter

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


class TaskRecord(LightMixin, HistoryMixin, AttachmentsMixin, RecordOfKind):
    model = Task
    attachments = ATTACHMENTS
    template_name = "programmes/task.html"
    shows_present = True
    title_field = "text"
    facts = (
        "number",
        ("lists", gettext_lazy("list")),
        "duty",
        ("contact", gettext_lazy("person")),
    )

    def get_queryset(self):
        rows = super().get_queryset().with_known_deadline(self.request.user)
        rows = rows.with_first_deadline().with_state(self.request.day)
        if self.sees_lights():
            rows = rows.with_light(self.light_day, self.request.user)
        else:
            rows = rows.with_sent_back(self.request.day)
        return rows.select_related("lead_unit")

    def get_object(self, queryset=None):
        task = super().get_object(queryset)
        task.contact = contact_of(self.request.user, task)
        if self.sees_lights():
            task.light_reason = light_reason(task, self.light_day)
        return task

    def get_sections(self):
        linked = (make(self, self.object) for make in (needs_section, *task_sections))
        return [*part_sections(self, self.object), *(one for one in linked if one)]

    def may_report(self) -> bool:
        return self.object.is_worked_on and self.may("programmes.report_task", self.object)

    def get_actions(self):
        return [*self._own_actions(), *super().get_actions()]

    def _own_actions(self) -> list[tuple[Action, str]]:
        """Report, request, and what the task force changes, as far as the state allows it."""
        task, helps = self.object, self.may("programmes.use_helper_wording")
        found: list[tuple[Any, str, list[str]]] = []
        if self.may_report():
            report = _("Give feedback") if helps else _("Report progress")
            if month := month_to_enter(self.request.programme):
                found.append((report, "task_progress", [str(month)]))
        if self.may("programmes.act_for_task", task):
            today = self.request.programme.today()
            waiting = set(task.requests.pending().values_list("kind", flat=True))
            possible = [kind for kind in TITLES if may_request(task, kind, today)]
            kinds = [kind for kind in possible if kind not in waiting]
            titles = HELPER_TITLES if helps else TITLES
            found += [(titles[kind], "request_of_task", [kind.value]) for kind in kinds]
        if self.may("programmes.manage"):
            found += [(words, name, []) for kind, words, name in CHANGES if may_happen(task, kind)]
        return [
            (Action(words, name, ""), reverse(name, args=[task.pk, *more]))
            for words, name, more in found
        ]

    def get_context_data(self, **kwargs):
        progress = self.visible(TaskProgress).filter(task=self.object)
        progress = progress.select_related("unit", "help_from", "created_by", "corrected_by")
        return super().get_context_data(
            progress=progress,
            **reports_of_month(self, self.object),
            may_report=self.may_report(),
            uses_helper_wording=self.may("programmes.use_helper_wording"),
            may_edit_parts=self.may("programmes.manage"),
            unknown_years=self.light_day.unknown_years if self.sees_lights() else [],
            may_act=self.object.is_worked_on and self.may("programmes.act_for_task", self.object),
            **self._life(),
            **remark_rows(self, self.object),
            **kwargs,
        )

    def _life(self) -> dict[str, Any]:
        """The task's events and its pending requests, each with what the person may do."""
        task, as_helper = self.object, self.may("programmes.use_helper_wording")
        events = self.visible(TaskEvent).filter(task=task)
        requests = self.visible(TaskRequest).filter(task=task)
        if task.is_deadline_hidden:  # their words would disclose it
            events, requests = events.exclude(kind__in=OF_DEADLINE), requests.none()
        requests = requests.select_related("task", "unit", "created_by", "decided_by", "programme")
        # The others are among the events.
        decided = requests.exclude(state=RequestState.PENDING).filter(events__isnull=True)
        may_act = self.may("programmes.act_for_task", task)
        events = [
            (event, event_words(event.kind, as_helper=as_helper))
            for event in events.select_related("unit", "created_by")
        ]
        sent_back = [one for one in events if one[0].kind == TaskEventKind.SENT_BACK]
        is_answered = task.sent_back_on is None or task.is_deadline_hidden
        return {
            "events": events,
            "sent_back": [] if is_answered else sent_back[-1:],
            "pending": [
                (
                    one,
                    request_words(one.kind, as_helper=as_helper),
                    self.may("programmes.withdraw_request", one),
                    self.may("programmes.decide_request", one),
                )
                for one in requests.pending()
            ],
            "decided": [(one, request_words(one.kind, as_helper=as_helper)) for one in decided],
            "signs_on_behalf": is_on_behalf(task, self.request.user),
            "may_sign": may_act and may_happen(task, TaskEventKind.SIGNED),
            "may_assign": self.may("programmes.manage")
            and may_happen(task, TaskEventKind.ASSIGNED),
        }


class CreateTask(FromRemark, OfAdjustment, CreateRecord):
    template_name = "programmes/new_task.html"

    def get_initial(self):
        lists = {"lists": [self.chosen_list]} if self.chosen_list else {}
        return {**super().get_initial(), **self._of_remark(), **lists}

    def _of_remark(self) -> dict[str, Any]:
        """From an instruction: lists and lead unit of the task it is about, and its words where
        all of its units may read them."""
        if self.remark is None:
            return {}
        task, text = self.remark.task, self.remark.text[:300] if self.is_shared() else ""
        return {"text": text, "lists": task.lists, "lead_unit": task.lead_unit_id}

    def get_context_data(self, **kwargs):
        return super().get_context_data(instruction=self.quoted() if self.remark else "", **kwargs)

    def create(self, **values):
        task = create_task(**values, adjustment=self.adjustment)
        if self.remark:
            link_task(self.remark, task)
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


urlpatterns = [
    *record_urls(
        TaskList, TaskRecord, TaskForm, create=CreateTask, edit=EditTask, delete=DeleteTask
    ),
    *ATTACHMENTS.urls("tasks"),
]
