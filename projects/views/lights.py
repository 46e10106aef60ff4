"""The versions of the rules for lights, and exemptions."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button, FormPage
from core.web.pages import Page
from programmes.figures.task_lights import sentences_of_task_lights
from programmes.models import TaskLightRule
from projects.forms.settings import THRESHOLDS, RulesForm
from projects.forms.works import ExemptionForm
from projects.models import Exemption, LightRule
from projects.services import lights as services
from projects.views.project_mixin import ProjectFormPage, ProjectRowMixin


class LightRules(Page):
    permission = "programmes.lead"
    template_name = "projects/light_rules.html"
    title = gettext_lazy("Rules for lights")

    def get_context_data(self, **kwargs):
        rows = self.visible(LightRule).select_related("created_by")
        return super().get_context_data(
            rules=[(rule, services.sentences_of(rule)) for rule in rows],
            defaults=services.sentences_of(LightRule()),
            may_rule=self.may("projects.rule_lights"),
            **self._of_tasks(),
            **kwargs,
        )

    def _of_tasks(self) -> dict[str, Any]:
        rows = self.visible(TaskLightRule).select_related("created_by")
        return {
            "task_rules": [(rule, sentences_of_task_lights(rule)) for rule in rows],
            "task_defaults": sentences_of_task_lights(TaskLightRule()),
            "may_rule_tasks": self.may("programmes.rule_task_lights"),
        }


class NewLightRules(FormPage):
    permission = "projects.rule_lights"
    form_class = RulesForm
    template_name = "projects/light_rules_form.html"
    title = gettext_lazy("New version of the rules")

    def get_form_kwargs(self):
        programme = self.request.programme
        last = self.visible(LightRule).first() or LightRule()
        initial = {name: getattr(last, name) for name in THRESHOLDS}
        more = {"months": services.open_months(programme), "initial": initial}
        return {**super().get_form_kwargs(), "programme": programme, **more}

    def save(self, form):
        services.add_rules(self.request.programme, by=self.request.user, **form.values())
        return self.redirect(reverse("light_rules"), _("The new version holds."))


class WithdrawLightRules(Button):
    permission = "projects.rule_lights"

    def find(self) -> LightRule:
        return get_object_or_404(self.visible(LightRule), pk=self.kwargs["pk"])

    def get_return_url(self):
        return reverse("light_rules")

    def perform(self, data):
        services.withdraw_rules(rule=self.find(), version=data["version"])
        return self.redirect_back(_("Taken back."))


class AddExemption(ProjectFormPage):
    permission = "projects.rule_lights"
    form_class = ExemptionForm
    title = gettext_lazy("Exempt from a light")

    def get_form_kwargs(self):
        today = self.request.programme.today()
        more = {"programme": self.request.programme, "initial": {"valid_from": today}}
        return {**super().get_form_kwargs(), **more}

    def save(self, form):
        data = form.values()
        services.grant_exemption(
            self.project, until=data.pop("valid_until"), by=self.request.user, **data
        )
        return self.redirect(self.get_return_url(), _("The exemption is granted."))


class EndExemption(ProjectRowMixin, Button):
    model = Exemption
    permission = "projects.rule_lights"

    def perform(self, data):
        services.end_exemption(
            exemption=self.record, on=self.request.programme.today(), version=data["version"]
        )
        return self.redirect_back(_("The exemption ends today."))
