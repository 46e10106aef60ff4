from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.models import Record, choice_constraint
from programmes.models import Programme
from projects.choices import LightRuleName
from projects.models.catalogues import CatalogueQuerySet
from projects.models.project import OfProject, Project

SHARE: dict[str, Any] = {"max_digits": 5, "decimal_places": 2, "null": True, "blank": True}


@register(
    label=_("rules for lights"),
    title_template="{valid_from}",
    month_columns=("valid_from", "valid_until"),
)
class LightRule(Record):
    """A version of a programme's rules for lights, valid from a month on until the next one.

    Points are percentage points below the schedule, months are whole ones (defaults, editable:
    docs/rules.md#progress-light). ``quarter_1`` to ``quarter_4`` are the percent of the year's plan
    due at the ends of the quarters; without them it is months ÷ 12. A closed month keeps its
    version; a trigger prevents overlapping versions."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="light_rules")
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True, editable=False)
    yellow_points = models.DecimalField(
        _("yellow from points below"), max_digits=5, decimal_places=2, default=10
    )
    red_points = models.DecimalField(
        _("red above points below"), max_digits=5, decimal_places=2, default=30
    )
    repeated_yellow_is_red = models.BooleanField(_("two yellow in a row are red"), default=True)
    rates_start = models.BooleanField(_("start is rated"), default=True)
    start_red_months = models.PositiveSmallIntegerField(
        _("start overdue: red from months"), default=3
    )
    rates_statistics = models.BooleanField(_("statistics are rated"), default=True)
    statistics_yellow_months = models.PositiveSmallIntegerField(
        _("not in the statistics: yellow after months"), default=1
    )
    statistics_red_months = models.PositiveSmallIntegerField(
        _("not in the statistics: red after months"), default=2
    )
    quarter_1 = models.DecimalField(_("due by the end of March (%)"), **SHARE)
    quarter_2 = models.DecimalField(_("due by the end of June (%)"), **SHARE)
    quarter_3 = models.DecimalField(_("due by the end of September (%)"), **SHARE)
    quarter_4 = models.DecimalField(_("due by the end of December (%)"), **SHARE)
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = _("rules for lights")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "valid_from"], name="unique_light_rule_month"
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(valid_until__isnull=True),
                name="unique_endless_light_rule",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__day=1)
                & (Q(valid_until__isnull=True) | Q(valid_until__day=1)),
                name="light_rule_on_day_1",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="light_rule_months_ordered",
            ),
            models.CheckConstraint(
                condition=Q(yellow_points__gt=0, red_points__gt=F("yellow_points")),
                name="light_rule_points_ordered",
            ),
            models.CheckConstraint(
                condition=Q(start_red_months__gte=1)
                & Q(statistics_red_months__gt=F("statistics_yellow_months")),
                name="light_rule_statistics_ordered",
            ),
            models.CheckConstraint(
                condition=Q(quarter_1__isnull=True)
                & Q(quarter_2__isnull=True)
                & Q(quarter_3__isnull=True)
                & Q(quarter_4__isnull=True)
                | Q(
                    quarter_1__isnull=False,
                    quarter_2__isnull=False,
                    quarter_3__isnull=False,
                    quarter_4__isnull=False,
                    quarter_1__gte=0,
                    quarter_2__gte=F("quarter_1"),
                    quarter_3__gte=F("quarter_2"),
                    quarter_4=100,
                )
                & Q(quarter_3__lte=100),
                name="light_rule_quarters_ordered",
            ),
        ]

    def __str__(self):
        return str(self.valid_from)


def no_overlap(rule: str) -> ExclusionConstraint:
    """No two exemptions of a project from the rule overlap."""
    whole = RangeBoundary(inclusive_upper=True)
    project = Func("project", "project", Value("[]"), function="int8range")
    days = Func("valid_from", "valid_until", whole, function="daterange")
    return ExclusionConstraint(
        name=f"no_overlap_of_{rule}_exemptions",
        expressions=[(project, RangeOperators.OVERLAPS), (days, RangeOperators.OVERLAPS)],
        condition=Q(rule=rule),
        violation_error_message=_("The project is exempt on some of these days already."),
    )


@register(label=_("exemption"), title_template="{rule} {valid_until}", parent="project_id")
class Exemption(OfProject):
    """免责: a project shows no warning of a rule until a day. ``approver`` is the responsible
    person of the task force. Two exemptions from one rule do not overlap."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="exemptions")
    rule = models.CharField(_("rule"), max_length=12, choices=LightRuleName)
    reason = models.CharField(_("reason"), max_length=300)
    approver = models.CharField(_("approved by"), max_length=60)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))

    class Meta:
        ordering = ["-valid_until", "-pk"]
        verbose_name = _("exemption")
        constraints = [
            choice_constraint("rule", LightRuleName, "exemption_rule_known"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="exemption_days_ordered"
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S", approver__regex=r"\S"),
                name="exemption_has_reason_and_approver",
            ),
            *(no_overlap(rule) for rule in LightRuleName.values),
        ]

    def __str__(self):
        return f"{self.get_rule_display()} {self.valid_until}"
