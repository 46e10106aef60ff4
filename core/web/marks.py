"""The provenance mark of rows that are not the county's own records."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.choices import Provenance
from core.models import Sourced


def provenance_mark(record: Sourced, field: str = "") -> SafeString:
    """The mark of a record or of one field; a filled field of a published record that is not
    published is illustrative where the record's source says so."""
    kind, word = Provenance(record.provenance), record.mark
    if field and kind == Provenance.PUBLISHED and field not in record.published_fields:
        is_illustrative = record.has_illustrative and getattr(record, field) not in (None, "")
        kind = Provenance.ILLUSTRATIVE if is_illustrative else Provenance.RECORDED
        word = str(kind.label)
    if kind == Provenance.RECORDED:
        return SafeString("")
    return format_html(
        '<span class="mark mark-{}" title="{}">{}</span>', kind.value, record.source_note, word
    )
