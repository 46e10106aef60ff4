"""Validates uploaded attachments; each error is one sentence that names what to do. Photos are
re-encoded without metadata (place, time, device)."""

import logging
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from core.attachments import office
from core.attachments.types import IMAGES, MAIN_PARTS, SIGNATURES, SUFFIXES, ContentType
from core.importing.reader import Refused

MAX_SIZE = 10 << 20
MAX_NAME_LENGTH = 150
Image.MAX_IMAGE_PIXELS = PIXELS = 25_000_000
MESSAGES = {
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
    """``sent`` is the uploaded content, ``served`` that for download: photos are re-encoded."""

    name: str
    kind: ContentType
    sent: bytes
    served: bytes


def validate_upload(upload: Any) -> ValidatedFile:
    """Raises ValidationError with one of ``MESSAGES``."""
    if upload.size > MAX_SIZE:
        raise error_of("large")
    name, data = clean_name(upload.name), upload.read()
    kind, suffix = kind_of(data), PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise error_of("type")
    if kind is None or SUFFIXES[suffix] != kind:
        raise error_of("name")
    return ValidatedFile(name, kind, data, served_content(data, kind))


def error_of(code: str) -> ValidationError:
    return ValidationError(str(MESSAGES[code]), code=code)


def kind_of(data: bytes) -> ContentType | None:
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            return kind
    return office.kind_of(data) if data.startswith(b"PK") else None


def served_content(data: bytes, kind: ContentType) -> bytes:
    """The content for download; raises ValidationError for a damaged or unsafe file."""
    try:
        if kind in IMAGES:
            return reencode(data, kind)
        if kind in MAIN_PARTS:
            office.check(data, kind)
        elif b"%%EOF" not in data[-1024:]:
            raise error_of("damaged")
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise error_of("pixels") from error
    except Refused as error:
        raise error_of(str(error)) from error
    except Exception as error:
        # Parsers raise any exception on a broken file.
        log.info("An attachment cannot be opened: %r", error)
        raise error_of("damaged") from error
    return data


def reencode(data: bytes, kind: ContentType) -> bytes:
    """The image upright and without metadata, in its own format. Raises ValidationError for a large
    image, and Pillow's exceptions for a damaged one."""
    with Image.open(BytesIO(data), formats=[IMAGES[kind]]) as image:
        # Pillow only warns below twice the limit.
        if image.width * image.height > PIXELS:
            raise error_of("pixels")
        image.load()
        upright = ImageOps.exif_transpose(image)
    plain = upright.convert(mode_for(upright, kind))
    # Otherwise texts, colour profiles and resolution would be written again.
    plain.info = {}
    out = BytesIO()
    plain.save(out, IMAGES[kind], quality=90)
    return out.getvalue()


def mode_for(image: Image.Image, kind: ContentType) -> str:
    if kind == ContentType.PNG and image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in ("1", "L") else "RGB"


def clean_name(name: str) -> str:
    """The base name without invisible characters, shortened before its suffix."""
    last = PurePath(name.replace("\\", "/")).name
    visible = "".join(
        c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    path = PurePath(visible.strip() or _("file"))
    return path.stem[: MAX_NAME_LENGTH - len(path.suffix)] + path.suffix[:MAX_NAME_LENGTH]
