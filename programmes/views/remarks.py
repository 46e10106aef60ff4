"""Remarks on a task, and the addresses."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button
from core.web.pages import NOT_YOURS, PageMixin
from core.web.routes import routes
from programmes.choices import RemarkKind
from programmes.forms.remarks import CommentForm, InstructionForm
from programmes.models import TaskRemark
from programmes.services.remarks import add_remark, delete_remark
from programmes.views.one_task import OneTask, TaskFormPage

FORMS = {RemarkKind.COMMENT: CommentForm, RemarkKind.INSTRUCTION: InstructionForm}
TITLES = {
    RemarkKind.COMMENT: gettext_lazy("Comment on the task"),
    RemarkKind.INSTRUCTION: gettext_lazy("Record a leader's instruction"),
}
RIGHTS = {
    RemarkKind.COMMENT: "programmes.comment_on_task",
    RemarkKind.INSTRUCTION: "programmes.lead_task",
}


class NewRemark(TaskFormPage):
    form_class = CommentForm

    @cached_property
    def remark_kind(self) -> RemarkKind:
        if self.kwargs["kind"] not in RemarkKind.values:
            raise Http404
        return RemarkKind(self.kwargs["kind"])

    @property
    def right(self) -> str:  # type: ignore[override]
        return RIGHTS[self.remark_kind]

    def get_title(self):
        if self.may("programmes.use_helper_wording"):
            return _("Leave a message")
        return TITLES[self.remark_kind]

    def get_form_class(self):
        return FORMS[self.remark_kind]

    def get_form_kwargs(self):
        may_be_internal = self.may("programmes.lead")
        return {**super().get_form_kwargs(), "may_be_internal": may_be_internal}

    def get_initial(self):
        is_leader = self.may("programmes.lead") and not self.may("programmes.manage")
        leader = str(self.request.user) if is_leader else ""
        return {"on": self.by_now["on"], "is_internal": False, "leader": leader}

    def save(self, form):
        given = {"task": self.task, "kind": self.remark_kind, **self.by_now}
        add_remark(**(given | form.values()))
        return self.redirect(f"{self.get_return_url()}#remarks", _("Saved."))


class DeleteRemark(OneTask, Button):
    permission = "programmes.view"

    def find(self) -> TaskRemark:
        rows = self.visible(TaskRemark).filter(task=self.task.pk)
        remark = get_object_or_404(rows, pk=self.kwargs["remark"])
        if not self.may("programmes.take_back_remark", remark):
            raise PermissionDenied(NOT_YOURS)
        return remark

    def perform(self, data):
        delete_remark(self.find(), version=data["version"], by=self.request.user)
        return self.redirect_back(_("Deleted."))


def remark_rows(page: PageMixin, task: Any) -> dict[str, Any]:
    """The remarks on the task that the person reads, with what the person may add to them."""
    rows = page.visible(TaskRemark).filter(Q(task=task) | Q(led_to_task=task))
    found = list(rows.select_related("unit", "created_by", "led_to_task", "led_to_event"))
    return {
        "remarks": [one for one in found if one.task_id == task.pk],
        "origin": next((one for one in found if one.led_to_task_id == task.pk), None),
        "may_comment": page.may("programmes.comment_on_task", task),
        "may_instruct": page.may("programmes.lead_task", task),
        "may_follow": page.may("programmes.manage"),
        "new_comment": reverse("new_task_remark", args=[task.pk, RemarkKind.COMMENT]),
        "new_instruction": reverse("new_task_remark", args=[task.pk, RemarkKind.INSTRUCTION]),
    }


urlpatterns = routes(
    "tasks/<int:pk>/remarks/",
    ("<slug:kind>/", NewRemark, "new_task_remark"),
    ("<int:remark>/delete/", DeleteRemark, "delete_task_remark"),
)
