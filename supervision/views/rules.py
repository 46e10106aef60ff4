"""The rule of findings and orders in versions: all of them, a new one, taking the latest back."""

from django.utils.translation import gettext_lazy

from core.web.routes import routes
from programmes.views.rule_versions import (
    NewRuleVersion,
    OfRule,
    RuleVersions,
    WithdrawRuleVersion,
)
from supervision.figures.rules import sentences_of_finding_rule
from supervision.forms.rules import THRESHOLDS, FindingRuleForm
from supervision.models import FindingRule

TITLE = gettext_lazy("Rule of findings and orders")


class OfFindings(OfRule):
    permission = "supervision.rule_findings"
    model = FindingRule
    page = "finding_rules"


class FindingRules(OfFindings, RuleVersions):
    permission = "supervision.view"
    right = "supervision.rule_findings"
    title = TITLE
    new, withdraw = "new_finding_rule", "withdraw_finding_rule"

    def sentences(self, rule):
        return sentences_of_finding_rule(rule)


class NewFindingRule(OfFindings, NewRuleVersion):
    form_class = FindingRuleForm
    thresholds = THRESHOLDS
    title = gettext_lazy("New version of the rule of findings and orders")
    page_title = TITLE


class WithdrawFindingRule(OfFindings, WithdrawRuleVersion):
    pass


urlpatterns = routes(
    "findings/rules/",
    ("", FindingRules, "finding_rules"),
    ("new/", NewFindingRule, "new_finding_rule"),
    ("<int:pk>/take-back/", WithdrawFindingRule, "withdraw_finding_rule"),
)
