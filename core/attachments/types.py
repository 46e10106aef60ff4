"""The file types that may be attached, detected by content."""

from django.db.models import TextChoices

OFFICE = "application/vnd.openxmlformats-officedocument"


class ContentType(TextChoices):
    JPEG = "image/jpeg", "jpg"
    PNG = "image/png", "png"
    PDF = "application/pdf", "pdf"
    DOCX = f"{OFFICE}.wordprocessingml.document", "docx"
    XLSX = f"{OFFICE}.spreadsheetml.sheet", "xlsx"


IMAGES = {ContentType.JPEG: "JPEG", ContentType.PNG: "PNG"}
# The package part that identifies the type.
MAIN_PARTS = {ContentType.DOCX: "word/document.xml", ContentType.XLSX: "xl/workbook.xml"}
SIGNATURES = {
    b"\xff\xd8\xff": ContentType.JPEG,
    b"\x89PNG\r\n\x1a\n": ContentType.PNG,
    b"%PDF-": ContentType.PDF,
}
SUFFIXES = {f".{kind.label}": kind for kind in ContentType} | {".jpeg": ContentType.JPEG}
