"""Whether an uploaded file may be attached. A refusal says in one sentence what to do."""

import logging
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments import images, office
from core.attachments.types import BEGINNINGS, ENDINGS, IMAGES, MAIN_PARTS, ContentType
from core.importing.reader import Refused

LARGEST = 10 << 20
LONGEST_NAME = 150
SENTENCES = {
    "large": gettext_lazy("The file is larger than 10 MB."),
    "type": gettext_lazy(
        "Only photos (jpg, png), PDF, Word (docx) and Excel (xlsx) files can be attached."
    ),
    "name": gettext_lazy(
        "The file is not what its name says. Save it anew in the right format and attach that."
    ),
    "damaged": gettext_lazy("The file is damaged and cannot be opened."),
    "pixels": gettext_lazy("The image has more than 25 million pixels: make it smaller."),
    "parts": gettext_lazy("The document holds too many parts."),
    "unpacked": gettext_lazy("The document unpacks to far more than it should."),
    "active": gettext_lazy("The document holds macros, links to other files or entities."),
}
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ValidatedFile:
    """``sent`` is what was uploaded, ``served`` what others are given: of a photo another."""

    name: str
    kind: ContentType
    sent: bytes
    served: bytes


def validate_upload(upload: Any) -> ValidatedFile:
    """Raises ValidationError with one of the sentences above."""
    if upload.size > LARGEST:
        raise refusal("large")
    name, data = clean_name(upload.name), upload.read()
    kind, ending = kind_of(data), PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise refusal("type")
    if kind is None or ENDINGS[ending] != kind:
        raise refusal("name")
    return ValidatedFile(name, kind, data, opened(data, kind))


def refusal(code: str) -> ValidationError:
    return ValidationError(str(SENTENCES[code]), code=code)


def kind_of(data: bytes) -> ContentType | None:
    for beginning, kind in BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    return office.kind_of(data) if data.startswith(b"PK") else None


def opened(data: bytes, kind: ContentType) -> bytes:
    """What is served of a file that could be opened."""
    try:
        if kind in IMAGES:
            return images.reencode(data, kind)
        if kind in MAIN_PARTS:
            office.check(data, kind)
        elif b"%%EOF" not in data[-1024:]:
            raise refusal("damaged")
    except ValidationError:
        raise
    except images.TooManyPixels as error:
        raise refusal("pixels") from error
    except Refused as error:
        raise refusal(str(error)) from error
    except Exception as error:
        # Whatever a broken file provokes in the parsers, the person gets one plain sentence.
        log.info("An attachment cannot be opened: %r", error)
        raise refusal("damaged") from error
    return data


def clean_name(name: str) -> str:
    """The last part of the name without characters that nobody sees; its ending is kept."""
    last = PurePath(name.replace("\\", "/")).name
    seen = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    path = PurePath(seen.strip() or _("file"))
    return path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix[:LONGEST_NAME]
