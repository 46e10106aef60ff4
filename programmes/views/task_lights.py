"""New versions of the rule for the lights of tasks, and taking the latest one back. All versions
are shown on the page of the rules for lights."""

from django.utils.translation import gettext_lazy

from core.web.routes import routes
from programmes.forms.task_lights import THRESHOLDS, TaskLightRuleForm
from programmes.models import TaskLightRule
from programmes.views.rule_versions import NewRuleVersion, OfRule, WithdrawRuleVersion


class OfTaskLights(OfRule):
    permission = "programmes.rule_task_lights"
    model = TaskLightRule
    page = "light_rules"


class NewTaskLightRule(OfTaskLights, NewRuleVersion):
    form_class = TaskLightRuleForm
    thresholds = THRESHOLDS
    title = gettext_lazy("New version of the rule for the lights of tasks")
    page_title = gettext_lazy("Rules for lights")


class WithdrawTaskLightRule(OfTaskLights, WithdrawRuleVersion):
    pass


urlpatterns = routes(
    "tasks/lights/",
    ("new/", NewTaskLightRule, "new_task_light_rule"),
    ("<int:pk>/take-back/", WithdrawTaskLightRule, "withdraw_task_light_rule"),
)
