"""The year's scores: the overview by group, a unit's own score, points by hand, falsification."""

from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.days import FIRST_YEAR, LAST_YEAR
from core.periods import Period
from core.web.form_pages import Button, FormPage
from core.web.pages import Page, PageMixin
from core.web.record_pages import DeleteForm
from core.web.routes import routes
from programmes.models import Document, Membership
from supervision.choices import LineKind, ScoreGroup
from supervision.figures.score_content import score_of
from supervision.figures.score_words import points_text, score_text, shown_lines
from supervision.figures.scored_units import scored_members
from supervision.figures.scores import UnitScore, month_of_year, unit_scores
from supervision.forms.scores import FalsificationForm, PointsForm
from supervision.models import (
    Evaluation,
    Falsification,
    ManualScore,
    Scorecard,
    ScoreLine,
    ScoreObjection,
)
from supervision.services import evaluations, scores
from supervision.tables.scores import ScoreTable


class YearMixin(PageMixin):
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
        """The running self-score."""
        if self.card is None or self.month is None:
            return None
        found = unit_scores(self.card, self.month)
        return next((one for one in found if one.unit_id == self.unit.pk), None)

    def get_context_data(self, **kwargs):
        self.find()
        shown = shown_lines(self.score, self.month) if self.score and self.month else []
        return super().get_context_data(
            unit=self.unit,
            year=self.year,
            month=self.month,
            card=self.card,
            score=self.score,
            lines=shown,
            shown_score=score_text(self.score) if self.score else "",
            sums=self._sums(),
            may_score=self.may("supervision.manage_scores"),
            sees_year=self.may("supervision.view"),
            falsifications=self._falsifications(),
            **self._results(),
            **kwargs,
        )

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
        return {"evaluation": evaluation, "shown_score": score_text(score) if score else ""}


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


class ScoreByHand(OfLine, FormPage):
    form_class = PointsForm
    template_name = "supervision/score_form.html"

    @cached_property
    def stored(self) -> ManualScore | None:
        return self.visible(ManualScore).filter(line=self.line, unit=self.unit).first()

    def get_title(self):
        return _("%(line)s: points of %(unit)s") % {"line": self.line, "unit": self.unit}

    def get_initial(self):
        one = self.stored
        if one is None:
            return {"version": 0}
        names = ("version", "value", "reason", "document")
        return {name: getattr(one, name) for name in names}

    def get_form_kwargs(self):
        given = {"line": self.line, "documents": self.visible(Document)}
        return {**super().get_form_kwargs(), **given}

    def save(self, form):
        names = ("version", "value", "reason", "document")
        values = {name: form.cleaned_data[name] for name in names}
        by_now = {"by": self.request.user, "on": self.request.programme.today()}
        scores.score_by_hand(self.line, self.unit, **values, **by_now)
        return self.redirect(self.get_return_url(), _("Saved."))


class RecordFalsification(OfLine, FormPage):
    form_class = FalsificationForm
    template_name = "supervision/score_form.html"

    def get_title(self):
        return _("%(line)s: falsified by %(unit)s") % {"line": self.line, "unit": self.unit}

    def save(self, form):
        values = {name: form.cleaned_data[name] for name in ("reason", "found_on")}
        by_now = {"by": self.request.user, "on": self.request.programme.today()}
        scores.record_falsification(self.line, self.unit, **values, **by_now)
        words = _("Recorded: it counts once a second person confirms it.")
        return self.redirect(self.get_return_url(), words)


class OneFalsification(PageMixin):
    permission = "supervision.manage_scores"

    @cached_property
    def row(self) -> Falsification:
        rows = self.visible(Falsification).select_related("line__scorecard", "unit", "programme")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def find(self) -> Falsification:
        return self.row

    def get_return_url(self) -> str:
        return reverse("unit_score", args=[self.row.unit_id, self.row.line.scorecard.year])


class ConfirmFalsification(OneFalsification, Button):
    permission = "supervision.rule_scores"

    def perform(self, data):
        by_now = {"by": self.request.user, "on": self.request.programme.today()}
        scores.confirm_falsification(self.row, version=data["version"], **by_now)
        return self.redirect_back(_("Confirmed: the line has 0 points."))


class TakeBackFalsification(OneFalsification, FormPage):
    form_class = DeleteForm
    title = gettext_lazy("Take the falsification back")

    def get_initial(self):
        return {"version": self.row.version}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"back": self.get_return_url(), **kwargs})

    def save(self, form):
        data, back = form.cleaned_data, self.get_return_url()
        given = {"version": data["version"], "reason": data["reason"]}
        scores.take_back_falsification(self.row, **given)
        return self.redirect(back, _("Taken back."))


urlpatterns = routes(
    "supervision/",
    ("year/<int:year>/", YearPage, "supervision_year"),
    ("scores/<int:unit>/<int:year>/", UnitScorePage, "unit_score"),
    ("scores/<int:unit>/lines/<int:line>/", ScoreByHand, "score_by_hand"),
    ("scores/<int:unit>/lines/<int:line>/falsified/", RecordFalsification, "record_falsification"),
    ("falsifications/<int:pk>/confirm/", ConfirmFalsification, "confirm_falsification"),
    ("falsifications/<int:pk>/take-back/", TakeBackFalsification, "take_back_falsification"),
)
