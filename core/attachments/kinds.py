"""Kinds of attachments, see ``core.kinds``."""

from django.utils.translation import gettext_lazy as _

from core.attachments.models import Attachment
from core.kinds import register


def register_attachments(*models: type[Attachment]) -> None:
    for model in models:
        register(
            model,
            label=_("attachment"),
            title_template="{name}",
            parent=f"{model.record_name}_id",
            column_labels={
                "content_type": _("kind of file"),
                "sha256": _("check sum"),
            },
            ignored_columns=("stored", "original", "sent_sha256"),
        )
