"""How the record speaks of notices."""

from django.utils.translation import gettext_lazy as _

from core.audit.registry import speak_of
from notifications.models import Notice

speak_of(
    Notice,
    kind=_("notice"),
    name="{text}",
    words={"recipient_id": _("recipient"), "text": _("text"), "read_at": _("read at")},
    silent=("url", "dedupe_key"),
)
