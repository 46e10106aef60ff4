"""The bases of the pages about a year, a unit's score, and a line of it."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from accounts.models import Unit
from core.days import FIRST_YEAR, LAST_YEAR
from core.periods import Period
from core.web.pages import PageMixin
from programmes.models import Membership
from supervision.figures.scored_units import scored_members
from supervision.figures.scores import month_of_year
from supervision.models import Scorecard, ScoreLine


class ActsToday(PageMixin):
    @property
    def by_now(self) -> dict[str, Any]:
        """Who acts, and on which day."""
        return {"by": self.request.user, "on": self.request.programme.today()}


class YearMixin(ActsToday):
    """A page of a year; 404 for one that no calendar of the platform has."""

    @cached_property
    def year(self) -> int:
        if not FIRST_YEAR <= self.kwargs["year"] <= LAST_YEAR:
            raise Http404
        return self.kwargs["year"]

    @cached_property
    def month(self) -> Period | None:
        """The last month of the year that has ended."""
        return month_of_year(self.year, self.request.day)

    def find(self) -> Any:
        return self.year

    def card_of(self, group: str) -> Scorecard | None:
        rows = self.visible(Scorecard).of_group(self.year, group).in_force()
        return rows.select_related("programme").first()


class OneUnit(YearMixin):
    """A page of a unit's score: 404 for another unit than those whose scores the person reads."""

    @cached_property
    def member(self) -> Membership:
        rows = scored_members(self.request.user, self.request.programme)
        return get_object_or_404(rows, unit=self.kwargs["unit"])

    @property
    def unit(self) -> Unit:
        return self.member.unit

    def find(self) -> Any:
        return self.year, self.member

    def get_return_url(self) -> str:
        return reverse("unit_score", args=[self.unit.pk, self.year])


class OfLine(OneUnit):
    """A page about a line of a unit's score."""

    permission = "supervision.manage_scores"

    @cached_property
    def line(self) -> ScoreLine:
        rows = self.visible(ScoreLine).filter(scorecard__group=self.member.tier)
        rows = rows.select_related("scorecard__programme", "programme")
        return get_object_or_404(rows, pk=self.kwargs["line"])

    @property
    def year(self) -> int:
        return self.line.scorecard.year

    def find(self) -> Any:
        return self.line

    def get_context_data(self, **kwargs):
        given = {"back": self.get_return_url(), "line": self.line, "unit": self.unit}
        return super().get_context_data(**{**given, **kwargs})
