"""Points by hand: given to a unit for a line, and their page with the evidence."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.web.form_pages import FormPage
from core.web.pages import RecordPage
from core.web.routes import routes
from programmes.models import Document
from supervision.choices import ScorecardState
from supervision.figures.score_words import points_text
from supervision.forms.scores import PointsForm
from supervision.models import ManualScore, ManualScoreAttachment, Scorecard
from supervision.services import scores
from supervision.views.one_score import OfLine

ATTACHMENTS = Kind(ManualScoreAttachment, "points", "supervision.attach_to_points")
FIELDS = ("version", "value", "reason", "document")


class PointsPage(AttachmentsMixin, RecordPage):
    """What a unit was given for a line, why, and the evidence."""

    model = ManualScore
    permission = "supervision.view_scores"
    template_name = "supervision/points.html"
    attachments = ATTACHMENTS
    facts = (
        "unit", ("line", gettext_lazy("score line")),
        ("shown_value", gettext_lazy("points (of a score)")), "reason", "document", "given_on",
        ("given_by", gettext_lazy("points given by")),
    )  # fmt: skip

    def get_queryset(self):
        related = ("unit", "line__scorecard", "document", "given_by", "programme")
        return super().get_queryset().select_related(*related)

    def get_object(self, queryset=None):
        points = super().get_object(queryset)
        points.shown_value = _("not applicable")
        if points.value is not None:
            points.shown_value = points_text(points.value)
        return points

    def get_title(self):
        given = {"line": self.object.line, "unit": self.object.unit}
        return _("%(line)s: points of %(unit)s") % given

    def get_context_data(self, **kwargs):
        score = reverse("unit_score", args=[self.object.unit_id, self.object.line.scorecard.year])
        card = self.object.line.scorecard
        is_replaced = card.state == ScorecardState.REPLACED
        return super().get_context_data(
            score_address=score,
            may_score=self.may("supervision.manage_scores") and not is_replaced,
            replaced=card if is_replaced else None,
            current=self._current(card) if is_replaced else None,
            **kwargs,
        )

    def _current(self, card: Scorecard) -> ManualScore | None:
        """The points of the unit for the line of the same name in the version in force."""
        cards = self.visible(Scorecard).of_group(card.year, card.group).in_force()
        rows = self.visible(ManualScore).filter(unit=self.object.unit_id, line__scorecard__in=cards)
        return rows.filter(line__name=self.object.line.name).first()


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
        return {name: getattr(one, name) for name in FIELDS} if one else {"version": 0}

    def get_form_kwargs(self):
        given = {"line": self.line, "documents": self.visible(Document)}
        return {**super().get_form_kwargs(), **given}

    def save(self, form):
        values = {name: form.cleaned_data[name] for name in FIELDS}
        made = scores.score_by_hand(self.line, self.unit, **values, **self.by_now)
        words = _("Saved. Evidence, where there is some, is attached here.")
        return self.redirect(reverse("points", args=[made.pk]), words)


urlpatterns = [
    *routes(
        "supervision/",
        ("scores/<int:unit>/lines/<int:line>/", ScoreByHand, "score_by_hand"),
        ("points/<int:pk>/", PointsPage, "points"),
    ),
    *ATTACHMENTS.urls("supervision/points"),
]
