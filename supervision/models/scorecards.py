"""Scorecards of a year (考评表): versions with their score lines (docs/rules.md#scorecards)."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.models import POSITIONS, choice_constraint, optional_key
from programmes.choices import RoleName
from programmes.models import ProgrammeQuerySet, ProgrammeRecord
from programmes.models.base import YEARS
from programmes.scopes import programmes_as_helper, programmes_with_role
from supervision.choices import (
    FORMULAS_BY_HAND,
    LineFormula,
    LineKind,
    ScorecardState,
    ScoreGroup,
)

POINTS = (MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100)))
MAX_WORKDAYS = 30


def points_field(label: Any, default: int | None = None, **options: Any) -> models.DecimalField:
    """Points from 0 to 100 with at most two decimals."""
    given = {} if default is None else {"default": Decimal(default)}
    options = {"max_digits": 5, "decimal_places": 2, "validators": POINTS, **given, **options}
    return models.DecimalField(label, **options)


class ScorecardQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Whoever is scored reads what is or was in force; helpers are never scored."""
        return ~Q(state=ScorecardState.DRAFT) & ~Q(programme__in=programmes_as_helper(user))

    def in_force(self):
        return self.filter(state=ScorecardState.IN_FORCE)

    def of_group(self, year: int, group: str):
        return self.filter(year=year, group=group)

    def enforceable_by(self, user):
        """The drafts that the person may put in force: an approver."""
        approves = programmes_with_role(user, frozenset({RoleName.APPROVER}))
        return self.filter(state=ScorecardState.DRAFT, programme__in=approves)


def scorecard_title(row: dict[str, Any]) -> str:
    """2024年度成员单位考评表（第1版）, from the columns of an audited row."""
    return str(Scorecard(year=row["year"], group=row["group"], number=row["number"]))


@register(
    label=_("scorecard"),
    title_template="{year}{group}{number}",
    title_function=scorecard_title,
    has_history_page=True,
    name="scorecard",
    plural="scorecards",
    plural_label=_("Scorecards"),
    view_right="supervision.view_scores",
    edit_right="supervision.manage_scores",
    column_labels={"enforced_by_id": _("put in force by")},
)
class Scorecard(ProgrammeRecord):
    """By what the units of a group are scored in a year. What is in force is never edited: a
    correction is the next ``number``, with a ``reason``. Grades begin at ``good_from`` …; the
    limits are those of the sums of bonus and deductions, and ``falsification_deduction`` is taken
    off for each falsified line beside them. Objections are taken for ``objection_days`` working
    days."""

    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    group = models.CharField(_("scored units"), max_length=10, choices=ScoreGroup)
    number = models.PositiveSmallIntegerField(_("version (number)"), default=1, editable=False)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ScorecardState,
        default=ScorecardState.DRAFT,
        editable=False,
    )
    basis = models.CharField(_("basis of the scorecard"), max_length=200, blank=True)
    reason = models.CharField(_("reason of the correction"), max_length=200, blank=True)
    good_from = points_field(_("good from (points)"), 90)
    fair_from = points_field(_("fairly good from (points)"), 80)
    passing_from = points_field(_("ordinary from (points)"), 60)
    bonus_limit = points_field(_("limit of the bonus (points)"), 5)
    deduction_limit = points_field(_("limit of deductions (points)"), 10)
    falsification_deduction = points_field(_("off for each falsified line (points)"), 5)
    objection_days = models.PositiveSmallIntegerField(
        _("working days for objections"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_WORKDAYS)],
    )
    counts_publicity = models.BooleanField(_("publicity counts"), default=False)
    enforced_on = models.DateField(_("in force on"), null=True, blank=True, editable=False)
    enforced_by = optional_key(settings.AUTH_USER_MODEL, _("put in force by"), editable=False)

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "group", "-number"]
        verbose_name = _("scorecard")
        constraints = [
            choice_constraint("group", ScoreGroup, "scorecard_group_known"),
            choice_constraint("state", ScorecardState, "scorecard_state_known"),
            models.UniqueConstraint(
                fields=["programme", "year", "group", "number"], name="unique_scorecard_number"
            ),
            *(
                models.UniqueConstraint(
                    fields=["programme", "year", "group"],
                    condition=Q(state=state),
                    name=f"one_scorecard_{state}",
                )
                for state in (ScorecardState.DRAFT.value, ScorecardState.IN_FORCE.value)
            ),
            models.CheckConstraint(
                condition=Q(good_from__gt=F("fair_from"), fair_from__gt=F("passing_from")),
                name="scorecard_grades_ordered",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(reason__regex=r"\S"), name="scorecard_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state=ScorecardState.DRAFT, enforced_on=None)
                | ~Q(state=ScorecardState.DRAFT) & Q(enforced_on__isnull=False),
                name="scorecard_in_force_has_day",
            ),
        ]

    def __str__(self):
        words = gettext("%(year)s scorecard of %(group)s (version %(number)s)")
        given = {"year": self.year, "group": self.get_group_display(), "number": self.number}
        return words % given

    @property
    def is_draft(self) -> bool:
        return self.state == ScorecardState.DRAFT


class OfScorecardQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        return Q(scorecard__in=Scorecard.objects.visible_to(user))


@register(label=_("score line"), title_template="{name}", parent="scorecard_id")
class ScoreLine(ProgrammeRecord):
    """A line of a scorecard (考评项). ``weight`` are the points of a base line, of which those of a
    scorecard in force make up 100; of bonus and deduction the most that a unit may get of it."""

    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField(_("position"), default=0, validators=POSITIONS)
    name = models.CharField(_("score line"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind, default=LineKind.BASE)
    weight = points_field(_("weight (points)"))
    formula = models.CharField(
        _("formula (of a line)"), max_length=14, choices=LineFormula, default=LineFormula.BY_HAND
    )

    objects = OfScorecardQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("score line")
        constraints = [
            choice_constraint("kind", LineKind, "score_line_kind_known"),
            choice_constraint("formula", LineFormula, "score_line_formula_known"),
            models.UniqueConstraint(fields=["scorecard", "name"], name="unique_score_line"),
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="score_line_named"),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100), name="score_line_weight_in_range"
            ),
            models.CheckConstraint(
                condition=Q(kind=LineKind.BASE) | Q(formula__in=FORMULAS_BY_HAND),
                name="bonus_and_deduction_by_hand",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_base(self) -> bool:
        return self.kind == LineKind.BASE

    @property
    def is_by_hand(self) -> bool:
        return self.formula in FORMULAS_BY_HAND
