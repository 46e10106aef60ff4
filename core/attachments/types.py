"""The kinds of files that may be attached, known by what is in them and not by their names."""

from django.db.models import TextChoices

OFFICE = "application/vnd.openxmlformats-officedocument"


class ContentType(TextChoices):
    JPEG = "image/jpeg", "jpg"
    PNG = "image/png", "png"
    PDF = "application/pdf", "pdf"
    DOCX = f"{OFFICE}.wordprocessingml.document", "docx"
    XLSX = f"{OFFICE}.spreadsheetml.sheet", "xlsx"


IMAGES = {ContentType.JPEG: "JPEG", ContentType.PNG: "PNG"}
# The part that every document of the kind holds.
MAIN_PARTS = {ContentType.DOCX: "word/document.xml", ContentType.XLSX: "xl/workbook.xml"}
BEGINNINGS = {
    b"\xff\xd8\xff": ContentType.JPEG,
    b"\x89PNG\r\n\x1a\n": ContentType.PNG,
    b"%PDF-": ContentType.PDF,
}
ENDINGS = {
    ".jpg": ContentType.JPEG,
    ".jpeg": ContentType.JPEG,
    ".png": ContentType.PNG,
    ".pdf": ContentType.PDF,
    ".docx": ContentType.DOCX,
    ".xlsx": ContentType.XLSX,
}
