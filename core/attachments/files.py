"""Where attached files lie: under random names below the media folder, which nobody serves."""

import hashlib
import os
import uuid
from pathlib import Path

from django.conf import settings

FOLDER = "attachments"


class DamagedFile(Exception):
    """The file is gone or is not what was kept."""


def path_of(stored: str) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / stored


def store(data: bytes) -> str:
    """The name under which the bytes are on the disk now. Raises OSError where they are not."""
    stored = uuid.uuid4().hex
    path = path_of(stored)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{stored}")
    try:
        with open(draft, "wb", opener=_private) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    return stored


def _private(path, flags):
    return os.open(path, flags, 0o600)


def read(stored: str, sha256: str) -> bytes:
    """The bytes as they were kept; raise DamagedFile where they are not."""
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
