"""Evaluations of a year: announced, objected to, answered, published."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from core.files.downloads import download
from core.files.word_layout import WORD
from core.web.form_pages import Button, FormPage
from core.web.pages import NOT_YOURS, RecordPage
from core.web.record_pages import DeleteForm
from core.web.routes import routes
from programmes.views.history import HistoryMixin
from supervision.choices import ScoreGroup
from supervision.exporters.evaluation_report import evaluation_file_name, write_evaluation
from supervision.figures.score_content import scores_of
from supervision.forms.scores import AnnounceForm, AnswerForm, ObjectionForm
from supervision.models import Evaluation, ScoreObjection
from supervision.services import evaluations as services
from supervision.tables.scores import ScoreTable
from supervision.views.one_score import ActsToday, OneUnit, YearMixin


class Announce(YearMixin, FormPage):
    permission = "supervision.manage_scores"
    form_class = AnnounceForm
    template_name = "supervision/announce.html"

    @cached_property
    def group(self) -> ScoreGroup:
        if self.kwargs["group"] not in ScoreGroup.values:
            raise Http404
        return ScoreGroup(self.kwargs["group"])

    def find(self):
        return self.year, self.group

    def get_title(self):
        given = {"year": self.year, "group": self.group.label}
        return _("Announce the scores of %(group)s in %(year)s") % given

    def get_return_url(self):
        return reverse("supervision_year", args=[self.year])

    def get(self, request, *args, **kwargs):
        given = (request.programme, *self.find(), self.by_now["on"])
        if words := services.why_not_announced(*given):
            messages.error(request, words)
            return HttpResponseRedirect(self.get_return_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        rows = self.visible(Evaluation).of_group(*self.find())
        return {**super().get_form_kwargs(), "is_correction": rows.published().exists()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"back": self.get_return_url(), **kwargs})

    def save(self, form):
        given = {"programme": self.request.programme, "year": self.year, "group": self.group}
        reason = form.cleaned_data.get("reason", "")
        made = services.announce(reason=reason, **given, **self.by_now)
        words = _("Announced: the units are notified, and may object until %(day)s.")
        address = reverse("evaluation", args=[made.pk])
        return self.redirect(address, words % {"day": made.objections_until})


class EvaluationPage(HistoryMixin, RecordPage):
    """The result of a group, to print and as a workbook."""

    model = Evaluation
    permission = "supervision.view"
    template_name = "supervision/evaluation.html"

    def get_queryset(self):
        people = ("created_by", "published_by", "scorecard", "programme")
        return super().get_queryset().select_related(*people)

    def get(self, request, *args, **kwargs):
        if request.GET.get("_export") == "xlsx":
            self.object = self.get_object()
            return self.export(self.table, "xlsx", ())
        return super().get(request, *args, **kwargs)

    @property
    def table(self) -> ScoreTable:
        return ScoreTable(scores_of(self.object), year=self.object.year)

    def get_context_data(self, **kwargs):
        one, today = self.object, self.request.programme.today()
        objections = self.visible(ScoreObjection).filter(evaluation=one)
        objections = objections.select_related("unit", "created_by", "answered_by", "programme")
        right = "supervision.answer_score_objection"
        may_rule = self.may("supervision.rule_scores") and not one.is_published
        refusal = services.why_not_published(one, self.request.user, today) if may_rule else ""
        return super().get_context_data(
            table=self.table,
            objections=[(row, row.is_pending and self.may(right, row)) for row in objections],
            may_publish=may_rule and not refusal,
            refusal=refusal,
            may_withdraw=self.may("supervision.manage_scores") and not one.is_published,
            **kwargs,
        )


class OneEvaluation(ActsToday):
    @cached_property
    def evaluation(self) -> Evaluation:
        rows = self.visible(Evaluation).select_related("programme")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def find(self) -> Evaluation:
        return self.evaluation

    def get_return_url(self) -> str:
        return reverse("evaluation", args=[self.evaluation.pk])


class EvaluationFile(OneEvaluation, View):
    """The result as a Word file."""

    permission = "supervision.view"
    http_method_names = ["get", "head", "options"]

    def get(self, request, **kwargs):
        one = self.evaluation
        objections = self.visible(ScoreObjection).filter(evaluation=one).select_related("unit")
        data = write_evaluation(one, list(objections))
        return download(request, data, name=evaluation_file_name(one), content_type=WORD)


class Publish(OneEvaluation, Button):
    proof_required = True
    permission = "supervision.rule_scores"

    def perform(self, data):
        services.publish(self.evaluation, version=data["version"], **self.by_now)
        return self.redirect_back(_("Published: the result does not change any more."))


class WithdrawAnnouncement(OneEvaluation, FormPage):
    permission = "supervision.manage_scores"
    form_class = DeleteForm
    title = gettext_lazy("Withdraw the announcement")

    def get_initial(self):
        return {"version": self.evaluation.version}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"back": self.get_return_url(), **kwargs})

    def save(self, form):
        data, year = form.cleaned_data, self.evaluation.year
        given = {"version": data["version"], "reason": data["reason"]}
        services.withdraw_announcement(self.evaluation, **given)
        return self.redirect(
            reverse("supervision_year", args=[year]), _("The announcement is withdrawn.")
        )


class ObjectTo(OneUnit, FormPage):
    permission = "supervision.object_to_scores"
    form_class = ObjectionForm

    def get_title(self):
        return _("Object to the score of %(unit)s") % {"unit": self.unit}

    @cached_property
    def evaluation(self) -> Evaluation | None:
        rows = self.visible(Evaluation).of_group(self.year, self.member.tier).announced()
        return rows.select_related("programme").first()

    def get(self, request, *args, **kwargs):
        self.find()
        return super().get(request, *args, **kwargs) if self.evaluation else self.leave()

    def process(self):
        self.find()
        return super().process() if self.evaluation else self.leave()

    def leave(self):
        words = _("No score is announced, so that nothing can be objected to.")
        return self.redirect(self.get_return_url(), words, messages.WARNING)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"back": self.get_return_url(), **kwargs})

    def save(self, form):
        evaluation: Any = self.evaluation
        services.object_to(evaluation, self.unit, text=form.cleaned_data["text"], **self.by_now)
        return self.redirect(self.get_return_url(), _("The objection is made."))


class AnswerObjection(ActsToday, FormPage):
    permission = "supervision.manage_scores"
    form_class = AnswerForm
    template_name = "supervision/answer_objection.html"

    @cached_property
    def objection(self) -> ScoreObjection:
        rows = self.visible(ScoreObjection).select_related("evaluation", "unit", "programme")
        found = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not self.may("supervision.answer_score_objection", found):
            raise PermissionDenied(NOT_YOURS)
        return found

    def find(self) -> ScoreObjection:
        return self.objection

    def get_title(self):
        return _("Objection of %(unit)s") % {"unit": self.objection.unit}

    def get_return_url(self):
        return reverse("evaluation", args=[self.objection.evaluation_id])

    def get_initial(self):
        return {"version": self.objection.version}

    def get_context_data(self, **kwargs):
        given = {"back": self.get_return_url(), "objection": self.objection}
        return super().get_context_data(**{**given, **kwargs})

    def save(self, form):
        data = form.cleaned_data
        given = {"version": data["version"], "state": data["decision"], "answer": data["answer"]}
        services.answer_objection(self.objection, **given, **self.by_now)
        return self.redirect(self.get_return_url(), _("The objection is answered."))


urlpatterns = routes(
    "supervision/",
    ("year/<int:year>/<slug:group>/announce/", Announce, "announce_scores"),
    ("evaluations/<int:pk>/", EvaluationPage, "evaluation"),
    ("evaluations/<int:pk>/file/", EvaluationFile, "evaluation_file"),
    ("evaluations/<int:pk>/publish/", Publish, "publish_evaluation"),
    ("evaluations/<int:pk>/withdraw/", WithdrawAnnouncement, "withdraw_evaluation"),
    ("scores/<int:unit>/<int:year>/object/", ObjectTo, "object_to_score"),
    ("score-objections/<int:pk>/", AnswerObjection, "answer_score_objection"),
)
