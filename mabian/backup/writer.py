"""Writes an archive atomically: complete under its name, or not at all."""

import os
import tarfile
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from mabian.backup import Refused, manifest, tables
from mabian.backup.manifest import HashingWriter, Manifest


def write_archive(target: Path, media: Path) -> Manifest:
    """Write a snapshot of the database and all files. Raises Refused."""
    if target.exists():
        raise Refused(f"{target} exists already; choose another name.")
    if not target.parent.is_dir():
        raise Refused(f"There is no folder {target.parent}.")
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with open(draft, "wb", opener=owner_only) as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                contents = write_parts(tar, media, scratch=target.parent)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(target.parent)
    return contents


def owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def sync_folder(folder: Path) -> None:
    """Flush the folder, so that a new name in it is durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_parts(tar: tarfile.TarFile, media: Path, *, scratch: Path) -> Manifest:
    with transaction.atomic():
        contents = start_snapshot()
        for table in tables.archived_tables():
            add_table(tar, contents, table, scratch)
        # Sequences are not transactional: read last, none is behind the rows above.
        contents.sequences = tables.sequences()
    # A row is written after its file, so the files of all rows above exist by now.
    for path in stored_files(media):
        add_file(tar, contents, path, path.relative_to(media).as_posix())
    data = contents.to_bytes()
    add_bytes(tar, manifest.NAME, data)
    add_bytes(tar, manifest.SUM, manifest.sha256(data).encode())
    return contents


def start_snapshot() -> Manifest:
    """Make the transaction read one snapshot; returns the manifest without its parts."""
    tables.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    tables.use_canonical_text_format()
    now = timezone.now().isoformat(timespec="seconds")
    return Manifest(now, tables.migrations(), tables.excluded_tables())


def add_table(tar: tarfile.TarFile, contents: Manifest, table: str, scratch: Path) -> None:
    with tempfile.TemporaryFile(dir=scratch) as file:
        writer = HashingWriter(file)
        rows = tables.dump(table, writer)
        file.seek(0)
        add(tar, manifest.table_member(table), file, writer.size)
    contents.tables[table] = {
        "rows": rows,
        "columns": tables.columns(table),
        "sha256": writer.hexdigest(),
    }


def stored_files(media: Path) -> Iterator[Path]:
    """The complete files; a name with a leading dot is still being written."""
    found = sorted(media.rglob("*")) if media.is_dir() else []
    return (path for path in found if path.is_file() and not path.name.startswith("."))


def add_file(tar: tarfile.TarFile, contents: Manifest, path: Path, name: str) -> None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        # Removed since it was listed.
        return
    add_bytes(tar, manifest.file_member(name), data)
    contents.files[name] = {"size": len(data), "sha256": manifest.sha256(data)}


def add_bytes(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    add(tar, name, BytesIO(data), len(data))


def add(tar: tarfile.TarFile, name: str, source: BinaryIO, size: int) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(timezone.now().timestamp())
    tar.addfile(info, source)
