"""The page of a unit's score."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.web.pages import Page
from core.web.routes import routes
from supervision.choices import LineKind
from supervision.figures.score_content import score_of
from supervision.figures.score_words import (
    ShownLine,
    points_text,
    rescaled_text,
    score_text,
    shown_lines,
)
from supervision.figures.scores import UnitScore, unit_scores
from supervision.models import Evaluation, Falsification, ManualScore, Scorecard, ScoreObjection
from supervision.views.one_score import OneUnit


class UnitScorePage(OneUnit, Page):
    permission = "supervision.view_scores"
    template_name = "supervision/unit_score.html"

    def get_title(self):
        return _("Score of %(unit)s in %(year)s") % {"unit": self.unit, "year": self.year}

    @cached_property
    def card(self) -> Scorecard | None:
        return self.card_of(self.member.tier)

    @cached_property
    def score(self) -> UnitScore | None:
        """The running score."""
        if self.card is None or self.month is None:
            return None
        found = unit_scores(self.card, self.month)
        return next((one for one in found if one.unit_id == self.unit.pk), None)

    def get_context_data(self, **kwargs):
        self.find()
        return super().get_context_data(
            unit=self.unit,
            year=self.year,
            month=self.month,
            card=self.card,
            score=self.score,
            lines=self._lines(),
            shown_score=score_text(self.score) if self.score else "",
            rescaled=rescaled_text(self.score) if self.score else "",
            sums=self._sums(),
            may_score=self.may("supervision.manage_scores"),
            sees_year=self.may("supervision.view"),
            falsifications=self._falsifications(),
            **self._results(),
            **kwargs,
        )

    def _lines(self) -> list[ShownLine]:
        if self.score is None or self.month is None:
            return []
        rows = self.visible(ManualScore).of_card(self.card).filter(unit=self.unit)
        return shown_lines(self.score, self.month, dict(rows.values_list("line", "pk")))

    def _sums(self) -> list[tuple[Any, str]]:
        if self.score is None:
            return []
        values = (
            (_("base points of 100"), self.score.base),
            (LineKind.BONUS.label, self.score.bonus),
            (LineKind.DEDUCTION.label, self.score.deduction),
            (_("off for falsification"), self.score.falsified),
        )
        return [(label, points_text(value)) for label, value in values]

    def _falsifications(self) -> list[tuple[Falsification, bool]]:
        """Those of the unit that the person reads, and whether they may confirm them."""
        rows = self.visible(Falsification).filter(unit=self.unit, line__scorecard=self.card)
        rows = rows.select_related("line", "created_by", "confirmed_by", "programme")
        right = "supervision.confirm_falsification"
        return [(one, not one.confirmed_on and self.may(right, one)) for one in rows]

    def _results(self) -> dict[str, Any]:
        """The announced and the newest published result of the unit's group, and its objections."""
        rows = list(self.visible(Evaluation).of_group(self.year, self.member.tier))
        announced = next((one for one in rows if not one.is_published), None)
        published = next((one for one in rows if one.is_published), None)
        objections = self.visible(ScoreObjection).filter(unit=self.unit, evaluation__in=rows)
        today = self.request.programme.today()
        takes = announced is not None and announced.takes_objections(today)
        return {
            "results": [self._result(one) for one in (announced, published) if one],
            "objections": objections.select_related("answered_by", "evaluation"),
            "may_object": takes and self.may("supervision.object_to_scores"),
        }

    def _result(self, evaluation: Evaluation) -> dict[str, Any]:
        score = score_of(evaluation, self.unit.pk)
        if score is None:
            return {"evaluation": evaluation}
        texts = {"shown_score": score_text(score), "rescaled": rescaled_text(score)}
        return {"evaluation": evaluation, **texts}


urlpatterns = routes("supervision/", ("scores/<int:unit>/<int:year>/", UnitScorePage, "unit_score"))
