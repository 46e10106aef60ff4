"""Links of a task to other records: the base of their pages, and the needs that it answers."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_amount
from core.records import delete_record
from core.web.facts import Section
from core.web.form_pages import Button
from core.web.routes import routes
from programmes.forms.task_links import NeedLinkForm, TaskLinkForm
from programmes.models import Need, NeedAnswer, Task
from programmes.panels import Related
from programmes.services.needs import link_need
from programmes.views.one_task import OneTask, TaskFormPage


class LinkTask(TaskFormPage):
    """Chooses one of ``rows`` for the task."""

    form_class = TaskLinkForm
    label: Any = ""
    anchor = ""

    def rows(self) -> Any:
        """The records to choose from."""
        raise NotImplementedError

    @staticmethod
    def name_of(record: Any) -> str:
        return f"{record.number} {record.text}"

    def link(self, record: Any, **values: Any) -> None:
        """``values``: those of further fields of the form."""
        raise NotImplementedError

    def get_form_kwargs(self):
        given = {"rows": self.rows(), "label": self.label, "name_of": self.name_of}
        return {**super().get_form_kwargs(), **given}

    def get_return_url(self):
        return super().get_return_url() + self.anchor

    def save(self, form):
        self.link(form.cleaned_data["row"], **form.values())
        return self.redirect(self.get_return_url(), _("Linked."))


class LinkNeed(LinkTask):
    permission = "programmes.manage"
    title = gettext_lazy("Link a need")
    form_class = NeedLinkForm
    label = gettext_lazy("need")
    anchor = "#needs"

    def rows(self):
        return self.visible(Need).exclude(tasks=self.task)

    def link(self, record, **values):
        link_need(task=self.task, need=record, by=self.request.user, **values)


class UnlinkNeed(OneTask, Button):
    permission = "programmes.manage"

    def find(self) -> NeedAnswer:
        rows = self.visible(NeedAnswer).filter(task=self.task)
        return get_object_or_404(rows, need=self.kwargs["row"])

    def get_return_url(self):
        return super().get_return_url() + "#needs"

    def perform(self, data):
        delete_record(self.find(), version=data["version"])
        return self.redirect_back(_("The link is taken off."))


def needs_section(page: Any, task: Task) -> Section | None:
    """The needs that the task answers, of those that the user sees."""
    may_link = page.may("programmes.manage")
    answers = page.visible(NeedAnswer).filter(task=task).select_related("need__township")
    rows = [_related(one, may_link=may_link) for one in answers.order_by("need__number")]
    title, add = gettext_lazy("Needs it answers"), "link_task_need" if may_link else ""
    return section_of_links(task, title, "needs", rows, add)


def _related(answer: NeedAnswer, *, may_link: bool) -> Related:
    need = answer.need
    words = f"{need.text} · {need.township}"
    if answer.amount is not None:
        words += f" · {format_amount(answer.amount)}万元"
    removal = reverse("unlink_task_need", args=[answer.task_id, need.pk]) if may_link else ""
    return Related(need.number, words, reverse("need", args=[need.pk]), removal, answer.version)


def section_of_links(
    task: Task, title: Any, anchor: str, rows: list[Related], add: str
) -> Section | None:
    """``add``: the URL name of the page that adds a link; empty for whoever may not. None where
    there is nothing to see or add."""
    if not rows and not add:
        return None
    address = reverse(add, args=[task.pk]) if add else ""
    template = "programmes/related.html"
    return Section(title, anchor, template=template, rows=rows, add_address=address)


urlpatterns = routes(
    "tasks/<int:pk>/needs/",
    ("new/", LinkNeed, "link_task_need"),
    ("<int:row>/remove/", UnlinkNeed, "unlink_task_need"),
)
