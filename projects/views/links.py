"""Links of a project to tasks and needs: shown on its page, added and removed by the task force."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.web.form_pages import Button
from programmes.models import Need, Task
from projects.forms.links import LinkForm
from projects.models import ProjectNeed, ProjectTask
from projects.services import links as services
from projects.views.project_mixin import ProjectFormPage, ProjectMixin, WithParts

LINKS = {"task": ProjectTask, "need": ProjectNeed}


class WithLinks(WithParts):
    """Context of a project's page: the linked tasks and needs that the user may see."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            task_links=self._tasks() if self.parts.has_any(ProjectTask) else [],
            need_links=self._needs() if self.parts.has_any(ProjectNeed) else [],
            may_link=self.may("projects.manage"),
            **kwargs,
        )

    def _tasks(self) -> list[ProjectTask]:
        rows = self.visible(ProjectTask).filter(project=self.object, task__in=self.visible(Task))
        return list(rows.select_related("task__lead_unit", "task__list"))

    def _needs(self) -> list[ProjectNeed]:
        rows = self.visible(ProjectNeed).filter(project=self.object, need__in=self.visible(Need))
        return list(rows.select_related("need__township", "need__category"))


class LinkMixin(ProjectMixin):
    permission = "projects.manage"

    def get_return_url(self):
        return super().get_return_url() + "#links"


class Link(LinkMixin, ProjectFormPage):
    form_class = LinkForm
    template_name = "core/form.html"

    def get_form_kwargs(self):
        kinds = {"tasks": self.visible(Task), "needs": self.visible(Need)}
        return {**super().get_form_kwargs(), **kinds}

    def get_title(self):
        return _("%(project)s: link to a task or a need") % {"project": self.project.name}

    def save(self, form):
        data = form.cleaned_data
        services.create_link(
            project=self.project, task=data["task"], need=data["need"], by=self.request.user
        )
        return self.redirect(self.get_return_url(), _("Linked."))


class Unlink(LinkMixin, Button):
    """``kind`` is task or need."""

    def find(self) -> Any:
        if self.kwargs["kind"] not in LINKS:
            raise Http404
        model = LINKS[self.kwargs["kind"]]
        rows = self.visible(model).filter(project=self.project)
        return get_object_or_404(rows, pk=self.kwargs["link"])

    def perform(self, data):
        services.remove_link(found=self.find(), version=data["version"])
        return self.redirect_back(_("The link is taken off."))
