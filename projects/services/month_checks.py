"""Validation of a month's figures and texts. Amounts are in yuan."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.money import format_amount
from core.periods import Period
from projects.figures.month_fields import TEXTS, MonthFieldSpec
from projects.models import Project

# Above these shares the user must confirm (docs/rules.md#likely-totals).
MAX_SHARE_OF_TOTAL, MAX_SHARE_OF_PLAN = Decimal("1.1"), Decimal(2)


class UnlikelyError(ValidationError):
    """The figures are possible, but look like a slip (元 typed for 万元): the user must confirm."""


def done_before(project: Project, month: Period) -> Decimal:
    """Completed investment of the year without the month's own entry; opening and late entries
    included."""
    return Project.objects.compute_month(month).get(pk=project.pk).before


def resolve_amount(
    project: Project, month: Period, amount: Decimal | None, cumulative: Decimal | None
) -> Decimal:
    """The month's amount from what was typed: the month, the cumulative, or both.

    Raises ValidationError where both are missing or they contradict each other.
    """
    before = done_before(project, month)
    if amount is None and cumulative is None:
        raise ValidationError({"amount": _("Type the month's investment, or press “no change”.")})
    if amount is None:
        return Decimal(cumulative or 0) - before
    if cumulative is not None and before + amount != cumulative:
        raise ValidationError(
            {
                "cumulative": _(
                    "The earlier months hold %(before)s万元; with this month's %(amount)s万元 that "
                    "makes %(sum)s万元, not %(cumulative)s万元. Change one of the two."
                )
                % {
                    "before": format_amount(before),
                    "amount": format_amount(amount),
                    "sum": format_amount(before + amount),
                    "cumulative": format_amount(cumulative),
                }
            }
        )
    return amount


def require_text(spec: MonthFieldSpec, values: dict[str, Any]) -> None:
    """Without an amount field the texts are what is reported. Raises ValidationError."""
    if not spec.has_amount and not any(values.get(name) for name in TEXTS):
        raise ValidationError({"image_progress": _("Say how it stands, or press “no change”.")})


def check_totals(project: Project, month: Period, *, confirmed: bool) -> None:
    """The total by the end of the year, this entry included: never below zero; above the limits
    only if ``confirmed`` (docs/rules.md#likely-totals). Raises ValidationError, UnlikelyError."""
    december = Period.month(month.year, 12)
    row = Project.objects.compute_month(december).get(pk=project.pk)
    if row.year_amount < 0:
        raise ValidationError({"amount": _("The year's total would be below zero.")})
    if not confirmed:
        _check_limits(row)


def _check_limits(row: Any) -> None:
    total, plan = row.total_investment, row.plan
    if total and row.ever_amount > total * MAX_SHARE_OF_TOTAL:
        raise UnlikelyError(
            _("With this entry %(done)s万元 is done since the start, of a total of %(whole)s万元.")
            % {"done": format_amount(row.ever_amount), "whole": format_amount(total)}
        )
    if plan and row.year_amount > plan * MAX_SHARE_OF_PLAN:
        raise UnlikelyError(
            _("With this entry %(done)s万元 is done this year, of a plan of %(whole)s万元.")
            % {"done": format_amount(row.year_amount), "whole": format_amount(plan)}
        )
