"""Requests about a task: made and withdrawn."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button
from core.web.pages import NOT_YOURS
from core.web.routes import routes
from programmes.choices import TaskRequestKind
from programmes.forms.task_requests import FORMS, RequestForm
from programmes.models import TaskRequest
from programmes.services import task_requests
from programmes.services.task_events import is_on_behalf, refusal
from programmes.services.task_request_rules import may_request
from programmes.views.one_task import OneTask, TaskFormPage

TITLES = {
    TaskRequestKind.CLOSING: gettext_lazy("Request the closing"),
    TaskRequestKind.DEADLINE: gettext_lazy("Request another deadline"),
    TaskRequestKind.DISPUTE: gettext_lazy("Dispute the task"),
    TaskRequestKind.SUSPENSION: gettext_lazy("Request the suspension"),
    TaskRequestKind.CANCELLATION: gettext_lazy("Request the cancellation"),
}

# Helpers are partners: they read these (docs/rules.md#helpers-are-partners).
HELPER_TITLES = {
    TaskRequestKind.CLOSING: gettext_lazy("Give feedback that it is done"),
    TaskRequestKind.DEADLINE: gettext_lazy("Ask for another day"),
    TaskRequestKind.DISPUTE: gettext_lazy("See the task otherwise"),
    TaskRequestKind.SUSPENSION: gettext_lazy("Ask to suspend it"),
    TaskRequestKind.CANCELLATION: gettext_lazy("Ask to cancel it"),
}


class RequestPage(TaskFormPage):
    form_class = RequestForm
    right = "programmes.act_for_task"

    @cached_property
    def request_kind(self) -> TaskRequestKind:
        if self.kwargs["kind"] not in TaskRequestKind.values:
            raise Http404
        return TaskRequestKind(self.kwargs["kind"])

    def get_title(self):
        helps = self.may("programmes.use_helper_wording")
        title = (HELPER_TITLES if helps else TITLES)[self.request_kind]
        if not is_on_behalf(self.task, self.request.user):
            return title
        words = _("%(title)s (on behalf of %(unit)s)")
        return words % {"title": title, "unit": self.task.lead_unit}

    def refusal(self) -> str:
        allowed = may_request(self.task, self.request_kind, self.by_now["on"])
        return "" if allowed else refusal(self.task)

    def get_form_class(self):
        return FORMS[self.request_kind]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "task": self.task}

    def get_initial(self):
        return {"version": self.task.version, "done_quantity": self.task.done_quantity}

    def needs_version(self):
        """The version is the task's; what is made is a request."""
        return False

    def save(self, form):
        given = {"task": self.task, "kind": self.request_kind, **self.by_now}
        task_requests.request_of_task(**given, **form.values())
        return self.redirect(self.get_return_url(), _("The request is made."))


class OneRequest(OneTask):
    """A page or button about a request of the task; ``request_right`` is the right to it."""

    request_right = ""

    @cached_property
    def made(self) -> TaskRequest:
        rows = self.visible(TaskRequest).filter(task=self.task.pk)
        rows = rows.select_related("programme", "unit", "task", "created_by")
        made = get_object_or_404(rows, pk=self.kwargs["made"])
        if not self.may(self.request_right, made):
            raise PermissionDenied(NOT_YOURS)
        return made

    def find(self) -> TaskRequest:
        return self.made


class WithdrawRequest(OneRequest, Button):
    request_right = "programmes.withdraw_request"

    def perform(self, data):
        task_requests.withdraw_request(self.made, version=data["version"], **self.by_now)
        return self.redirect_back(_("The request is withdrawn."))


ONE = "<int:pk>/requests/<int:made>/"
urlpatterns = routes(
    "tasks/",
    ("<int:pk>/requests/<slug:kind>/", RequestPage, "request_of_task"),
    (f"{ONE}withdraw/", WithdrawRequest, "withdraw_task_request"),
)
