"""The rankings in words: heads of the tables, and the rule."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from supervision.choices import MeasureKind
from supervision.models import RankingRule

# Of each table the heads of count, done, whole and share.
HEADS = {
    MeasureKind.INVESTMENT: (
        gettext_lazy("projects (count)"),
        gettext_lazy("completed (万元)"),
        gettext_lazy("plan of the year (万元)"),
        gettext_lazy("share of the plan"),
    ),
    MeasureKind.TASKS: (
        gettext_lazy("tasks due (count)"),
        gettext_lazy("tasks closed (count)"),
        gettext_lazy("tasks due (count)"),
        gettext_lazy("share closed"),
    ),
    MeasureKind.RECTIFICATION: (
        gettext_lazy("findings due (count)"),
        gettext_lazy("findings rectified (count)"),
        gettext_lazy("findings due (count)"),
        gettext_lazy("share rectified"),
    ),
    MeasureKind.MONEY: (
        gettext_lazy("fund lines (count)"),
        gettext_lazy("paid (万元)"),
        gettext_lazy("arrived (万元)"),
        gettext_lazy("share paid"),
    ),
}
# The measures whose amounts are money.
OF_MONEY = (MeasureKind.INVESTMENT, MeasureKind.MONEY)


def sentences_of_ranking_rule(rule: RankingRule) -> list[str]:
    """A version in words."""
    found = [
        _("A unit with fewer than %(n)s records of a measure has no place in it.")
        % {"n": rule.min_rows},
        _("The sentences name the first %(n)s, where they are at or above what is due.")
        % {"n": rule.best_named},
        _("They name the last %(n)s, where they are %(points)s points or more below what is due.")
        % {"n": rule.slow_named, "points": f"{rule.slow_points.normalize():f}"},
        ngettext(
            "Units may object for %(n)s working day.",
            "Units may object for %(n)s working days.",
            rule.objection_days,
        )
        % {"n": rule.objection_days},
    ]
    lists = _("Red and black lists are shown.") if rule.has_lists else _("No red or black list.")
    return [*found, lists]
