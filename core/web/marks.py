"""The provenance mark of rows that are not the county's own records."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.choices import Provenance
from core.models import Sourced


def provenance_mark(record: Sourced, field: str = "") -> SafeString:
    """The mark of a record or of one field; unpublished fields of a published record count as
    illustrative."""
    if not record.is_marked:
        return SafeString("")
    kind, word = Provenance(record.provenance), record.mark
    if field and kind == Provenance.PUBLISHED:
        kind = kind if field in record.published_fields else Provenance.ILLUSTRATIVE
        word = str(kind.label)
    return format_html(
        '<span class="mark mark-{}" title="{}">{}</span>', kind.value, record.source_note, word
    )
