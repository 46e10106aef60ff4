"""The page of a task: its facts, its events and pending requests, and what the person may do."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.periods import Period
from core.web.facts import Action
from core.web.record_pages import RecordOfKind
from programmes.choices import (
    RequestState,
    TaskEventKind,
    event_words,
    list_words,
    request_state_words,
    request_words,
)
from programmes.figures.phones import contact_of
from programmes.figures.task_lights import light_day, light_reason
from programmes.models import LightDay, Task, TaskAttachment, TaskEvent, TaskProgress, TaskRequest
from programmes.panels import task_sections
from programmes.services.months import month_to_enter
from programmes.services.task_events import is_on_behalf, may_happen
from programmes.services.task_request_rules import may_request
from programmes.views.history import HistoryMixin
from programmes.views.lit import LightMixin
from programmes.views.remarks import remark_rows
from programmes.views.task_links import needs_section
from programmes.views.task_parts import part_sections
from programmes.views.task_reports import reports_of_month
from programmes.views.task_requests import HELPER_TITLES, TITLES
from programmes.views.visit_rows import visits_of_task

OF_DEADLINE = (TaskEventKind.DATE_MOVED, TaskEventKind.DATE_SET)
REFUSALS = (TaskEventKind.SENT_BACK, TaskEventKind.DISPUTE_REFUSED)
CHANGES = (
    (TaskEventKind.DATE_SET, gettext_lazy("Set another deadline"), "set_task_deadline"),
    (TaskEventKind.REOPENED, gettext_lazy("Reopen the task"), "reopen_task"),
    (TaskEventKind.RESUMED, gettext_lazy("Resume the task"), "resume_task"),
)
ATTACHMENTS = Kind(TaskAttachment, "task", "programmes.attach_to_task")


class TaskRecord(LightMixin, HistoryMixin, AttachmentsMixin, RecordOfKind):
    model = Task
    attachments = ATTACHMENTS
    template_name = "programmes/task.html"
    shows_present = True
    title_field = "text"
    facts = (
        "number",
        ("shown_lists", gettext_lazy("list")),
        "duty",
        ("contact", gettext_lazy("person")),
    )

    @cached_property
    def open_month(self) -> Period | None:
        return month_to_enter(self.request.programme)

    @cached_property
    def month(self) -> Period:
        """The month of the reports."""
        return self.open_month or Period.last_ended(self.request.programme.today())

    @cached_property
    def today(self) -> date:
        """The day of all that the page shows, whatever the as-of day."""
        return self.request.programme.today()

    @cached_property
    def light_day(self) -> LightDay:
        return light_day(self.request.programme, self.today)

    def get_queryset(self):
        rows = super().get_queryset().with_known_deadline(self.request.user)
        rows = rows.with_first_deadline().with_state(self.today)
        rows = rows.with_due_report(self.month, on=self.today)
        if self.sees_lights():
            rows = rows.with_light(self.light_day, self.request.user)
        else:
            rows = rows.with_sent_back(self.today)
        return rows.select_related("lead_unit")

    def get_object(self, queryset=None):
        task = super().get_object(queryset)
        task.contact = contact_of(self.request.user, task)
        task.shown_lists = [list_words(str(one), as_helper=self.as_helper) for one in task.lists]
        if self.sees_lights():
            task.light_reason = light_reason(task, self.light_day)
        return task

    def get_sections(self):
        linked = (
            make(self, self.object) for make in (needs_section, visits_of_task, *task_sections)
        )
        return [*part_sections(self, self.object), *(one for one in linked if one)]

    def may_report(self) -> bool:
        return self.object.is_worked_on and self.may("programmes.report_task", self.object)

    def get_actions(self):
        return [*self._own_actions(), *super().get_actions()]

    def _own_actions(self) -> list[tuple[Action, str]]:
        """Report, request, and what the task force changes, as far as the state allows it."""
        task, helps = self.object, self.as_helper
        found: list[tuple[Any, str, list[str]]] = []
        if self.may_report():
            report = _("Give feedback") if helps else _("Report progress")
            if self.open_month:
                found.append((report, "task_progress", [str(self.open_month)]))
        if self.may("programmes.act_for_task", task):
            today = self.request.programme.today()
            waiting = {one.kind for one in self.requests if one.is_pending}
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
        related = ("unit", "help_from", "created_by", "corrected_by")
        progress = list(progress.select_related(*related))
        context = super().get_context_data(
            progress=progress,
            month=self.month,
            reports=reports_of_month(self, self.object, progress),
            may_report=self.may_report(),
            may_edit_parts=self.may("programmes.manage"),
            unknown_years=self.light_day.unknown_years if self.sees_lights() else [],
            may_act=self.object.is_worked_on and self.may("programmes.act_for_task", self.object),
            **self._life(),
            **remark_rows(self, self.object),
            **kwargs,
        )
        sections = context["sections"]
        context["addable"] = [one for one in sections if one.add_address and not one.rows]
        return context

    def _life(self) -> dict[str, Any]:
        """The task's events and requests in words, with what the person may do."""
        task = self.object
        events = [
            (event, event_words(event.kind, as_helper=self.as_helper)) for event in self._events()
        ]
        kinds = (TaskEventKind.SENT_BACK, TaskEventKind.DISPUTE_REFUSED)
        sent_back = [one for one in events if one[0].kind in kinds]
        waits = task.sent_back_on or task.dispute_refused_on
        is_answered = waits is None or task.is_deadline_hidden
        among_events = {event.request_id for event, _words in events}
        may_act = self.may("programmes.act_for_task", task)
        may_assign = self.may("programmes.manage") and may_happen(task, TaskEventKind.ASSIGNED)
        return {
            "events": events,
            "sent_back": [] if is_answered else sent_back[-1:],
            "pending": [
                (
                    one,
                    self._words(one),
                    self.may("programmes.withdraw_request", one),
                    self.may("programmes.decide_request", one),
                )
                for one in self.requests
                if one.is_pending
            ],
            "decided": [
                (one, self._words(one))
                for one in self.requests
                if not one.is_pending and one.pk not in among_events
            ],
            "signs_on_behalf": is_on_behalf(task, self.request.user),
            "may_sign": may_act and may_happen(task, TaskEventKind.SIGNED),
            "may_assign": may_assign,
        }

    @cached_property
    def as_helper(self) -> bool:
        return self.may("programmes.use_helper_wording")

    def _words(self, request: TaskRequest) -> str:
        kind = request_words(request.kind, as_helper=self.as_helper)
        return f"{kind}：{request_state_words(request.state, as_helper=self.as_helper)}"

    def _events(self) -> Any:
        """Where the deadline is hidden, without its changes, whose reasons would disclose it;
        without refusals for whoever may not read them."""
        rows = self.visible(TaskEvent).filter(task=self.object)
        if self.object.is_deadline_hidden:
            rows = rows.exclude(kind__in=OF_DEADLINE)
        if not self.may("programmes.read_refusals", self.object):
            rows = rows.exclude(kind__in=REFUSALS)
        return rows.select_related("unit", "created_by")

    @cached_property
    def requests(self) -> list[TaskRequest]:
        if self.object.is_deadline_hidden:
            return []
        rows = self.visible(TaskRequest).filter(task=self.object)
        if not self.may("programmes.read_refusals", self.object):
            rows = rows.exclude(state=RequestState.REFUSED)
        found = list(rows.select_related("unit", "created_by", "decided_by"))
        for one in found:
            one.task, one.programme = self.object, self.request.programme
        return found


urlpatterns = ATTACHMENTS.urls("tasks")
