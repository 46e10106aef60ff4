"""How far the year's plan is fulfilled."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from core.money import format_points, share_of
from core.periods import Period


class PlanProgress:
    """Completed investment against the plan of the year and 序时进度, unrounded; in yuan.

    A subclass has ``plan``, ``done``, ``due_share`` (序时进度 as a share) and ``twelfths``: twelve
    times what is due of the plan, so that it is exact.
    """

    plan: Any
    done: Any
    due_share: Any
    twelfths: Any

    @property
    def share(self) -> Fraction | None:
        """``done`` ÷ ``plan``; None without a plan."""
        return share_of(self.done, self.plan)

    @property
    def difference(self) -> Fraction | None:
        """Share − 序时进度 (−0.0836 is 8.36 points below); None without a plan."""
        share = self.share
        return None if share is None else share - self.due_share

    @property
    def expected(self) -> Decimal:
        """What is due of the plan."""
        return self.twelfths / 12

    @property
    def gap(self) -> Decimal:
        """What is due − done."""
        return self.expected - self.done


def points_of(difference: Fraction | None, month: Period, *, on: date, places: int) -> str:
    """The difference from 序时进度 in words. A month that runs is not compared with its end."""
    if difference is not None and not month.has_ended(on):
        return _("month not ended")
    return format_points(difference, places)


@dataclass(frozen=True)
class ProjectProgress(PlanProgress):
    """Of one project; ``due_twelfths`` are those of the plan that are due by the month's end."""

    plan: Decimal | None
    done: Decimal
    due_twelfths: Decimal

    @property
    def due_share(self) -> Fraction:
        return Fraction(self.due_twelfths) / 12

    @property
    def twelfths(self) -> Decimal:
        return (self.plan or Decimal(0)) * self.due_twelfths
