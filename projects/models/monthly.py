"""Rows of a month beside its entry: the unit's sheet, late entries, entries of the statistics."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.models import Sourced, optional_key
from core.periods import Period
from programmes.models import ProgrammeQuerySet, ProgrammeRecord, ReportingPeriod
from projects.choices import SheetState
from projects.models.entries import IN_RANGE
from projects.models.project import OfProject, Project


class SheetQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        return Q(unit=user.unit_id)

    def in_open_months(self):
        """The sheets of months that take entries."""
        months = ReportingPeriod.objects.open().filter(programme=OuterRef("programme"))
        return self.filter(Exists(months.filter(month=OuterRef("month"))))

    def submitted(self):
        return self.filter(submitted_at__isnull=False)


@register(
    label=_("sheet of the month"),
    title_template="{unit_id} {month}",
    month_columns=("month",),
    filterable=True,
)
class MonthSheet(ProgrammeRecord):
    """A unit's sheet of a month (填报表): submitted by a reporter, signed off by the unit's
    reviewer where it has one, or returned with a reason."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    month = models.DateField(_("month"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = optional_key(settings.AUTH_USER_MODEL, _("submitted by"))
    reviewed_at = models.DateTimeField(_("signed off at"), null=True, blank=True)
    reviewed_by = optional_key(settings.AUTH_USER_MODEL, _("signed off by"))
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    returned_by = optional_key(settings.AUTH_USER_MODEL, _("returned by"))
    return_reason = models.CharField(_("reason for returning"), max_length=300, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet of the month")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "unit", "month"], name="unique_sheet_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="sheet_month_on_day_1"),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True) | Q(submitted_at__isnull=False),
                name="reviewed_sheet_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True)
                | Q(submitted_at__isnull=True) & ~Q(return_reason=""),
                name="returned_sheet_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("submitted_by")),
                name="sheet_reviewed_by_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.unit} {Period(self.month)}"

    @property
    def state(self) -> SheetState:
        if self.reviewed_at:
            return SheetState.REVIEWED
        if self.submitted_at:
            return SheetState.SUBMITTED
        return SheetState.RETURNED if self.returned_at else SheetState.TYPING


@register(
    label=_("late entry"),
    title_template="{month}",
    parent="project_id",
    filterable=True,
    month_columns=("month", "counted_in"),
)
class LateEntry(OfProject, Sourced):
    """补报: investment, in yuan, that belongs to a closed month and is counted in an open one.

    The closed month and its reports do not change. ``counted_in`` is the first day of the month
    from which on the totals include it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="late_entries")
    month = models.DateField(_("month it belongs to"))
    counted_in = models.DateField(_("counted in"))
    amount = models.DecimalField(_("late investment"), max_digits=16, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        ordering = ["-counted_in", "-pk"]
        verbose_name = _("late entry")
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=IN_RANGE & ~Q(amount=0), name="late_amount_in_range"),
            models.CheckConstraint(
                condition=Q(month__day=1, counted_in__day=1), name="late_months_on_day_1"
            ),
            models.CheckConstraint(
                condition=Q(counted_in__gt=F("month")), name="late_counted_in_later_month"
            ),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="late_has_reason"),
        ]
        indexes = [
            models.Index(
                fields=["programme", "counted_in"], include=["amount"], name="late_by_month"
            )
        ]

    def __str__(self):
        return str(Period(self.month))


@register(
    label=_("entry of the statistics"),
    title_template="{month}",
    parent="project_id",
    month_columns=("month",),
)
class StatisticsEntry(OfProject, Sourced):
    """入统投资: a project's month as the statistics bureau counts it, in yuan. Independent of the
    reported investment: neither is derived from the other."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="statistics")
    month = models.DateField(_("month"))
    amount = models.DecimalField(_("investment in the statistics"), max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["-month"]
        verbose_name = _("entry of the statistics")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["project", "month"], name="unique_statistics_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="statistics_month_on_day_1"),
            models.CheckConstraint(condition=IN_RANGE, name="statistics_amount_in_range"),
        ]

    def __str__(self):
        return str(Period(self.month))
