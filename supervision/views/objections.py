"""Objections to rankings: made by units, listed, and answered by the task force."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import FormPage
from core.web.list_pages import ListPage
from core.web.pages import NOT_YOURS
from core.web.routes import routes
from programmes.views.one_task import pressed_on
from supervision.choices import MeasureKind
from supervision.forms.rankings import AnswerForm, ObjectionForm
from supervision.models import Objection, Ranking
from supervision.services import objections as services
from supervision.tables.objections import ObjectionFilter, ObjectionTable
from supervision.views.rankings import QuarterOfAddress


class ObjectionList(ListPage):
    model = Objection
    permission = "supervision.view_rankings"
    table_class, filterset_class = ObjectionTable, ObjectionFilter
    title = gettext_lazy("Objections to rankings")

    def get_queryset(self):
        return super().get_queryset().select_related("ranking", "unit", "answered_by")

    def get_table_kwargs(self):
        answers = self.may("supervision.manage_rankings")
        answers_as = self.request.user.pk if answers else None
        return {**super().get_table_kwargs(), "answers_as": answers_as}


class ObjectToRanking(QuarterOfAddress, FormPage):
    """A unit objects to its row in one of the tables of the newest ranking."""

    form_class = ObjectionForm
    template_name = "supervision/objection_form.html"

    @cached_property
    def kind(self) -> MeasureKind:
        if self.kwargs["kind"] not in MeasureKind.values:
            raise Http404
        return MeasureKind(self.kwargs["kind"])

    def find(self) -> Ranking:
        rows = self.visible(Ranking).of_quarter(self.quarter).select_related("programme")
        ranking = get_object_or_404(rows[:1])
        if self.kind and not self.may("supervision.object_to_ranking", ranking):
            raise PermissionDenied(NOT_YOURS)
        return ranking

    def get(self, request, *args, **kwargs):
        today = request.programme.today()
        if words := services.why_no_objection(self.find(), request.user.unit_id, today):
            messages.error(request, words)
            return HttpResponseRedirect(self.get_return_url())
        return super().get(request, *args, **kwargs)

    def process(self):
        self.find()
        return super().process()

    def get_title(self):
        words = _("Object to the ranking of %(quarter)s: %(kind)s")
        return words % {"quarter": self.quarter.label(), "kind": self.kind.label}

    def get_context_data(self, **kwargs):
        given = {"ranking": self.find(), "back": self.get_return_url()}
        return super().get_context_data(**{**given, **kwargs})

    def save(self, form):
        given = {"by": self.request.user, "on": self.request.programme.today()}
        text = form.cleaned_data["text"]
        services.object_to_ranking(ranking=self.find(), kind=self.kind, text=text, **given)
        return self.redirect(self.get_return_url(), _("The objection is made."))


class AnswerObjection(FormPage):
    permission = "supervision.manage_rankings"
    form_class = AnswerForm
    template_name = "supervision/answer_ranking_objection.html"
    title = gettext_lazy("Answer the objection")

    @cached_property
    def objection(self) -> Objection:
        rows = self.visible(Objection).select_related("programme", "ranking", "unit", "created_by")
        objection = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not self.may("supervision.answer_objection", objection):
            raise PermissionDenied(NOT_YOURS)
        return objection

    def find(self) -> Objection:
        return self.objection

    def get_return_url(self) -> str:
        period = self.objection.ranking.period
        return pressed_on(self.request) or reverse("ranking", args=[period])

    def get(self, request, *args, **kwargs):
        if not self.objection.is_pending:
            messages.error(request, _("The objection is answered already."))
            return HttpResponseRedirect(self.get_return_url())
        return super().get(request, *args, **kwargs)

    def process(self):
        self.find()
        return super().process()

    def get_initial(self):
        return {"version": self.objection.version}

    def get_context_data(self, **kwargs):
        given = {"objection": self.objection, "back": self.get_return_url()}
        given["from_my_work"] = bool(pressed_on(self.request))
        return super().get_context_data(**{**given, **kwargs})

    def save(self, form):
        given = {"by": self.request.user, "on": self.request.programme.today()}
        data = form.cleaned_data
        services.answer_objection(
            self.objection,
            version=data["version"],
            is_accepted=data["is_accepted"],
            answer=data["answer"],
            **given,
        )
        return self.redirect(self.get_return_url(), _("The objection is answered."))


urlpatterns = [
    *routes(
        "supervision/quarter/<str:period>/object/",
        ("<str:kind>/", ObjectToRanking, "object_to_ranking"),
    ),
    *routes(
        "supervision/objections/",
        ("", ObjectionList, "objections"),
        ("<int:pk>/answer/", AnswerObjection, "answer_objection"),
    ),
]
