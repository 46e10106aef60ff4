"""Checks Word and Excel packages within the limits of imported workbooks."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from defusedxml import ElementTree

from core.attachments.types import MAIN_PARTS, ContentType
from core.importing.reader import LIMITS, Refused, inflate

CONTENT_TYPES = "[Content_Types].xml"
ACTIVE = ("vbaproject", "externallinks", "activex", "oleobject")
PROGRAMS = (".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".js", ".vbs", ".ps1", ".jar", ".hta")
# Relationship types whose target an office program opens or runs by itself.
AUTOMATIC_RELATIONSHIPS = {
    "vbaproject", "oleobject", "control", "activexcontrolbinary", "attachedtemplate",
    "externallink", "externallinkpath", "subdocument", "afchunk", "frame",
}  # fmt: skip
MAX_EVENTS = 1_000_000  # start and end of elements; a thousand pages have fewer


def kind_of(data: bytes) -> ContentType | None:
    """The type by the main part; None for other packages and other files."""
    if not zipfile.is_zipfile(BytesIO(data)):
        return None
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = set(package.namelist())
    kinds = [kind for kind, part in MAIN_PARTS.items() if {part, CONTENT_TYPES} <= names]
    return kinds[0] if len(kinds) == 1 else None


def check(data: bytes, kind: ContentType) -> None:
    """Reads every part once to check sizes and checksums, and parses the main part, content types
    and relationships. Raises Refused with “parts”, “active” or “unpacked”, and the exceptions of
    the parsers for a damaged file."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = package.infolist()
        if len(parts) > LIMITS["parts"]:
            raise Refused("parts")
        inflate(package, parts)
        if any(is_active(part.filename) for part in parts) or has_external_target(package):
            raise Refused("active")
        for _element in elements(package, MAIN_PARTS[kind]):
            pass


def is_active(name: str) -> bool:
    """Macros and embedded programs."""
    return name.lower().endswith(PROGRAMS) or any(word in name.lower() for word in ACTIVE)


def has_external_target(package: zipfile.ZipFile) -> bool:
    """Whether a part is declared as a macro or program, or refers to an external file. Hyperlinks
    in the text are allowed."""
    for element in elements(package, CONTENT_TYPES):
        if any(word in element.get("ContentType", "").lower() for word in ("macro", *ACTIVE)):
            return True
    links = (name for name in package.namelist() if name.lower().endswith(".rels"))
    return any(is_external_link(one) for name in links for one in elements(package, name))


def is_external_link(link: Any) -> bool:
    kind = link.get("Type", "").rpartition("/")[2].lower()
    is_outside = link.get("TargetMode", "").lower() == "external"
    return kind in AUTOMATIC_RELATIONSHIPS or (is_outside and kind != "hyperlink")


def elements(package: zipfile.ZipFile, name: str) -> Iterator[Any]:
    """Yields each element at its end and frees it afterwards."""
    open_elements: list[Any] = []
    with package.open(name) as stream:
        events = ElementTree.iterparse(stream, events=("start", "end"), forbid_dtd=True)
        for number, (event, element) in enumerate(events):
            if number > MAX_EVENTS:
                raise Refused("parts")
            if event == "start":
                open_elements.append(element)
                continue
            yield element
            open_elements.pop()
            if open_elements:
                del open_elements[-1][:]
