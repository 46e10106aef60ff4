"""Base models of all apps."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import ILLUSTRATIVE_WORDS, Provenance
from core.database.checks import with_joint_checks
from core.periods import Period

ONCE = _("There is a %(model)s “%(value)s” already.")
ONCE_WITH = _("There is a %(model)s with %(values)s already.")
ONE_VALUE = _("the %(field)s “%(value)s”")


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

    def get_constraints(self):
        """The check constraints of a model are validated together."""
        return [(model, with_joint_checks(found)) for model, found in super().get_constraints()]

    def unique_error_message(self, model_class, unique_check):
        """Names the fields that are unique together, of references the last alone; a form shows
        the error at the last."""
        *others, last = [self._meta.get_field(name) for name in unique_check]
        fields: list[Any] = [*filter(self._is_value, others), last]
        named = [str(one.verbose_name) for one in fields] == [str(self._meta.verbose_name)]
        message = ONCE if named else ONCE_WITH
        values = [ONE_VALUE % {"field": f.verbose_name, "value": self._display(f)} for f in fields]
        params = {"model": self._meta.verbose_name, "value": self._display(last)}
        params |= {"values": _(", ").join(values), "unique_check": unique_check}
        code = "unique" if len(unique_check) == 1 else "unique_together"
        return ValidationError(message, code, params)

    def _is_value(self, field):
        """Whether it holds a value of its own, no reference, and is filled in."""
        return not field.is_relation and getattr(self, field.name) not in (None, "")

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
from core.importing.models import (  # noqa: E402, F401  models of this app
    ImportFile,
    ImportProgress,
    import_path,
)
from core.web.saved_views.models import SavedView  # noqa: E402, F401  a model of this app
