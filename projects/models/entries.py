from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import Caption, register
from core.models import Sourced, choice_constraint, optional_key
from core.periods import Period
from projects.choices import CountedKind, EntryOrigin, OpeningKind
from projects.models.project import OfProject, Project

IN_RANGE = Q(amount__gt=-(10**13), amount__lt=10**13)


@register(label=_("year plan"), title_template="{year}", parent="project_id")
class YearPlan(OfProject, Sourced):
    """A project's plan of a year, in yuan, and the image goal of that year."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="year_plans")
    year = models.PositiveSmallIntegerField(_("year"))
    amount = models.DecimalField(_("planned investment"), max_digits=16, decimal_places=2)
    image_goal = models.CharField(_("image goal"), max_length=200, blank=True)
    planned_start = models.DateField(_("planned start"), null=True, blank=True)
    planned_finish = models.DateField(_("planned finish"), null=True, blank=True)

    class Meta:
        verbose_name = _("year plan")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["project", "year"], name="unique_plan_year"),
            models.CheckConstraint(
                condition=Q(planned_finish__gte=F("planned_start"))
                | Q(planned_start__isnull=True)
                | Q(planned_finish__isnull=True),
                name="plan_dates_ordered",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lt=10**13), name="plan_amount_in_range"
            ),
        ]


@register(
    label=_("month entry"),
    title_template="{month}",
    parent="project_id",
    filterable=True,
    plural_label=_("Problems of the month entries"),
    caption=Caption(
        "period",
        "problems",
        "project",
        parameter="problem",
        list="month_entries",
        page="project",
        key="project_id",
    ),
    month_columns=("month",),
    column_labels={
        "unit_id": _("unit"),
        "corrected_by_id": _("corrected by"),
        "origin": _("origin"),
    },
)
class MonthEntry(OfProject, Sourced):
    """A project's month: investment in yuan, image progress, problems.

    Before construction ``image_progress`` holds the progress of early work (前期进展) and
    ``problems`` its obstacles (卡点); after construction the settlement of accounts (结算) and the
    handing over of assets (资产移交). A month without an entry is not reported, which is not zero.
    A negative amount is a correction and needs a reason. ``corrected_by`` is the last person who
    changed another person's entry.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="entries")
    month = models.DateField(_("month"))
    amount = models.DecimalField(_("investment of the month"), max_digits=16, decimal_places=2)
    image_progress = models.CharField(_("image progress"), max_length=300, blank=True)
    problems = models.CharField(_("problems"), max_length=500, blank=True)
    coordination = models.CharField(_("to be coordinated"), max_length=300, blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    corrected_by = optional_key(settings.AUTH_USER_MODEL, editable=False)
    no_change = models.BooleanField(_("no change"), default=False)
    unit = optional_key(Unit)
    origin = models.CharField(max_length=10, choices=EntryOrigin, default=EntryOrigin.TYPED)
    # Set by ``figures.works.with_problem``: of the problem that the entry states.
    is_registered = is_solved = False

    class Meta:
        verbose_name = _("month entry")
        constraints = [
            *Sourced.Meta.constraints,
            choice_constraint("origin", EntryOrigin, "entry_origin_known"),
            models.UniqueConstraint(fields=["project", "month"], name="unique_entry_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="entry_month_on_day_1"),
            models.CheckConstraint(condition=IN_RANGE, name="entry_amount_in_range"),
            models.CheckConstraint(
                condition=Q(amount__gte=0) | ~Q(reason=""), name="negative_entry_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "month"], include=["amount"], name="entry_by_month")
        ]

    @property
    def period(self) -> Period:
        return Period(self.month)

    @property
    def last_writer(self):
        """The last person who typed the figures; None after an import."""
        return self.corrected_by or self.created_by

    def is_only_author(self, person) -> bool:
        """Whether the person alone wrote the entry, and so may delete it."""
        return self.created_by_id == person.pk and self.corrected_by_id is None


@register(
    label=_("opening entry"),
    title_template="{year} {kind}",
    parent="project_id",
    month_columns=("through",),
    column_labels={
        "kind": _("kind"),
        "year": _("year"),
        "through": _("up to"),
        "amount": _("amount"),
    },
)
class OpeningEntry(OfProject, Sourced):
    """导入期初: investment before the months that have entries, in yuan.

    ``through`` is the first day of the last month it covers. An opening of EARLIER_MONTHS is
    deleted when these months are entered.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="openings")
    kind = models.CharField(max_length=16, choices=OpeningKind)
    year = models.PositiveSmallIntegerField()
    through = models.DateField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints = [
            *Sourced.Meta.constraints,
            choice_constraint("kind", OpeningKind, "opening_kind_known"),
            models.UniqueConstraint(fields=["project", "year", "kind"], name="unique_opening_kind"),
            models.CheckConstraint(condition=IN_RANGE, name="opening_amount_in_range"),
            models.CheckConstraint(condition=Q(through__day=1), name="opening_on_day_1"),
        ]


class CountedInvestment(models.Model):
    """Completed investment, in yuan, and the month from which on totals include it: month entries,
    late entries and opening entries. A view (projects/sql/counted_investment.sql)."""

    pk = models.CompositePrimaryKey("kind", "id")
    id = models.BigIntegerField()
    kind = models.CharField(max_length=16, choices=CountedKind)
    project = models.BigIntegerField(db_column="project_id")
    month = models.DateField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        managed = False

    def __str__(self):
        return f"{self.month} {self.amount}"
