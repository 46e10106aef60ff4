"""What people add to the score of a unit: points by hand, and falsification."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.kinds import register
from core.models import optional_key
from programmes.choices import RoleName
from programmes.models import Document, ProgrammeQuerySet, ProgrammeRecord
from programmes.scopes import programmes_as_helper, programmes_with_role
from supervision.choices import ScorecardState
from supervision.models.scorecards import ScoreLine, points_field

PERSON = settings.AUTH_USER_MODEL


class OfUnitQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A bureau or township sees its own."""
        return Q(unit=user.unit_id) & ~Q(programme__in=programmes_as_helper(user))

    def of_card(self, card):
        return self.filter(line__scorecard=card)


@register(
    label=_("points by hand"),
    title_template="{unit_id}",
    parent="line_id",
    column_labels={
        "unit_id": _("unit"),
        "document_id": _("policy document"),
        "given_by_id": _("points given by"),
    },
)
class ManualScore(ProgrammeRecord):
    """The points of a unit for a line that is scored by hand, at most those of the line; None where
    the line is not applicable to the unit. The record of changes keeps the former ones."""

    line = models.ForeignKey(ScoreLine, models.PROTECT, related_name="manual_scores")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    value = points_field(_("points (of a score)"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    document = optional_key(Document, _("policy document"))
    given_on = models.DateField(_("points given on"), editable=False)
    given_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", editable=False)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("points by hand")
        constraints = [
            models.UniqueConstraint(fields=["line", "unit"], name="one_manual_score"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0, value__lte=100),
                name="manual_score_in_range",
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="manual_score_has_reason"
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.line}"


@register_attachment
class ManualScoreAttachment(Attachment):
    """Evidence (佐证材料) of the points."""

    record_name = "score"

    score = models.ForeignKey(ManualScore, models.CASCADE, related_name="attachments")


class FalsificationQuerySet(OfUnitQuerySet):
    def seen_by_unit(self, user):
        """What is not confirmed is read by whoever reads the programme whole."""
        return super().seen_by_unit(user) & Q(confirmed_on__isnull=False)

    def confirmed(self):
        return self.filter(confirmed_on__isnull=False)

    def confirmable_by(self, user):
        """Those that the person may confirm: an approver, none of their own."""
        approves = programmes_with_role(user, frozenset({RoleName.APPROVER}))
        in_force = self.filter(line__scorecard__state=ScorecardState.IN_FORCE)
        rows = in_force.filter(confirmed_on=None, programme__in=approves)
        return rows.exclude(created_by=user)


@register(
    label=_("falsification"),
    title_template="{unit_id}",
    parent="line_id",
    column_labels={"unit_id": _("unit"), "confirmed_by_id": _("falsification confirmed by")},
)
class Falsification(ProgrammeRecord):
    """That a unit falsified what a line is computed from (弄虚作假). Once a second person confirmed
    it, the line has 0 points and the scorecard's deduction is taken off."""

    line = models.ForeignKey(ScoreLine, models.PROTECT, related_name="falsifications")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    reason = models.CharField(_("reason"), max_length=500)
    found_on = models.DateField(_("found on"))
    confirmed_on = models.DateField(
        _("falsification confirmed on"), null=True, blank=True, editable=False
    )
    confirmed_by = optional_key(PERSON, _("falsification confirmed by"), editable=False)

    objects = FalsificationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("falsification")
        constraints = [
            models.UniqueConstraint(fields=["line", "unit"], name="one_falsification"),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="falsification_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None, confirmed_by=None)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False)
                & ~Q(confirmed_by=F("created_by")),
                name="falsification_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.line}"
