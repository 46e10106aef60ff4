"""Writes an archive atomically: complete under its name, or not at all."""

import hashlib
import os
import tarfile
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.files.durable import durable_file
from mabian.backup import Refused, archive, tables
from mabian.backup.archive import Manifest
from mabian.database import query


def write_archive(target: Path, media: Path) -> Manifest:
    """Write a snapshot of the database and all files. Raises Refused."""
    if target.exists():
        raise Refused(f"{target} exists already; choose another name.")
    if not target.parent.is_dir():
        raise Refused(f"There is no folder {target.parent}.")
    with durable_file(target) as file, tarfile.open(fileobj=file, mode="w") as tar:
        return write_parts(tar, media, scratch=target.parent)


def write_parts(tar: tarfile.TarFile, media: Path, *, scratch: Path) -> Manifest:
    with transaction.atomic():
        contents = start_snapshot()
        for table in tables.archived_tables():
            with tempfile.TemporaryFile(dir=scratch) as file:
                values = {"rows": tables.dump(table, file), "columns": tables.columns(table)}
                total = add(tar, archive.table_member(table), file)["sha256"]
            contents.tables[table] = {**values, "sha256": total}
        # Sequences are not transactional: read last, none is behind the rows above.
        contents.sequences = tables.sequences()
    # A row is written after its file, so the files of all rows above exist by now.
    for path in stored_files(media):
        name = path.relative_to(media).as_posix()
        try:
            with path.open("rb") as file:
                contents.files[name] = add(tar, archive.file_member(name), file)
        except FileNotFoundError:
            continue  # removed since it was listed
    total = add(tar, archive.NAME, BytesIO(contents.to_bytes()))["sha256"]
    add(tar, archive.SUM, BytesIO(total.encode()))
    return contents


def start_snapshot() -> Manifest:
    """Make the transaction read one snapshot; returns the manifest without its parts."""
    query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    query(tables.CANONICAL_FORMAT)
    now = timezone.now().isoformat(timespec="seconds")
    return Manifest(now, tables.migrations(), tables.excluded_tables())


def stored_files(media: Path) -> Iterator[Path]:
    """The complete files; a name with a leading dot is still being written."""
    found = sorted(media.rglob("*")) if media.is_dir() else []
    return (path for path in found if path.is_file() and not path.name.startswith("."))


def add(tar: tarfile.TarFile, name: str, file: Any) -> dict[str, Any]:
    """Add the whole file under the name; returns its size and sha256."""
    file.seek(0)
    total = hashlib.file_digest(file, "sha256").hexdigest()
    info = tarfile.TarInfo(name)
    info.size = file.seek(0, os.SEEK_END)
    info.mode, info.mtime = 0o600, int(timezone.now().timestamp())
    file.seek(0)
    tar.addfile(info, file)
    return {"size": info.size, "sha256": total}
