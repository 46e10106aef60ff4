"""Writes an archive atomically: complete under its name, or not at all."""

import tarfile
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from core.files.durable import durable_file
from mabian.backup import Refused, manifest, tables
from mabian.backup.manifest import HashingWriter, Manifest


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
