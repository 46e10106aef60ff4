"""The rules of findings and orders and of the rankings of a quarter, in versions."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from programmes.models.light_rules import (
    DAYS,
    MAX_DAYS,
    DayRule,
    RuleVersion,
    days_ordered,
    no_overlap,
)

MAX_MOVES = 9


@register(label=_("rule of findings and orders"), title_template="{valid_from}")
class FindingRule(DayRule):
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


SMALL = (MinValueValidator(0), MaxValueValidator(99))
COUNT = (MinValueValidator(1), MaxValueValidator(99))


@register(label=_("rule of the rankings"), title_template="{valid_from}")
class RankingRule(RuleVersion):
    """Who has a place in the rankings of a quarter, whom its sentences name, and how long units may
    object (docs/rules.md#rankings-of-a-quarter)."""

    min_rows = models.PositiveSmallIntegerField(
        _("records below which a unit has no place"), default=3, validators=COUNT
    )
    best_named = models.PositiveSmallIntegerField(
        _("how many of the first the sentences name"), default=3, validators=SMALL
    )
    slow_named = models.PositiveSmallIntegerField(
        _("how many of the last the sentences name"), default=3, validators=SMALL
    )
    slow_points = models.DecimalField(
        _("points below what is due from which a unit is slow"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(10),
        validators=(MinValueValidator(0), MaxValueValidator(100)),
    )
    objection_days = models.PositiveSmallIntegerField(
        _("working days for objections"), default=5, validators=COUNT
    )
    has_lists = models.BooleanField(_("red and black lists"), default=False)

    class Meta(RuleVersion.Meta):
        verbose_name = _("rule of the rankings")
        constraints = [
            no_overlap("no_overlap_of_ranking_rules"),
            days_ordered("ranking_rule_days_ordered"),
            models.CheckConstraint(
                condition=Q(
                    min_rows__range=(1, 99),
                    best_named__range=(0, 99),
                    slow_named__range=(0, 99),
                    slow_points__range=(0, 100),
                    objection_days__range=(1, 99),
                ),
                name="ranking_rule_in_range",
            ),
        ]
