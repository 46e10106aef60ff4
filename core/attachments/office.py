"""Word and Excel files: packages of parts, opened within the limits of imported workbooks."""

import zipfile
from io import BytesIO

from defusedxml import ElementTree

from core.attachments.types import MAIN_PARTS, ContentType
from core.importing.reader import LIMITS, Refused, inflate

KIND_OF_PARTS = "[Content_Types].xml"


def kind_of(data: bytes) -> ContentType | None:
    """By its main part; None for a package that is neither, or no package at all."""
    if not zipfile.is_zipfile(BytesIO(data)):
        return None
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = set(package.namelist())
    kinds = [kind for kind, part in MAIN_PARTS.items() if {part, KIND_OF_PARTS} <= names]
    return kinds[0] if len(kinds) == 1 else None


def check(data: bytes, kind: ContentType) -> None:
    """Reads every part once (sizes and sums are right) and the main one as XML. Raises Refused
    with “parts”, “active” or “unpacked”, and what the parsers raise for a damaged file."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = package.infolist()
        if len(parts) > LIMITS["parts"]:
            raise Refused("parts")
        if any(is_active(part.filename) for part in parts):
            raise Refused("active")
        inflate(package, parts)
        if b"macroEnabled" in package.read(KIND_OF_PARTS):
            raise Refused("active")
        with package.open(MAIN_PARTS[kind]) as stream:
            for _event, element in ElementTree.iterparse(stream, forbid_dtd=True):
                element.clear()


def is_active(name: str) -> bool:
    """Macros, and programs of other kinds inside the document."""
    return any(word in name.lower() for word in ("vbaproject", "externallinks", "activex"))
