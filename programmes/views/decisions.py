"""Requests about tasks are decided: one by one, or several together; the list of all."""

from typing import Any

from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.web.links import list_address
from core.web.list_pages import ListPage
from core.web.pages import Page, PageMixin
from core.web.picked import MAX_ROWS, PickedPage, is_number
from core.web.routes import routes
from programmes.choices import RequestState, TaskRequestKind
from programmes.forms.task_requests import AcceptForm, AcceptSeveralForm, RefuseForm
from programmes.models import TaskProgress, TaskRequest
from programmes.services import task_requests
from programmes.tables.task_requests import TaskRequestFilter, TaskRequestTable
from programmes.views.one_task import TaskFormPage
from programmes.views.task_requests import ONE, OneRequest

SHOWN_REPORTS = 3


def first_to_decide(page: PageMixin, after: TaskRequest | None = None) -> str:
    """The page of the first request that the person decides, or of the next one ``after``; without
    one, the list of requests."""
    rows = page.visible(TaskRequest).pending().decided_by(page.request.user)
    if after:
        same_day = Q(asked_on=after.asked_on, pk__gt=after.pk)
        rows = rows.filter(Q(asked_on__gt=after.asked_on) | same_day)
    first = rows.order_by("asked_on", "pk").first()
    if first is None:
        return reverse("task_requests")
    return reverse("accept_task_request", args=[first.task_id, first.pk]) + "?queue=1"


class Decision(OneRequest, TaskFormPage):
    """One request with its task beside; with ``?queue=1`` the next that waits follows."""

    template_name = "programmes/decision.html"
    request_right = "programmes.decide_request"
    save_words: Any = ""
    others: tuple[tuple[str, Any], ...] = ()  # further buttons: url name and words

    @property
    def in_queue(self) -> bool:
        return "queue" in self.request.GET

    def get_return_url(self):
        if not self.in_queue:
            return super().get_return_url()
        return first_to_decide(self, after=self.made)

    def _address(self, url_name: str) -> str:
        query = "?queue=1" if self.in_queue else ""
        return reverse(url_name, args=[self.task.pk, self.made.pk]) + query

    def decision(self, form) -> dict[str, Any]:
        """The arguments of the service."""
        return {name: form.cleaned_data[name] for name in ("version", "answer")} | self.by_now

    def get_initial(self):
        return {"version": self.made.version}

    def needs_version(self):
        return True

    def get_context_data(self, **kwargs):
        reports = self.visible(TaskProgress).filter(task=self.task.pk)
        return super().get_context_data(
            made=self.made,
            reports=reports.select_related("unit", "created_by", "corrected_by")[:SHOWN_REPORTS],
            in_queue=self.in_queue,
            save_words=self.save_words,
            buttons=[(self._address(name), words) for name, words in self.others],
            **kwargs,
        )


class AcceptRequest(Decision):
    title = gettext_lazy("Decide on the request")
    others = (("refuse_task_request", gettext_lazy("Send back")),)
    save_words = gettext_lazy("Accept")
    form_class = AcceptForm

    def save(self, form):
        task_requests.accept_request(self.made, **self.decision(form))
        if self.made.kind == TaskRequestKind.DISPUTE:
            return self._redirect_to_draft()
        return self.redirect(self.get_return_url(), _("Accepted."))

    def _redirect_to_draft(self):
        """To the task, which needs another lead unit; in the queue to the next request."""
        address = self.get_return_url() if self.in_queue else reverse("task", args=[self.task.pk])
        words = _(
            "Accepted, and the task is a draft again: change its lead unit, then assign it anew."
        )
        return self.redirect(address, words)


class RefuseRequest(Decision):
    title = gettext_lazy("Refuse the request, or send it back")
    save_words = gettext_lazy("Send back")
    form_class = RefuseForm

    def save(self, form):
        task_requests.refuse_request(self.made, **self.decision(form))
        return self.redirect(self.get_return_url(), _("Sent back with the reason."))


class TaskRequestList(ListPage):
    """The requests of all tasks; those that wait for a decision first."""

    model = TaskRequest
    permission = "programmes.lead"
    table_class, filterset_class = TaskRequestTable, TaskRequestFilter
    title = gettext_lazy("Requests about tasks")
    empty = gettext_lazy("No request fits these filters.")
    template_name = "programmes/task_requests.html"

    def get_queryset(self):
        rows = super().get_queryset().select_related("task", "unit", "decided_by")
        waiting_first = Case(When(state=RequestState.PENDING, then=0), default=1)
        return rows.order_by(waiting_first, "asked_on", "pk")

    def more_table_kwargs(self):
        return {"picks": self.may_accept and not self.is_printed}

    @cached_property
    def may_accept(self) -> bool:
        return self.may("programmes.manage")

    def get_context_data(self, **kwargs):
        first = first_to_decide(self) if self.may_accept else ""
        return super().get_context_data(may_accept=self.may_accept, first=first, **kwargs)


class AcceptRequests(PickedPage):
    """Several requests that the person decides are accepted together, all or none."""

    model = TaskRequest
    list_name = "task_requests"
    permission = "programmes.manage"
    form_class = AcceptSeveralForm
    template_name = "programmes/accept_requests.html"
    title = gettext_lazy("Accept several requests")
    nothing_picked = gettext_lazy("Tick the requests in the list first.")

    def get_rows(self):
        rows = super().get_rows().pending().decided_by(self.request.user)
        return rows.select_related("task", "unit", "created_by").order_by("asked_on", "pk")

    def save(self, form):
        data, on = form.cleaned_data, self.request.programme.today()
        given = {"by": self.request.user, "on": on, "answer": data["answer"]}
        accepted = task_requests.accept_requests(data["rows"], **given)
        number = len(accepted)
        words = ngettext("%(n)s request accepted.", "%(n)s requests accepted.", number)
        address = list_address("accepted_requests", row=[one.pk for one in accepted])
        return self.redirect(address, words % {"n": number})


class AcceptedRequests(Page):
    """What became of the tasks whose requests were accepted together; ``row``: their keys."""

    permission = "programmes.manage"
    template_name = "programmes/accepted_requests.html"
    title = gettext_lazy("What the accepted requests changed")

    def get_context_data(self, **kwargs):
        keys = [int(text) for text in self.request.GET.getlist("row") if is_number(text)]
        rows = self.visible(TaskRequest).filter(pk__in=keys[:MAX_ROWS])
        rows = rows.filter(state=RequestState.ACCEPTED).select_related("task__lead_unit", "unit")
        accepted = rows.order_by("task__number", "pk")
        return super().get_context_data(accepted=accepted, **kwargs)


urlpatterns = routes(
    "tasks/",
    ("requests/", TaskRequestList, "task_requests"),
    ("requests/accept/", AcceptRequests, "accept_task_requests"),
    ("requests/accepted/", AcceptedRequests, "accepted_requests"),
    (f"{ONE}accept/", AcceptRequest, "accept_task_request"),
    (f"{ONE}refuse/", RefuseRequest, "refuse_task_request"),
)
