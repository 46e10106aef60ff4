"""Kinds of the records of notices, see ``core.kinds``."""

from django.utils.translation import gettext_lazy as _

from core.kinds import register
from notifications.models import Notice

register(
    Notice,
    label=_("notice"),
    title_template="{text}",
    column_labels={"recipient_id": _("recipient"), "text": _("text"), "read_at": _("read at")},
    ignored_columns=("url", "dedupe_key"),
)
