"""One row per kind, period, programme and revision: the row is the queue."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from programmes.models import ProgrammeQuerySet, ProgrammeRecord
from reports.choices import PERIOD_KIND, ReportKind, RunStatus

PERSON = settings.AUTH_USER_MODEL


class RunQuerySet(ProgrammeQuerySet):
    def done(self):
        return self.filter(status=RunStatus.DONE)


class ReportRun(ProgrammeRecord):
    """A report of a period: its content as stored once, and the files made from it.

    ``closing`` is the time at which the period was closed for this revision; empty for a
    draft of an open period (未截止). ``files`` holds name → sha256.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ReportKind)
    period_start = models.DateField()
    revision = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=RunStatus, default=RunStatus.PENDING)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    as_of = models.DateField(_("as of"))
    closing = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64, blank=True)
    files = models.JSONField(default=dict)
    failure = models.CharField(max_length=300, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-period_start", "kind", "-revision"]
        verbose_name = _("report")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "period_start", "revision"], name="one_run_a_revision"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(closing__isnull=False, status=RunStatus.DONE),
                name="only_a_closed_period_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(closed_by__isnull=True)
                | ~Q(approved_by=F("closed_by")),
                name="approved_by_a_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.period.label()}"

    @property
    def period(self) -> Period:
        return Period(self.period_start, PERIOD_KIND[ReportKind(self.kind)])

    @property
    def is_draft(self) -> bool:
        return self.approved_at is None
