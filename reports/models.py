"""One row per kind, period, programme and revision: the row is the queue."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Now, Trunc
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import one_of
from core.periods import Period
from programmes.choices import PeriodState, RoleName
from programmes.models import ProgrammeQuerySet, ProgrammeRecord, ReportingPeriod
from programmes.scopes import TASK_FORCE, roles_of
from reports.choices import PERIOD_KIND, ReportKind, RunStatus

PERSON = settings.AUTH_USER_MODEL
READERS = TASK_FORCE | {RoleName.LEADERSHIP}


def _is_reopened():
    """A month of the run's period takes entries again after the closing that it was made for."""
    months = ReportingPeriod.objects.filter(
        programme=OuterRef("programme"), state=PeriodState.REOPENED
    )
    own = {
        kind: months.alias(start=Trunc("month", length)).filter(start=OuterRef("period_start"))
        for kind, length in PERIOD_KIND.items()
    }
    closed = (
        When(kind=kind, closing__isnull=False, then=Exists(rows)) for kind, rows in own.items()
    )
    return Case(*closed, default=False)


class RunQuerySet(ProgrammeQuerySet):
    def visible_to(self, user):
        """Reports are read by the task force and the leadership: they say which helper is late."""
        readers = [key for key, names in roles_of(user).items() if names & READERS]
        return self.filter(programme__in=readers)

    def done(self):
        return self.filter(status=RunStatus.DONE)

    def of_period(self, kind, period):
        return self.filter(kind=kind, period_start=period.start)

    def holding(self, month):
        """Those of a month, its quarter and its year; ``month`` is a day in it."""
        chosen = Q()
        for kind, length in PERIOD_KIND.items():
            chosen |= Q(kind=kind, period_start=Period.containing(month, length).start)
        return self.filter(chosen)

    def newest(self, kind, period):
        """The newest revision of a period, whatever its state; None where there is none."""
        return self.of_period(kind, period).order_by("-revision").first()

    def with_standing(self):
        """Each run with whether it ``has_newer`` revisions, and whether it ``is_reopened``: made
        of a closed period of which a month takes entries again."""
        newer = self.model._default_manager.filter(
            programme=OuterRef("programme"),
            kind=OuterRef("kind"),
            period_start=OuterRef("period_start"),
            revision__gt=OuterRef("revision"),
        )
        return self.annotate(has_newer=Exists(newer), is_reopened=_is_reopened())

    def waiting(self):
        """Those to be made: new ones, and those whose maker fell silent."""
        silent = Q(status=RunStatus.RUNNING, lease_until__lt=Now())
        return self.filter(Q(status=RunStatus.PENDING) | silent)


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
    # Known of a run read ``with_standing``.
    has_newer: bool
    is_reopened: bool

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-period_start", "kind", "-revision"]
        verbose_name = _("report")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "period_start", "revision"], name="one_run_a_revision"
            ),
            one_of("kind", ReportKind, "run_kind_known"),
            one_of("status", RunStatus, "run_status_known"),
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

    @property
    def is_done(self) -> bool:
        return self.status == RunStatus.DONE

    @property
    def title(self) -> str:
        """马边县托底性帮扶工作月度调度报告（2024年6月）, once the content is made."""
        return f"{self.content['title']}{self.content['issue']}" if self.content else str(self)

    @property
    def state_words(self) -> str:
        """How far it is: being made, draft of an open period, waiting for approval, approved;
        and whether a newer revision has taken its place. Of a run read ``with_standing``."""
        if not self.is_draft:
            return gettext("approved, newer revision") if self.has_newer else gettext("approved")
        if self.has_newer:
            return gettext("newer revision")
        if not self.is_done:
            return str(self.get_status_display())
        if not self.closing:
            return gettext("draft, period open")
        return gettext("period reopened") if self.is_reopened else gettext("waiting for approval")

    @property
    def caution(self) -> str:
        """What to know before using an approved report; empty where there is nothing. Of a run
        read ``with_standing``."""
        if self.is_draft or not self.is_reopened:
            return ""
        return gettext("This period was reopened: the figures may change.")

    def download_name(self, name: str) -> str:
        """Under which name a person keeps the file: the title, and 草稿 until approved."""
        draft = "-草稿" if self.is_draft else ""
        return f"{self.title}{draft}.{name.rpartition('.')[2]}"
