"""The year's scores by group: the overview."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from core.periods import Period
from core.web.pages import Page
from core.web.routes import routes
from supervision.choices import ScoreGroup
from supervision.figures.scores import UnitScore, unit_scores
from supervision.models import Evaluation
from supervision.services import evaluations
from supervision.tables.scores import ScoreTable
from supervision.views.one_score import YearMixin


class YearPage(YearMixin, Page):
    permission = "supervision.view"
    template_name = "supervision/year.html"

    def get(self, request, *args, **kwargs):
        if request.GET.get("_export") == "xlsx":
            return self.file(request.GET.get("group", ScoreGroup.MEMBER))
        return super().get(request, *args, **kwargs)

    def file(self, group: str):
        if group not in ScoreGroup.values:
            raise Http404
        return self.export(ScoreTable(self.scores(group), year=self.year), "xlsx", ())

    def get_title(self):
        return _("Scores of %(year)s") % {"year": self.year}

    def scores(self, group: str) -> list[UnitScore]:
        card = self.card_of(group)
        return unit_scores(card, self.month) if card and self.month else []

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            year=self.year,
            month=self.month,
            groups=[self._group(group) for group in ScoreGroup],
            may_manage=self.may("supervision.manage_scores"),
            years=self._neighbours(),
            **kwargs,
        )

    def _neighbours(self) -> list[int]:
        """The years before and after, of those of the programme."""
        programme = self.request.programme
        years = range(programme.start_year, programme.end_year + 1)
        return [year for year in (self.year - 1, self.year + 1) if year in years]

    def _group(self, group: ScoreGroup) -> dict[str, Any]:
        programme, scores = self.request.programme, self.scores(group)
        rows = self.visible(Evaluation).of_group(self.year, group)
        manages = self.may("supervision.manage_scores")
        refusal = evaluations.why_not_announced(programme, self.year, group, programme.today())
        return {
            "group": group,
            "card": self.card_of(group),
            "table": ScoreTable(scores, year=self.year) if scores else None,
            "evaluations": rows,
            "may_announce": manages and not refusal,
            "refusal": refusal,
            "has_ended": Period(date(self.year, 1, 1), "year").has_ended(programme.today()),
        }


urlpatterns = routes("supervision/", ("year/<int:year>/", YearPage, "supervision_year"))
