"""The pages of policy documents, and their addresses."""

from django.utils.translation import gettext_lazy as _

from core.attachments.views import AttachmentsMixin, Kind
from core.web.record_pages import ListOfKind, RecordOfKind, record_urls
from programmes.forms.documents import DocumentForm
from programmes.models import Document, DocumentAttachment
from programmes.tables.documents import DocumentFilter, DocumentTable
from programmes.views.history import HistoryMixin

ATTACHMENTS = Kind(DocumentAttachment, "document", "programmes.attach_to_document")


class DocumentList(ListOfKind):
    model = Document
    table_class, filterset_class = DocumentTable, DocumentFilter
    empty = _("No document fits. Change the filters, import the register, or add a document.")


class DocumentRecord(HistoryMixin, AttachmentsMixin, RecordOfKind):
    model = Document
    attachments = ATTACHMENTS
    facts = ("number", "issuer", "issued_on", "category", ("years", _("applies to")))


urlpatterns = [
    *record_urls(DocumentList, DocumentRecord, DocumentForm),
    *ATTACHMENTS.urls("documents"),
]
