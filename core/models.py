"""Base models of all apps."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import ILLUSTRATIVE_WORDS, ImportState, ImportStep, Provenance
from core.kinds import register
from core.periods import Period
from core.queue import Leased, LeasedRows

ONCE = _("There is a %(model)s “%(value)s” already.")
ONCE_WITH = _("There is a %(model)s with the %(field)s “%(value)s” already.")


def optional_key(
    to: Any, label: Any = None, *, related_name: str = "+", **options: Any
) -> models.ForeignKey:
    """A reference that may be empty; what it names cannot be deleted."""
    names = {"related_name": related_name, "verbose_name": label}
    return models.ForeignKey(to, models.PROTECT, null=True, blank=True, **names, **options)


def choice_constraint(field: str, choices, name: str) -> models.CheckConstraint:
    """Restricts the column to the values of the choices."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=name)


def provenance_label(provenance: str) -> str:
    """The label of a mark; empty for the county's own records."""
    if provenance == Provenance.RECORDED:
        return ""
    is_published = provenance == Provenance.PUBLISHED
    return str(_("partly published") if is_published else Provenance(provenance).label)


class RecordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rows that the user may see; none unless a model overrides this."""
        return self.none()


class Record(models.Model):
    """A row with a version for optimistic locking."""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def unique_error_message(self, model_class, unique_check):
        """Names the last of the fields that are unique together; a form shows the error there."""
        field: Any = self._meta.get_field(unique_check[-1])
        named = str(field.verbose_name) == str(self._meta.verbose_name)
        message = ONCE if named else ONCE_WITH
        params = {"model": self._meta.verbose_name, "field": field.verbose_name}
        params |= {"value": self._display(field), "unique_check": unique_check}
        code = "unique" if len(unique_check) == 1 else "unique_together"
        return ValidationError(message, code, params)

    def _display(self, field):
        value = getattr(self, field.name)
        if field.name == "month":
            return Period(value).label()
        return dict(field.flatchoices).get(value, value) if field.choices else value


DEMONSTRATION = (Provenance.ILLUSTRATIVE, Provenance.PLACEHOLDER)
# Rows that are illustrative, entirely or beside their published fields.
HAS_ILLUSTRATIVE = models.Q(provenance__in=DEMONSTRATION) | models.Q(
    provenance=Provenance.PUBLISHED, source_note__contains=ILLUSTRATIVE_WORDS
)


class Sourced(models.Model):
    """The provenance of a row. A published row lists its published fields; its other fields are
    illustrative where its source says so (docs/rules.md#provenance)."""

    provenance = models.CharField(
        _("provenance"), max_length=12, choices=Provenance, default=Provenance.RECORDED
    )
    published_fields = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    source_note = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [choice_constraint("provenance", Provenance, "%(class)s_provenance_known")]

    @property
    def is_marked(self) -> bool:
        """Whether the row is not one of the county's own records."""
        return self.provenance != Provenance.RECORDED

    @property
    def has_illustrative(self) -> bool:
        """As ``HAS_ILLUSTRATIVE``."""
        is_partly = self.provenance == Provenance.PUBLISHED
        return self.provenance in DEMONSTRATION or (
            is_partly and ILLUSTRATIVE_WORDS in self.source_note
        )

    @property
    def mark(self) -> str:
        """The label of the row's mark; empty for the county's own records."""
        return provenance_label(self.provenance)

    @property
    def published_names(self) -> list[str]:
        """The verbose names of the published fields."""
        names = {field.name: field.verbose_name for field in self._meta.fields}
        return [str(names[name]) for name in self.published_fields]


# Of an order that people give: imports count on from the last.
POSITIONS = (MaxValueValidator(99_999),)
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


class Submission(models.Model):
    """A processed form with its stored response (redirect and message), returned again for a
    repeated submission. ``content`` is the hash of the sent data.

    A row without an answer is visible only to the transaction that processes it."""

    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    content = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self):
        return f"{self.path} {self.at}"


class Heartbeat(models.Model):
    """The latest sign of life of a part of the installation."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} {self.at}"


from core.audit.models import AuditRow, AuditSeal, Event  # noqa: E402, F401  models of this app
from core.web.saved_views.models import SavedView  # noqa: E402, F401  a model of this app, too
