from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.models import choice_constraint, optional_key
from core.periods import Period
from programmes.choices import PeriodState
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord

PERSON = settings.AUTH_USER_MODEL


class PeriodQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        return Q()

    def closed(self):
        return self.filter(state=PeriodState.CLOSED)

    def open(self):
        return self.exclude(state=PeriodState.CLOSED)


@register(
    label=_("month"),
    title_template="{month}",
    has_history_page=True,
    month_columns=("month",),
    column_labels={
        "state": _("state"),
        "closed_at": _("closed at"),
        "closed_by_id": _("closed by"),
        "report_wanted": _("report wanted"),
        "reopen_reason": _("reason for reopening"),
        "reopen_requested_by_id": _("reopening asked by"),
        "reopen_requested_at": _("reopening asked at"),
        "reopened_by_id": _("reopened by"),
        "reopened_at": _("reopened at"),
    },
)
class ReportingPeriod(ProgrammeRecord):
    """A month of a programme: open, closed, or reopened with a reason and a second person.

    ``month`` is its first day. ``report_wanted`` is False for months closed by the set-up, which
    get no report.
    """

    month = models.DateField(_("month"))
    state = models.CharField(max_length=10, choices=PeriodState, default=PeriodState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = optional_key(PERSON)
    report_wanted = models.BooleanField(default=True)
    reopen_reason = models.CharField(_("reason"), max_length=200, blank=True)
    reopen_requested_by = optional_key(PERSON)
    reopen_requested_at = models.DateTimeField(null=True, blank=True)
    reopened_by = optional_key(PERSON)
    reopened_at = models.DateTimeField(null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "month"], name="unique_period_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="period_starts_on_day_1"),
            choice_constraint("state", PeriodState, "period_state_known"),
            models.CheckConstraint(
                condition=~Q(state=PeriodState.CLOSED) | Q(closed_at__isnull=False),
                name="closed_period_has_time",
            ),
            models.CheckConstraint(
                condition=Q(reopened_by__isnull=True) | ~Q(reopened_by=F("reopen_requested_by")),
                name="reopened_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=PeriodState.REOPENED)
                | Q(reopened_by__isnull=False, reopen_requested_by__isnull=False)
                & ~Q(reopen_reason=""),
                name="reopened_with_a_reason",
            ),
        ]

    def __str__(self):
        return self.period.label()

    @property
    def period(self) -> Period:
        return Period(self.month)

    @property
    def takes_entries(self) -> bool:
        return self.state != PeriodState.CLOSED

    @property
    def reopening_is_asked(self) -> bool:
        """A request to reopen the closed month awaits a second person."""
        return self.state == PeriodState.CLOSED and bool(
            self.reopen_requested_by_id and self.reopened_by_id is None
        )
