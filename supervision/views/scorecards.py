"""The pages of scorecards: the catalogue with its versions, lines in one form, putting in force."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button, FormPage
from core.web.record_pages import (
    CreateRecord,
    DeleteRecord,
    EditRecord,
    KindMixin,
    ListOfKind,
    RecordOfKind,
    record_urls,
)
from core.web.routes import routes
from programmes.views.history import HistoryMixin
from supervision.choices import ScorecardState
from supervision.figures.score_words import FORMULAS, number_text
from supervision.forms.scorecards import (
    RULE_OF_2024,
    CorrectionForm,
    LinesForm,
    NewScorecardForm,
    ScorecardForm,
)
from supervision.models import Scorecard
from supervision.services import scorecards as services
from supervision.tables.scores import ScorecardFilter, ScorecardTable


class ScorecardList(ListOfKind):
    model = Scorecard
    table_class, filterset_class = ScorecardTable, ScorecardFilter
    import_kind = ""
    empty = gettext_lazy("No scorecard yet: draft one, the usual lines are filled in.")


class ScorecardRecord(HistoryMixin, RecordOfKind):
    model = Scorecard
    template_name = "supervision/scorecard.html"
    facts = (
        "state", "basis", "reason", "good_from", "fair_from", "passing_from", "bonus_limit",
        "deduction_limit", "falsification_deduction", "objection_days", "counts_publicity",
        "enforced_on", "enforced_by",
    )  # fmt: skip

    def get_queryset(self):
        return super().get_queryset().select_related("enforced_by").prefetch_related("lines")

    def get_actions(self):
        return super().get_actions() if self.object.is_draft else []

    def get_context_data(self, **kwargs):
        card, lines = self.object, self.object.lines.all()
        manages, is_draft = self.may("supervision.manage_scores"), self.object.is_draft
        others = self.visible(Scorecard).of_group(card.year, card.group).exclude(pk=card.pk)
        return super().get_context_data(
            lines=[(line, number_text(line.weight), FORMULAS[line.formula]) for line in lines],
            base_weight=number_text(services.base_weight(card)),
            others=others,
            rule_of_publicity=RULE_OF_2024,
            sees_year=self.may("supervision.view"),
            next_step=services.next_step(card),
            may_edit_lines=manages and is_draft,
            may_enforce=is_draft and self.may("supervision.rule_scores"),
            may_correct=manages and card.state == ScorecardState.IN_FORCE,
            **kwargs,
        )


class CreateScorecard(CreateRecord):
    form_class = NewScorecardForm

    def get_initial(self):
        return {"year": self.request.day.year}

    def create(self, **values):
        return services.create_scorecard(**values)


class OfDraft:
    """Leads back with the refusal where the scorecard is no draft."""

    def get(self, request, *args, **kwargs):
        page: Any = self
        if page.record.is_draft:
            return super().get(request, *args, **kwargs)  # type: ignore[misc]
        messages.error(request, services.refusal(page.record))
        return HttpResponseRedirect(page.back_address())


class EditScorecard(OfDraft, EditRecord):
    form_class = ScorecardForm

    def edit(self, version, **values):
        services.edit_scorecard(self.record, version=version, **values)


class DeleteScorecard(OfDraft, DeleteRecord):
    def delete(self, version, reason):
        services.delete_scorecard(self.record, version=version, reason=reason)


class OneScorecard(KindMixin):
    """A page or button about a scorecard: 404 for one that the person does not see."""

    model = Scorecard
    permission = "supervision.manage_scores"

    @cached_property
    def card(self) -> Scorecard:
        return self.find_row(self.visible(Scorecard).select_related("programme"))

    def find(self) -> Scorecard:
        return self.card

    def get_return_url(self) -> str:
        return reverse("scorecard", args=[self.card.pk])


class ScorecardFormPage(OneScorecard, FormPage):
    def refusal(self) -> str:
        """Why it is not possible now; else empty."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        if words := self.refusal():
            messages.error(request, words)
            return HttpResponseRedirect(self.get_return_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"version": self.card.version}

    def get_context_data(self, **kwargs):
        given = {"back": self.get_return_url(), "card": self.card}
        return super().get_context_data(**{**given, **kwargs})


class ScorecardLines(ScorecardFormPage):
    form_class = LinesForm
    template_name = "supervision/scorecard_lines.html"

    def refusal(self) -> str:
        return "" if self.card.is_draft else services.refusal(self.card)

    def get_title(self):
        return _("Lines: %(card)s") % {"card": self.card}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "lines": list(self.card.lines.all())}

    def save(self, form):
        given = {"version": form.cleaned_data["version"], "by": self.request.user}
        services.set_lines(self.card, form.lines(), **given)
        return self.redirect(self.get_return_url(), _("Saved."))


class CorrectScorecard(ScorecardFormPage):
    form_class = CorrectionForm

    def refusal(self) -> str:
        return "" if self.card.state == ScorecardState.IN_FORCE else services.refusal(self.card)

    def get_title(self):
        return _("Correct: %(card)s") % {"card": self.card}

    def save(self, form):
        data = form.cleaned_data
        given = {"version": data["version"], "reason": data["reason"], "by": self.request.user}
        made = services.correct_scorecard(self.card, **given)
        words = _("The next version is drafted: change its lines, then put it in force.")
        return self.redirect(reverse("scorecard", args=[made.pk]), words)


class EnforceScorecard(OneScorecard, Button):
    permission = "supervision.rule_scores"

    def perform(self, data):
        given = {"by": self.request.user, "on": self.request.programme.today()}
        left = services.enforce_scorecard(self.card, version=data["version"], **given)
        words = _("The scorecard is in force.")
        if left:
            names = _(", ").join(f"{one.unit}（{one.line}）" for one in left)
            more = _("Points by hand to be given anew: %(names)s.") % {"names": names}
            words = f"{words} {more}"
        return self.redirect_back(words)


PREFIX = "supervision/scorecards"
urlpatterns = [
    *record_urls(
        ScorecardList,
        ScorecardRecord,
        create=CreateScorecard,
        edit=EditScorecard,
        delete=DeleteScorecard,
        prefix=PREFIX,
    ),
    *routes(
        f"{PREFIX}/<int:pk>/",
        ("lines/", ScorecardLines, "scorecard_lines"),
        ("correct/", CorrectScorecard, "correct_scorecard"),
        ("enforce/", EnforceScorecard, "enforce_scorecard"),
    ),
]
