"""The kind of the attachments of a record."""

from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from core.kinds import register

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
