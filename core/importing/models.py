"""Uploaded workbooks and the progress of their import."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import ImportState, ImportStep
from core.kinds import register
from core.models import choice_constraint
from core.queue import Leased, LeasedRows

WAITING = (ImportState.TO_CHECK, ImportState.TO_IMPORT, ImportState.TO_UNDO)


class ImportFileQuerySet(LeasedRows, models.QuerySet):
    def visible_to(self, user):
        """Only the uploader sees an uploaded file."""
        return self.filter(uploaded_by=user.pk) if user.is_authenticated else self.none()

    def of(self, programme):
        return self.filter(programme_id=programme.pk)

    def known_to(self, user):
        """For users with the right to import: their own files and the imported files of others."""
        return self.filter(models.Q(uploaded_by=user.pk) | models.Q(confirmed_at__isnull=False))


def import_path(record: "ImportFile", name: str) -> str:
    """A random name; the uploaded name is stored in the ``name`` field only."""
    return f"imports/{uuid.uuid4()}.xlsx"


@register(
    label=_("imported workbook"),
    title_template="{name}",
    search_columns=("name",),
    column_labels={
        "name": _("file"),
        "importer": _("kind of import"),
        "sha256": _("check sum"),
        "uploaded_by_id": _("uploaded by"),
        "uploaded_at": _("uploaded at"),
        "confirmed_at": _("confirmed at"),
        "state": _("state"),
        "undone_at": _("undone at"),
        "undone_by_id": _("undone by"),
        "requested_at": _("asked for at"),
        "requested_by_id": _("asked for by"),
        "refusals": _("why it was not done"),
        "chosen_rows": _("rows for which the sheet counts"),
        "created_rows": _("new rows"),
        "changed_rows": _("changed rows"),
    },
    ignored_columns=("file", "preview", "previous_values", "attempt", "lease_until"),
)
class ImportFile(Leased):
    """An uploaded workbook with its preview and the state of its import.

    ``preview`` is the result as JSON with the outcome of each row and the hidden rows;
    ``previous_values`` are those that it overwrote, for undo. ``created_rows`` and ``changed_rows``
    count rows of the sheet. ``chosen_rows``: the rows for which the uploader chose the sheet's text
    and not the stored one. ``refusals`` lists the reasons why a requested step was rejected.
    """

    programme_id = models.BigIntegerField(db_index=True)
    importer = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to=import_path)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        max_length=10, choices=ImportState, default=ImportState.CHECKED, editable=False
    )
    requested_at = models.DateTimeField(null=True, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    states_on = models.DateField(_("day of the states"), null=True, editable=False)
    refusals = ArrayField(models.TextField(), default=list, editable=False)
    chosen_rows = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, editable=False
    )
    created_rows = models.PositiveIntegerField(default=0, editable=False)
    changed_rows = models.PositiveIntegerField(default=0, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    preview = models.JSONField(default=dict)
    previous_values = models.JSONField(null=True, editable=False)

    objects = ImportFileQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            choice_constraint("state", ImportState, "import_state_known"),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True) | models.Q(confirmed_at__isnull=False),
                name="only_imported_is_undone",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def worked_on(self) -> "ImportProgress | None":
        """The progress of the latest requested step."""
        return ImportProgress.objects.filter(pk=self.pk, at__gte=self.requested_at).first()

    @property
    def is_good(self) -> bool:
        """Whether it is checked without errors and not imported yet."""
        return self.state == ImportState.CHECKED and self.preview.get("errors") == []

    @property
    def state_label(self) -> str:
        """The state in words: a workbook that is checked may have errors."""
        has_errors = self.state == ImportState.CHECKED and bool(self.preview.get("errors"))
        return str(_("has errors") if has_errors else self.get_state_display())

    @property
    def is_in_force(self) -> bool:
        """Whether it is imported and not undone."""
        return bool(self.confirmed_at) and not self.undone_at


class ImportProgress(models.Model):
    """The progress of the worker on an uploaded workbook, written on a separate connection so that
    it is visible before the import commits."""

    upload_id = models.BigIntegerField(primary_key=True)
    step = models.CharField(max_length=10, choices=ImportStep)
    done = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.get_step_display()} {self.done}/{self.total}"

    @property
    def percent(self) -> int:
        """Percentage of the current step."""
        return min(100, 100 * self.done // max(self.total, 1))
