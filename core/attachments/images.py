"""Re-encodes photos without metadata (place, time, device)."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from core.attachments.types import IMAGES, ContentType

PIXELS = 25_000_000
# Pillow only warns below twice the limit.
Image.MAX_IMAGE_PIXELS = PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class TooManyPixels(Exception):
    """The image has more than 25 million pixels."""


def reencode(data: bytes, kind: ContentType) -> bytes:
    """The image upright and without metadata, in its own format. Raises TooManyPixels, and Pillow's
    exceptions for a damaged image."""
    try:
        with Image.open(BytesIO(data), formats=[IMAGES[kind]]) as image:
            if image.width * image.height > PIXELS:
                raise TooManyPixels
            image.load()
            return encoded(ImageOps.exif_transpose(image), kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error


def encoded(image: Image.Image, kind: ContentType) -> bytes:
    plain = image.convert(mode_for(image, kind))
    # Otherwise texts, colour profiles and resolution would be written again.
    plain.info = {}
    out = BytesIO()
    plain.save(out, IMAGES[kind], quality=90)
    return out.getvalue()


def mode_for(image: Image.Image, kind: ContentType) -> str:
    if kind == ContentType.PNG and image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in ("1", "L") else "RGB"
