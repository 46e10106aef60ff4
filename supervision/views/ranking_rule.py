"""The rule of the rankings in versions: all of them, a new one, taking the latest back."""

from django.utils.translation import gettext_lazy

from core.web.routes import routes
from programmes.views.rule_versions import (
    NewRuleVersion,
    OfRule,
    RuleVersions,
    WithdrawRuleVersion,
)
from supervision.figures.ranking_words import sentences_of_ranking_rule
from supervision.forms.rankings import VALUES, RankingRuleForm
from supervision.models import RankingRule

TITLE = gettext_lazy("Rule of the rankings")


class OfRankings(OfRule):
    permission = "supervision.issue_rankings"
    model = RankingRule
    page = "ranking_rules"


class RankingRules(OfRankings, RuleVersions):
    permission = "supervision.view_rankings"
    right = "supervision.issue_rankings"
    title = TITLE
    new, withdraw = "new_ranking_rule", "withdraw_ranking_rule"

    def sentences(self, rule):
        return sentences_of_ranking_rule(rule)


class NewRankingRule(OfRankings, NewRuleVersion):
    form_class = RankingRuleForm
    thresholds = VALUES
    title = gettext_lazy("New version of the rule of the rankings")
    page_title = TITLE


class WithdrawRankingRule(OfRankings, WithdrawRuleVersion):
    pass


urlpatterns = routes(
    "supervision/rankings/rule/",
    ("", RankingRules, "ranking_rules"),
    ("new/", NewRankingRule, "new_ranking_rule"),
    ("<int:pk>/take-back/", WithdrawRankingRule, "withdraw_ranking_rule"),
)
