"""Storage of attachments: random names below the media folder, which no web server serves."""

import hashlib
import uuid
from pathlib import Path

from django.conf import settings

from core.files.durable import write_durably

FOLDER = "attachments"


class DamagedFile(Exception):
    """The file is missing or differs from its stored hash."""


def path_of(stored: str) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / stored


def store(data: bytes) -> str:
    """Writes the bytes durably and returns their name. Raises OSError."""
    stored = uuid.uuid4().hex
    path = path_of(stored)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_durably(path, data)
    return stored


def read(stored: str, sha256: str) -> bytes:
    """The bytes of the file; raises DamagedFile."""
    path = path_of(stored)
    if not path.is_file():
        raise DamagedFile(stored)
    data = path.read_bytes()
    if sha256_of(data) != sha256:
        raise DamagedFile(stored)
    return data


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def discard(*stored: str) -> None:
    for name in filter(None, stored):
        path_of(name).unlink(missing_ok=True)
