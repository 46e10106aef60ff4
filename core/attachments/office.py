"""Word and Excel files: packages of parts, opened within the limits of imported workbooks."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from defusedxml import ElementTree

from core.attachments.types import MAIN_PARTS, ContentType
from core.importing.reader import LIMITS, Refused, inflate

KIND_OF_PARTS = "[Content_Types].xml"
ACTIVE = ("vbaproject", "externallinks", "activex", "oleobject")
PROGRAMS = (".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".js", ".vbs", ".ps1", ".jar", ".hta")
# What a reader opens or runs unasked, by the last word of its kind of relation.
RUN_BY_READERS = {
    "vbaproject", "oleobject", "control", "activexcontrolbinary", "attachedtemplate",
    "externallink", "externallinkpath", "subdocument", "afchunk", "frame",
}  # fmt: skip
MOST_EVENTS = 1_000_000  # an element begins and ends: a thousand pages have fewer


def kind_of(data: bytes) -> ContentType | None:
    """By its main part; None for a package that is neither, or no package at all."""
    if not zipfile.is_zipfile(BytesIO(data)):
        return None
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = set(package.namelist())
    kinds = [kind for kind, part in MAIN_PARTS.items() if {part, KIND_OF_PARTS} <= names]
    return kinds[0] if len(kinds) == 1 else None


def check(data: bytes, kind: ContentType) -> None:
    """Reads every part once (sizes and sums are right), and as XML the main one and those that say
    what the others are and where they lead. Raises Refused with “parts”, “active” or “unpacked”,
    and what the parsers raise for a damaged file."""
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
    """Macros, and programs of other kinds inside the document."""
    return name.lower().endswith(PROGRAMS) or any(word in name.lower() for word in ACTIVE)


def has_external_target(package: zipfile.ZipFile) -> bool:
    """Whether a part is declared as a macro or program, whatever its name, or leads to another
    file. Readers follow a link of the text only when somebody presses it: that may be."""
    for element in elements(package, KIND_OF_PARTS):
        if any(word in element.get("ContentType", "").lower() for word in ("macro", *ACTIVE)):
            return True
    links = (name for name in package.namelist() if name.lower().endswith(".rels"))
    return any(is_external_link(one) for name in links for one in elements(package, name))


def is_external_link(link: Any) -> bool:
    kind = link.get("Type", "").rpartition("/")[2].lower()
    is_outside = link.get("TargetMode", "").lower() == "external"
    return kind in RUN_BY_READERS or (is_outside and kind != "hyperlink")


def elements(package: zipfile.ZipFile, name: str) -> Iterator[Any]:
    """Each element as it ends, kept no longer than that."""
    open_ones: list[Any] = []
    with package.open(name) as stream:
        events = ElementTree.iterparse(stream, events=("start", "end"), forbid_dtd=True)
        for number, (event, element) in enumerate(events):
            if number > MOST_EVENTS:
                raise Refused("parts")
            if event == "start":
                open_ones.append(element)
                continue
            yield element
            open_ones.pop()
            if open_ones:
                del open_ones[-1][:]
