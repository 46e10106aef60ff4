"""The rankings of a quarter (季度排名), and the objections of units to them (复核申请)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.models import choice_constraint, optional_key
from core.periods import Period
from programmes.models import ProgrammeQuerySet, ProgrammeRecord
from programmes.scopes import TASK_FORCE, programmes_as_helper, programmes_with_role
from supervision.choices import MeasureKind, ObjectionState, RankingState

NOT_ISSUED = (RankingState.DRAFTED, RankingState.OPEN)


class RankingQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A unit of the county sees what is open to objections or issued; a helper none."""
        return ~Q(state=RankingState.DRAFTED) & ~Q(programme__in=programmes_as_helper(user))

    def of_quarter(self, quarter: Period):
        """The newest revision first."""
        return self.filter(quarter=quarter.start)

    def issued(self):
        return self.filter(state=RankingState.ISSUED)

    def not_issued(self):
        return self.filter(state__in=NOT_ISSUED)

    def open_on(self, on):
        """Those to which units may object on the day."""
        return self.filter(state=RankingState.OPEN, objections_until__gte=on)


def ranking_title(row: dict) -> str:
    """2024年第二季度（第2版）, from the columns of an audited row."""
    start = Ranking._meta.get_field("quarter").to_python(row["quarter"])
    words = gettext("%(quarter)s (revision %(number)s)")
    return words % {"quarter": Period(start, "quarter").label(), "number": row["revision"]}


@register(
    label=_("ranking of a quarter"),
    title_template="{quarter}{revision}",
    title_function=ranking_title,
    redacted_columns=("content",),
    has_history_page=True,
)
class Ranking(ProgrammeRecord):
    """The ranking tables of a quarter with their sentences, as of a day. ``quarter`` is its first
    day. An issued one is never changed: a correction is another ``revision``."""

    quarter = models.DateField(_("first day of the quarter"))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=RankingState, default=RankingState.DRAFTED
    )
    as_of = models.DateField(_("as of"))
    content = models.JSONField(_("content"), default=dict)
    objections_until = models.DateField(_("objections until"), null=True, blank=True)
    issued_on = models.DateField(_("ranking issued on"), null=True, blank=True)
    issued_by = optional_key(settings.AUTH_USER_MODEL, _("issued by"))

    objects = RankingQuerySet.as_manager()

    class Meta:
        ordering = ["-quarter", "-revision"]
        verbose_name = _("ranking of a quarter")
        constraints = [
            choice_constraint("state", RankingState, "ranking_state_known"),
            models.UniqueConstraint(
                fields=["programme", "quarter", "revision"], name="unique_ranking_revision"
            ),
            models.UniqueConstraint(
                fields=["programme", "quarter"],
                condition=~Q(state=RankingState.ISSUED),
                name="one_ranking_in_hand",
            ),
            models.CheckConstraint(
                condition=Q(quarter__day=1, quarter__month__in=(1, 4, 7, 10)),
                name="ranking_of_a_quarter",
            ),
            models.CheckConstraint(
                condition=Q(state=RankingState.DRAFTED, objections_until=None)
                | ~Q(state=RankingState.DRAFTED) & Q(objections_until__isnull=False),
                name="open_ranking_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state=RankingState.ISSUED)
                & Q(issued_on__gt=F("objections_until"), issued_by__isnull=False)
                | ~Q(state=RankingState.ISSUED) & Q(issued_on=None, issued_by=None),
                name="issued_ranking_has_its_day",
            ),
        ]

    def __str__(self):
        return ranking_title({"quarter": self.quarter, "revision": self.revision})

    @property
    def period(self) -> Period:
        return Period(self.quarter, "quarter")

    @property
    def is_issued(self) -> bool:
        return self.state == RankingState.ISSUED

    @property
    def is_open(self) -> bool:
        return self.state == RankingState.OPEN

    @property
    def unit_ids(self) -> set[int]:
        """The units that its tables name."""
        groups = self.content.get("groups", [])
        return {row["unit"] for one in groups for each in one["tables"] for row in each["rows"]}


class ObjectionQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A unit sees its own; a helper none."""
        return Q(unit=user.unit_id) & ~Q(programme__in=programmes_as_helper(user))

    def pending(self):
        return self.filter(state=ObjectionState.PENDING)

    def answered_by(self, user):
        """Those that the person may answer: any of the task force, none of their own."""
        force = programmes_with_role(user, TASK_FORCE)
        return self.filter(programme__in=force).exclude(created_by=user)


@register(
    label=_("objection to a ranking"),
    title_template="{unit_id} {kind}",
    parent="ranking_id",
    column_labels={"unit_id": _("unit"), "answered_by_id": _("answered by")},
)
class Objection(ProgrammeRecord):
    """What a unit objects to in its row of a ranking, and the answer of a second person."""

    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="objections")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    kind = models.CharField(_("ranked by"), max_length=14, choices=MeasureKind)
    text = models.CharField(_("what is objected to"), max_length=500)
    on = models.DateField(_("day"))
    state = models.CharField(
        _("state"), max_length=10, choices=ObjectionState, default=ObjectionState.PENDING
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = optional_key(settings.AUTH_USER_MODEL, _("answered by"))

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("objection to a ranking")
        constraints = [
            choice_constraint("kind", MeasureKind, "objection_kind_known"),
            choice_constraint("state", ObjectionState, "objection_state_known"),
            models.UniqueConstraint(
                fields=["ranking", "unit", "kind"],
                condition=Q(state=ObjectionState.PENDING),
                name="one_pending_objection",
            ),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="objection_not_blank"),
            models.CheckConstraint(
                condition=Q(state=ObjectionState.PENDING, answer="", answered_by=None)
                | ~Q(state=ObjectionState.PENDING)
                & Q(answer__regex=r"\S", answered_on__isnull=False),
                name="answered_objection_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("created_by")),
                name="objection_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.get_kind_display()}"

    @property
    def is_pending(self) -> bool:
        return self.state == ObjectionState.PENDING
