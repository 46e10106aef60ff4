"""Kinds of the records of funds, see ``core.kinds``."""

from django.utils.translation import gettext_lazy as _

from core.attachments.kinds import register_attachments
from core.kinds import register
from funds.models import FundLine, FundLineAttachment, FundSource, Posting

register(
    FundSource,
    label=_("source"),
    title_template="{name}",
    search_columns=("name",),
    column_labels={"is_assistance": _("assistance money")},
)
register(
    FundLine,
    label=_("fund line"),
    title_template="“{number}”",
    search_columns=("number", "purpose", "payer_name", "document_number"),
    has_history_page=True,
)
register(
    Posting,
    label=_("posting"),
    title_template="{kind} {on}",
    parent="line_id",
    column_labels={"reverses_id": _("reversal of")},
)
register_attachments(FundLineAttachment)
