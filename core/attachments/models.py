"""Base model of attachments."""

from functools import partial
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core.attachments import files
from core.attachments.types import ContentType
from core.kinds import register
from core.models import Record, RecordQuerySet

AttachmentType = TypeVar("AttachmentType")


def register_attachment(model: type[AttachmentType]) -> type[AttachmentType]:
    """Decorates a subclass of ``Attachment``."""
    decorate = register(
        label=_("attachment"),
        title_template="{name}",
        parent=f"{model.record_name}_id",  # type: ignore[attr-defined]
        column_labels={"content_type": _("kind of file"), "sha256": _("check sum")},
        ignored_columns=("stored", "original", "sent_sha256"),
    )
    decorate(model)
    return model


class AttachmentQuerySet(RecordQuerySet):
    model: Any

    def visible_to(self, user):
        """The attachments of records that the user may see."""
        records = self.model.record_model()._default_manager.visible_to(user)
        return self.filter(**{f"{self.model.record_name}__in": records})

    def of(self, programme):
        return self.filter(**{f"{self.model.record_name}__programme": programme})


class Attachment(Record):
    """A file attached to a record.

    ``stored`` names the file for download. Of a photo this is a copy without metadata; the sent
    file is stored as ``original`` and not served.
    """

    record_name: str  # the foreign key to the record, which has a programme

    name = models.CharField(_("file"), max_length=150)
    content_type = models.CharField(max_length=100, choices=ContentType)
    size = models.PositiveIntegerField(_("size"))
    stored = models.CharField(max_length=32, unique=True)
    sha256 = models.CharField(max_length=64)
    original = models.CharField(max_length=32, blank=True)
    sent_sha256 = models.CharField(max_length=64)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]
        verbose_name = _("attachment")

    def __str__(self):
        return self.name

    @classmethod
    def record_model(cls) -> Any:
        return cls._meta.get_field(cls.record_name).related_model

    def why_kept(self) -> str:
        """Why the record keeps the file, in words; empty where it can be removed."""
        return ""

    def stored_files(self) -> dict[str, str]:
        """SHA-256 by stored name of each file of the row."""
        both = {self.stored: self.sha256, self.original: self.sent_sha256}
        return {name: total for name, total in both.items() if name}


def discard_files(sender, instance: Attachment, **kwargs) -> None:
    """Deletes the files of a deleted row after commit."""
    transaction.on_commit(partial(files.discard, *instance.stored_files()))
