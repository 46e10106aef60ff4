"""The rule of findings and orders, in versions."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from programmes.models.light_rules import DAYS, MAX_DAYS, RuleVersion, days_ordered, no_overlap

MAX_MOVES = 9


@register(label=_("rule of findings and orders"), title_template="{valid_from}")
class FindingRule(RuleVersion):
    """Of the lights of findings, how often their day may be moved, when another colour is proposed,
    and the prefix of the numbers of orders (docs/rules.md#findings)."""

    yellow_days = models.PositiveSmallIntegerField(
        _("yellow within days of the day to rectify by"), default=5, validators=DAYS
    )
    by_workdays = models.BooleanField(_("count working days"), default=True)
    raise_days = models.PositiveSmallIntegerField(
        _("another colour is proposed after days overdue"), default=5, validators=DAYS
    )
    max_moves = models.PositiveSmallIntegerField(
        _("how often the day may be moved on request"),
        default=1,
        validators=(MinValueValidator(0), MaxValueValidator(MAX_MOVES)),
    )
    order_prefix = models.CharField(
        _("prefix of the numbers of orders"), max_length=20, default="督办"
    )

    class Meta(RuleVersion.Meta):
        verbose_name = _("rule of findings and orders")
        constraints = [
            no_overlap("no_overlap_of_finding_rules"),
            days_ordered("finding_rule_days_ordered"),
            models.CheckConstraint(
                condition=Q(
                    yellow_days__range=(1, MAX_DAYS),
                    raise_days__range=(1, MAX_DAYS),
                    max_moves__range=(0, MAX_MOVES),
                ),
                name="finding_rule_in_range",
            ),
            models.CheckConstraint(
                condition=Q(order_prefix__regex=r"\S"), name="finding_rule_has_prefix"
            ),
        ]
