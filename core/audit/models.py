"""Read-only models of the audit log, which database triggers write."""

import json
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as _

from core.choices import EventKind


class DecimalDecoder(json.JSONDecoder):
    """Decodes numbers as Decimal, without binary rounding."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**{**values, "parse_float": Decimal})


class Action(models.TextChoices):
    INSERT = "insert", _("added")
    UPDATE = "update", _("altered")
    DELETE = "delete", _("removed")


class AuditQuerySet(models.QuerySet):
    def visible_to(self, user):
        """None: pages read the log through models of their own that check the right."""
        return self.none()

    def of(self, programme):
        return self.filter(programme_id=programme.pk)


class AuditRow(models.Model):
    """One change. An inserted or deleted row is one audit row with all values (``column_name`` is
    empty); an update is one per changed column. Secrets are stored as hashes."""

    at = models.DateTimeField()
    transaction = models.BigIntegerField()
    actor = models.CharField(max_length=60)
    address = models.CharField(max_length=45)
    reason = models.TextField()
    programme_id = models.BigIntegerField(null=True)
    table_name = models.CharField(max_length=63)
    key = models.CharField(max_length=60)
    action = models.CharField(max_length=6, choices=Action)
    column_name = models.CharField(max_length=63)
    before = models.JSONField(null=True, decoder=DecimalDecoder)
    after = models.JSONField(null=True, decoder=DecimalDecoder)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["table_name", "key", "id"], name="audit_of_object"),
            models.Index(fields=["programme_id", "id"], name="audit_of_programme"),
            models.Index(fields=["actor", "id"], name="audit_of_actor"),
            models.Index(fields=["at"], name="audit_by_time"),
            models.Index(
                fields=["table_name", "id"],
                condition=models.Q(action=Action.DELETE),
                name="audit_of_deleted",
            ),
            models.Index(
                KT("after__kind"),
                "id",
                condition=models.Q(table_name="core_event"),
                name="audit_of_events",
            ),
            models.Index(
                fields=["id"], condition=models.Q(table_name="accounts_unit"), name="audit_of_units"
            ),
            models.Index(
                fields=["id"],
                condition=models.Q(table_name="accounts_user")
                & ~models.Q(column_name="last_login"),
                name="audit_of_people",
            ),
        ]

    def __str__(self):
        return f"{self.table_name} {self.key} {self.action} {self.column_name}".strip()


class AuditSeal(models.Model):
    """The hash over a range of ids of one chain (the programme's id, or 0), chained to the previous
    seal."""

    chain = models.BigIntegerField()
    number = models.PositiveIntegerField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["chain", "number"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="unique_seal")]

    def __str__(self):
        return f"{self.chain}/{self.number} {self.hash}"


class Event(models.Model):
    """An action that changes no row: sign-in, export, refused access."""

    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=20, choices=EventKind)
    actor = models.CharField(max_length=60)
    address = models.CharField(max_length=45, blank=True)
    programme_id = models.BigIntegerField(null=True)
    about = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["programme_id", "at"], name="events_of_programme"),
            models.Index(fields=["kind", "at"], name="events_of_kind"),
        ]

    def __str__(self):
        return f"{self.kind} {self.actor} {self.about}".strip()
