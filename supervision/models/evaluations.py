"""Evaluations of a year: announced, objected to, published."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.models import choice_constraint, optional_key
from programmes.choices import RequestState, RoleName
from programmes.models import ProgrammeQuerySet, ProgrammeRecord
from programmes.models.base import YEARS
from programmes.scopes import TASK_FORCE, programmes_as_helper, programmes_with_role
from supervision.choices import ScoreGroup
from supervision.models.scorecards import Scorecard
from supervision.models.scores import OfUnitQuerySet

PERSON = settings.AUTH_USER_MODEL


class EvaluationQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """The units know that their group is evaluated; of the content a unit reads its own part
        (``figures.evaluations``). No helper knows."""
        return ~Q(programme__in=programmes_as_helper(user))

    def of_group(self, year: int, group: str):
        return self.filter(year=year, group=group)

    def announced(self):
        """Those not published yet."""
        return self.filter(published_on=None)

    def published(self):
        return self.filter(published_on__isnull=False)

    def publishable_by(self, user, on: date):
        """Those that the person may publish on the day: an approver who did not announce them, once
        the days of objections have passed and each is answered."""
        approves = programmes_with_role(user, frozenset({RoleName.APPROVER}))
        rows = self.announced().filter(programme__in=approves, objections_until__lt=on)
        waiting = ScoreObjection.objects.pending().filter(evaluation=OuterRef("pk"))
        return rows.exclude(created_by=user).exclude(Exists(waiting))


def evaluation_title(row: dict[str, Any]) -> str:
    """2024年度成员单位考评结果（第1版）, from the columns of an audited row."""
    return str(Evaluation(year=row["year"], group=row["group"], number=row["number"]))


@register(
    label=_("yearly evaluation"),
    title_template="{year}{group}{number}",
    title_function=evaluation_title,
    has_history_page=True,
    column_labels={"scorecard_id": _("scorecard"), "published_by_id": _("scores published by")},
    redacted_columns=("content",),
)
class Evaluation(ProgrammeRecord):
    """The result of a year and group, announced by one person and published by another. ``content``
    is what was announced, then what is published, as of the end of the year; once published the
    row never changes: a correction is the next ``number``, with a ``reason``."""

    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    group = models.CharField(_("scored units"), max_length=10, choices=ScoreGroup)
    number = models.PositiveSmallIntegerField(_("version (number)"), default=1)
    scorecard = models.ForeignKey(Scorecard, models.PROTECT, related_name="evaluations")
    reason = models.CharField(_("reason of the correction"), max_length=200, blank=True)
    announced_on = models.DateField(_("scores announced on"))
    objections_until = models.DateField(_("objections taken until"))
    content = models.JSONField(_("content"), default=dict)
    published_on = models.DateField(_("scores published on"), null=True, blank=True)
    published_by = optional_key(PERSON, _("scores published by"))

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "group", "-number"]
        verbose_name = _("yearly evaluation")
        constraints = [
            choice_constraint("group", ScoreGroup, "evaluation_group_known"),
            models.UniqueConstraint(
                fields=["programme", "year", "group", "number"], name="unique_evaluation_number"
            ),
            models.UniqueConstraint(
                fields=["programme", "year", "group"],
                condition=Q(published_on=None),
                name="one_announced_evaluation",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(reason__regex=r"\S"), name="evaluation_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(objections_until__gt=F("announced_on")),
                name="evaluation_takes_objections",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None, published_by=None)
                | Q(published_on__gt=F("objections_until"), published_by__isnull=False),
                name="evaluation_published_after_objections",
            ),
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=F("created_by")),
                name="evaluation_second_person",
            ),
        ]

    def __str__(self):
        words = gettext("%(year)s evaluation of %(group)s (version %(number)s)")
        given = {"year": self.year, "group": self.get_group_display(), "number": self.number}
        return words % given

    @property
    def is_published(self) -> bool:
        return self.published_on is not None

    def takes_objections(self, on: date) -> bool:
        """The last day is included."""
        return not self.is_published and self.announced_on <= on <= self.objections_until


class ScoreObjectionQuerySet(OfUnitQuerySet):
    def pending(self):
        return self.filter(state=RequestState.PENDING)

    def answered_by(self, user):
        """Those that the person may answer: any of the task force, none of their own."""
        force = programmes_with_role(user, TASK_FORCE)
        return self.filter(programme__in=force).exclude(created_by=user)


@register(
    label=_("objection to a score"),
    title_template="{unit_id}",
    parent="evaluation_id",
    column_labels={"unit_id": _("unit"), "answered_by_id": _("objection answered by")},
)
class ScoreObjection(ProgrammeRecord):
    """What a unit objects to in its announced score (复核申请), and the answer of somebody else."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="objections")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    on_behalf = models.BooleanField(_("on behalf of the unit"), default=False)
    made_on = models.DateField(_("made on"))
    text = models.CharField(_("objection to the score"), max_length=500)
    state = models.CharField(
        _("state"), max_length=12, choices=RequestState, default=RequestState.PENDING
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    answered_on = models.DateField(_("objection answered on"), null=True, blank=True)
    answered_by = optional_key(PERSON, _("objection answered by"))

    objects = ScoreObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["made_on", "pk"]
        verbose_name = _("objection to a score")
        constraints = [
            choice_constraint("state", RequestState, "score_objection_state_known"),
            models.UniqueConstraint(
                fields=["evaluation", "unit"],
                condition=Q(state=RequestState.PENDING),
                name="one_pending_score_objection",
            ),
            models.CheckConstraint(
                condition=Q(text__regex=r"\S"), name="score_objection_not_blank"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("created_by")),
                name="score_objection_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.PENDING, answered_by=None, answered_on=None)
                | Q(answered_by__isnull=False, answered_on__isnull=False, answer__regex=r"\S"),
                name="score_objection_answered_in_words",
            ),
        ]

    def __str__(self):
        return self.text[:40]

    @property
    def is_pending(self) -> bool:
        return self.state == RequestState.PENDING
