"""How far the year's plan is fulfilled."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.money import share_of


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
