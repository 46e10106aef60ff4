"""Files that are on the disk whole, under their name, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

PRIVATE, SHARED = 0o600, 0o666  # SHARED: less what the umask of the process takes away


@contextmanager
def durable_file(target: Path, mode: int = PRIVATE) -> Iterator[BinaryIO]:
    """Opens a draft beside ``target`` for writing; where the block succeeds, the draft is synced to
    the disk and replaces ``target``, else it is removed. Raises OSError."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with open(draft, "wb", opener=partial(os.open, mode=mode)) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(target.parent)


def write_durably(target: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Stores the bytes as ``target``. Raises OSError."""
    with durable_file(target, mode) as file:
        file.write(data)


def sync_folder(folder: Path) -> None:
    """A new name is on the disk when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
