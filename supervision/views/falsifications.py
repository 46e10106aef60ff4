"""Falsification: recorded, confirmed by a second person, taken back."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button, FormPage
from core.web.record_pages import DeleteForm
from core.web.routes import routes
from supervision.forms.scores import FalsificationForm
from supervision.models import Falsification
from supervision.services import scores
from supervision.views.one_score import ActsToday, OfLine


class RecordFalsification(OfLine, FormPage):
    form_class = FalsificationForm
    template_name = "supervision/score_form.html"

    def get_title(self):
        return _("%(line)s: falsified by %(unit)s") % {"line": self.line, "unit": self.unit}

    def save(self, form):
        values = {name: form.cleaned_data[name] for name in ("reason", "found_on")}
        scores.record_falsification(self.line, self.unit, **values, **self.by_now)
        words = _("Recorded: it counts once a second person confirms it.")
        return self.redirect(self.get_return_url(), words)


class OneFalsification(ActsToday):
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
        scores.confirm_falsification(self.row, version=data["version"], **self.by_now)
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
    ("scores/<int:unit>/lines/<int:line>/falsified/", RecordFalsification, "record_falsification"),
    ("falsifications/<int:pk>/confirm/", ConfirmFalsification, "confirm_falsification"),
    ("falsifications/<int:pk>/take-back/", TakeBackFalsification, "take_back_falsification"),
)
