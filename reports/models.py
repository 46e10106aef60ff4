"""Report runs: one row per programme, kind, period and revision; the table is the queue."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Trunc
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.models import choice_constraint, optional_key
from core.periods import Period
from core.queue import Leased, LeasedRows
from programmes.choices import PeriodState, RoleName
from programmes.models import ProgrammeQuerySet, ProgrammeRecord, ReportingPeriod
from programmes.scopes import TASK_FORCE, roles_of
from projects.figures.totals import last_month_of
from reports.choices import PERIOD_KIND, ReportKind, RunStatus

PERSON = settings.AUTH_USER_MODEL
CORRECTED = "corrected-"  # begins the stored name of a corrected Word
READERS = TASK_FORCE | {RoleName.LEADERSHIP}


def _is_reopened():
    """Whether a month of the run's period was reopened after the run's closing."""
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


class RunQuerySet(LeasedRows, ProgrammeQuerySet):
    def visible_to(self, user):
        """Only task force and leadership read reports, since these name late helpers."""
        readers = [key for key, names in roles_of(user).items() if names & READERS]
        return self.filter(programme__in=readers)

    def done(self):
        return self.filter(status=RunStatus.DONE)

    def of_period(self, kind, period):
        return self.filter(kind=kind, period_start=period.start)

    def covering(self, month):
        """The runs of the month, its quarter and its year; ``month`` is any day of the month."""
        chosen = Q()
        for kind, length in PERIOD_KIND.items():
            chosen |= Q(kind=kind, period_start=Period.containing(month, length).start)
        return self.filter(chosen)

    def newest(self, kind, period):
        """The newest revision of a period, whatever its state; None where there is none."""
        return self.of_period(kind, period).order_by("-revision").first()

    def with_corrected_word(self):
        return self.exclude(word={})

    def returned(self):
        """The drafts to correct and submit again: returned, and not replaced by a newer revision.
        Adds the state as ``with_state``."""
        rows = self.with_state().filter(returned_at__isnull=False, approved_at__isnull=True)
        return rows.filter(has_newer=False)

    def with_state(self):
        """Adds ``has_newer`` (a newer revision exists) and ``is_reopened`` (a month of the run's
        closed period was reopened)."""
        newer = self.model._default_manager.filter(
            programme=OuterRef("programme"),
            kind=OuterRef("kind"),
            period_start=OuterRef("period_start"),
            revision__gt=OuterRef("revision"),
        )
        return self.annotate(has_newer=Exists(newer), is_reopened=_is_reopened())

    def waiting(self):
        """The runs to generate: pending ones, and running ones whose lease has expired."""
        return self.unclaimed().filter(status__in=(RunStatus.PENDING, RunStatus.RUNNING))


def report_title(row: dict[str, Any]) -> str:
    """月度调度报告 2024年6月（第2版）, from the columns of an audited row."""
    start = ReportRun._meta.get_field("period_start").to_python(row["period_start"])
    run = ReportRun(kind=row["kind"], period_start=start)
    return gettext("%(report)s (revision %(number)s)") % {"report": run, "number": row["revision"]}


@register(
    label=_("report"),
    title_template="{kind}{period_start}{revision}",
    title_function=report_title,
    column_labels={
        "period_start": _("first day of the period"),
        "revision": _("revision"),
        "status": _("state"),
        "closing": _("closed at"),
        "closed_by_id": _("closed by"),
        "content": _("content"),
        "content_hash": _("check sum"),
        "files": _("files"),
        "failure": _("why it failed"),
        "finished_at": _("made at"),
        "approved_by_id": _("approved by"),
        "approved_at": _("approved at"),
        "edits": _("edited text"),
        "word": _("corrected Word"),
        "edited_by_id": _("edited by"),
        "edited_at": _("edited at"),
        "returned_by_id": _("returned by"),
        "returned_at": _("returned at"),
        "return_reason": _("reason for returning"),
    },
    ignored_columns=("attempt", "lease_until"),
    redacted_columns=("content",),
    has_history_page=True,
    filterable=True,
)
class ReportRun(ProgrammeRecord, Leased):
    """A report of a period: its stored content and the files generated from it.

    ``closing`` is the time at which the period was closed for this revision; empty for a
    draft of an open period (未截止). ``files`` maps names to sha256.

    ``edits`` are the edited paragraphs (``reports.content.edits``). ``word`` is the corrected Word
    that is approved in place of the generated one: its ``name``, its ``lines`` and its ``changes``.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ReportKind)
    period_start = models.DateField()
    revision = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=RunStatus, default=RunStatus.PENDING)
    as_of = models.DateField(_("as of"))
    closing = models.DateTimeField(null=True, blank=True)
    closed_by = optional_key(PERSON)
    content = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64, blank=True)
    files = models.JSONField(default=dict)
    failure = models.CharField(max_length=300, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    approved_by = optional_key(PERSON)
    approved_at = models.DateTimeField(null=True, blank=True)
    edits = models.JSONField(default=list)
    word = models.JSONField(default=dict)
    edited_by = optional_key(PERSON)
    edited_at = models.DateTimeField(null=True, blank=True)
    returned_by = optional_key(PERSON)
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=300, blank=True)
    # Set by ``with_state``.
    has_newer: bool
    is_reopened: bool

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-period_start", "kind", "-revision"]
        verbose_name = _("report")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "period_start", "revision"], name="unique_run_revision"
            ),
            choice_constraint("kind", ReportKind, "run_kind_known"),
            choice_constraint("status", RunStatus, "run_status_known"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(closing__isnull=False, status=RunStatus.DONE),
                name="only_closed_period_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(closed_by__isnull=True)
                | ~Q(approved_by=F("closed_by")),
                name="approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(edited_by__isnull=True)
                | ~Q(approved_by=F("edited_by")),
                name="approved_by_another_than_the_editor",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True)
                | Q(approved_at__isnull=True) & ~Q(return_reason=""),
                name="returned_report_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.period.label()}"

    @property
    def period(self) -> Period:
        return Period(self.period_start, PERIOD_KIND[ReportKind(self.kind)])

    @property
    def data_day(self) -> date:
        """The day of the facts (docs/rules.md#as-of-day); ``as_of`` is the day on which they were
        read."""
        return last_month_of(self.period, self.as_of).as_of(self.as_of)

    @property
    def is_draft(self) -> bool:
        return self.approved_at is None

    @property
    def is_done(self) -> bool:
        return self.status == RunStatus.DONE

    @property
    def title(self) -> str:
        """马边县托底性帮扶工作月度调度报告（2024年6月）, once the content exists."""
        return f"{self.content['title']}{self.content['issue']}" if self.content else str(self)

    @property
    def state_text(self) -> str:
        """The state in words: being made, draft, waiting for approval, approved, or replaced by a
        newer revision. Requires ``with_state``."""
        if not self.is_draft:
            return gettext("approved, newer revision") if self.has_newer else gettext("approved")
        if self.has_newer:
            return gettext("newer revision")
        if not self.is_done:
            return str(self.get_status_display())
        if not self.closing:
            return gettext("draft, period open")
        if self.is_reopened:
            return gettext("period reopened")
        return gettext("returned") if self.returned_at else gettext("waiting for approval")

    @property
    def caution(self) -> str:
        """A warning for users of an approved report whose period was reopened; else empty.
        Requires ``with_state``."""
        if self.is_draft or not self.is_reopened:
            return ""
        return gettext("This period was reopened: the figures may change.")

    @property
    def corrected_file(self) -> str:
        """The name of the stored corrected Word; empty without one, and once it is approved."""
        return next((name for name in self.files if name.startswith(CORRECTED)), "")

    @property
    def word_file(self) -> str:
        """The name of the stored Word, the corrected one where there is one."""
        words = (name for name in sorted(self.files) if name.endswith(".docx"))
        return self.corrected_file or next(words, "")

    def download_name(self, name: str) -> str:
        """The file's name for a download: the title, and 草稿 or 修改稿 until approved."""
        draft = "-修改稿" if name == self.corrected_file else "-草稿" if self.is_draft else ""
        return f"{self.title}{draft}.{name.rpartition('.')[2]}"
