"""The record as rows to read. The database writes them; nothing here can change one."""

import json
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as _

from core.choices import EventKind


class Exact(json.JSONDecoder):
    """Money as the database holds it, never as a binary fraction."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**{**values, "parse_float": Decimal})


class Action(models.TextChoices):
    INSERT = "insert", _("added")
    UPDATE = "update", _("altered")
    DELETE = "delete", _("removed")


class RecordedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What the record holds is shown by the pages that ask for the right to read it."""
        return self.none()

    def of(self, programme):
        return self.filter(programme_id=programme.pk)


class AuditRow(models.Model):
    """One change: of a row that was made or deleted the whole (``column_name`` is empty), of one
    that was changed each column. Secrets stand as their sum."""

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
    before = models.JSONField(null=True, decoder=Exact)
    after = models.JSONField(null=True, decoder=Exact)

    objects = RecordedQuerySet.as_manager()

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
    """The rows of a chain (a programme's id; 0 for what belongs to none) from one id to another,
    under a sum that holds the sum before."""

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
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="sealed_once")]

    def __str__(self):
        return f"{self.chain}/{self.number} {self.hash}"


class Event(models.Model):
    """What somebody did that changes no row: signed in, took a file away, was refused."""

    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=20, choices=EventKind)
    actor = models.CharField(max_length=60)
    address = models.CharField(max_length=45, blank=True)
    programme_id = models.BigIntegerField(null=True)
    about = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["programme_id", "at"], name="events_of_programme"),
            models.Index(fields=["kind", "at"], name="events_of_kind"),
        ]

    def __str__(self):
        return f"{self.kind} {self.actor} {self.about}".strip()
