"""The fund lines that a task is linked to, on the task's page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.web.facts import Section
from core.web.routes import routes
from funds.models import FundLine, FundTask
from funds.services import link_task
from programmes.models import Task
from programmes.panels import Related
from programmes.views.task_links import LinkTask, section_of_links
from programmes.views.task_parts import PartButton


class LinkTaskFund(LinkTask):
    permission = "funds.manage"
    title = gettext_lazy("Link a fund line")
    label = gettext_lazy("fund line")
    anchor = "#funds"

    @staticmethod
    def name_of(record):
        return f"{record.number} {record.spent_on}"

    def rows(self):
        rows = self.visible(FundLine).exclude(task_links__task=self.task)
        return rows.select_related("project")

    def link(self, record, **values):
        link_task(line=record, task=self.task, by=self.request.user)


class UnlinkTaskFund(PartButton):
    permission = "funds.manage"
    model = FundTask
    anchor = "#funds"
    words = gettext_lazy("The link is taken off.")


def funds_section(page: Any, task: Task) -> Section | None:
    """The fund lines that the task is linked to, of those that the user sees."""
    may_link = page.may("funds.manage")
    links = page.visible(FundTask).filter(task=task)
    links = links.select_related("line__project", "line__source", "line__payer_unit")
    rows = [_related(one, task, may_link=may_link) for one in links]
    title, add = gettext_lazy("Fund lines of the task"), "link_task_fund" if may_link else ""
    return section_of_links(task, title, "funds", rows, add)


def _related(link: FundTask, task: Task, *, may_link: bool) -> Related:
    line = link.line
    removal = reverse("unlink_task_fund", args=[task.pk, link.pk]) if may_link else ""
    address = reverse("fund_line", args=[line.pk])
    return Related(line.number, f"{line.spent_on} · {line.source}", address, removal, link.version)


urlpatterns = routes(
    "tasks/<int:pk>/funds/",
    ("new/", LinkTaskFund, "link_task_fund"),
    ("<int:row>/remove/", UnlinkTaskFund, "unlink_task_fund"),
)
