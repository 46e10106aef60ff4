"""How the record speaks of money."""

from django.utils.translation import gettext_lazy as _

from core.attachments.history import speak_of_attachments
from core.audit.registry import speak_of
from funds.models import FundLine, FundLineAttachment, FundSource, Posting

speak_of(
    FundSource,
    kind=_("source"),
    name="{name}",
    searched=("name",),
    words={"is_assistance": _("assistance money")},
)
speak_of(
    FundLine,
    kind=_("fund line"),
    name="“{number}”",
    searched=("number", "purpose", "payer_name", "document_number"),
    has_page=True,
)
speak_of(
    Posting,
    kind=_("posting"),
    name="{kind} {on}",
    owner="line_id",
    words={"reverses_id": _("reversal of")},
)
speak_of_attachments(FundLineAttachment)
