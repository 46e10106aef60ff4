"""New versions of the rule for the lights of tasks, and taking the latest one back. All versions
are shown on the page of the rules for lights."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button, FormPage
from core.web.routes import routes
from programmes.forms.task_lights import THRESHOLDS, TaskLightRuleForm
from programmes.models import TaskLightRule
from programmes.services.rule_versions import add_rule, withdraw_rule


class NewTaskLightRule(FormPage):
    permission = "programmes.rule_task_lights"
    form_class = TaskLightRuleForm
    template_name = "programmes/task_light_rule_form.html"
    title = gettext_lazy("New version of the rule for the lights of tasks")

    def get_initial(self):
        last = self.visible(TaskLightRule).first() or TaskLightRule()
        return {name: getattr(last, name) for name in THRESHOLDS}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "programme": self.request.programme}

    def save(self, form):
        given = {"by": self.request.user, **form.values()}
        add_rule(TaskLightRule, self.request.programme, **given)
        return self.redirect(reverse("light_rules"), _("The new version holds."))


class WithdrawTaskLightRule(Button):
    permission = "programmes.rule_task_lights"

    def find(self) -> TaskLightRule:
        return get_object_or_404(self.visible(TaskLightRule), pk=self.kwargs["pk"])

    def get_return_url(self):
        return reverse("light_rules")

    def perform(self, data):
        withdraw_rule(rule=self.find(), version=data["version"])
        return self.redirect_back(_("Taken back."))


urlpatterns = routes(
    "tasks/lights/",
    ("new/", NewTaskLightRule, "new_task_light_rule"),
    ("<int:pk>/take-back/", WithdrawTaskLightRule, "withdraw_task_light_rule"),
)
