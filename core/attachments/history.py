"""How the record speaks of attachments, whatever they are attached to."""

from django.utils.translation import gettext_lazy as _

from core.attachments.models import Attachment
from core.audit.registry import speak_of


def speak_of_attachments(*models: type[Attachment]) -> None:
    for model in models:
        speak_of(
            model,
            kind=_("attachment"),
            name="{name}",
            owner=f"{model.record_name}_id",
            words={
                "content_type": _("kind of file"),
                "sha256": _("check sum"),
            },
            silent=("stored", "original", "sent_sha256"),
        )
