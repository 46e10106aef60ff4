"""What every row of every app shares."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import Provenance


class RecordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rows a person may see. A model that does not say who sees it shows nothing."""
        return self.none()


class Record(models.Model):
    """A row with a version (a stale save is refused) and the id of the form that made it."""

    version = models.PositiveIntegerField(default=1, editable=False)
    submission_id = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True


class Sourced(models.Model):
    """Where a row comes from. A published row names its published fields: all others count
    as illustrative."""

    provenance = models.CharField(
        _("provenance"), max_length=12, choices=Provenance, default=Provenance.RECORDED
    )
    published_fields = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    source_note = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def is_marked(self) -> bool:
        """True where the row, or a field of it, is illustrative or a placeholder."""
        return self.provenance != Provenance.RECORDED


class Heartbeat(models.Model):
    """When a part of the installation last showed that it lives."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
