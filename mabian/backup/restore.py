"""Replaces rows and files by those of an archive: all of them, or nothing."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from django.db import DatabaseError, OperationalError, transaction

from core.files.durable import PRIVATE
from mabian import earlier_versions
from mabian.backup import Refused, tables
from mabian.backup.archive import Archive, Manifest, file_member, open_archive, table_member
from mabian.backup.writer import stored_files
from mabian.database import query


def restore_archive(source: Path, media: Path, *, replace: bool = False) -> Manifest:
    """Replace tables, sequences and files by those of the archive. Raises Refused where the
    archive is damaged, of other migrations, or would replace rows or files without ``replace``."""
    with open_archive(source) as archive:
        check_same_migrations(archive.manifest)
        if not replace:
            check_empty(media)
        apply_archive(archive, media)
        return archive.manifest


def check_same_migrations(contents: Manifest) -> None:
    if earlier_versions.is_earlier_archive(contents.migrations):
        raise Refused(earlier_versions.ARCHIVE_REFUSED)
    here, there = set(tables.migrations()), set(contents.migrations)
    if not here:
        raise Refused("The database is not set up yet: run script/setup --empty first.")
    if here != there:
        raise Refused(
            "The archive is of another version of the platform."
            f" Only in the archive: {', '.join(sorted(there - here)) or 'none'}."
            f" Only in the database: {', '.join(sorted(here - there)) or 'none'}."
        )


def check_empty(media: Path) -> None:
    if found := tables.nonempty_tables():
        raise Refused(
            f"The database is not empty ({', '.join(found[:3])}, …);"
            " --replace puts the archive in its place."
        )
    if any(stored_files(media)):
        raise Refused(f"{media} is not empty; --replace puts the archive's files in its place.")


def apply_archive(archive: Archive, media: Path) -> None:
    """Move the files in before the rows are committed, and back where the commit fails. Files
    that are not in the archive are removed last."""
    media.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = archive.manifest.files
    with tempfile.TemporaryDirectory(prefix="restore-", dir=media.parent) as scratch:
        new, old = Path(scratch, "new"), Path(scratch, "old")
        extract_files(archive, new)
        with ExitStack() as undo:
            with transaction.atomic():
                load(archive)
                for name in files:
                    replace_file(name, new, media, old, undo)
                os.sync()
            undo.pop_all()
    for path in list(stored_files(media)):
        if path.relative_to(media).as_posix() not in files:
            path.unlink()


def extract_files(archive: Archive, folder: Path) -> None:
    for name in archive.manifest.files:
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path, "wb", opener=partial(os.open, mode=PRIVATE)) as file:
            shutil.copyfileobj(archive.part(file_member(name)), file)


def replace_file(name: str, new: Path, media: Path, old: Path, undo: ExitStack) -> None:
    target = media / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.exists():
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        target.rename(old / name)
        undo.callback((old / name).rename, target)
    else:
        undo.callback(target.unlink)
    (new / name).rename(target)


def load(archive: Archive) -> None:
    """Load all rows. Raises Refused where the tables are in use or differ from the archive."""
    query(tables.CANONICAL_FORMAT)
    archived = archive.manifest.tables
    if set(archived) != set(tables.archived_tables()):
        raise Refused("The archive holds other tables than the database.")
    try:
        tables.lock(tables.table_names())
    except OperationalError as error:
        raise Refused("Somebody uses the database: stop the platform first.") from error
    try:
        with tables.without_triggers():
            tables.truncate(tables.table_names())
            for name in tables.dependency_order(list(archived)):
                source = archive.part(table_member(name))
                tables.load(name, archived[name]["columns"], source)
    except DatabaseError as error:
        raise Refused(f"The database refuses the rows: {error}".strip()) from error
    tables.set_sequences(archive.manifest.sequences)
    for name, found in archived.items():
        if tables.checksum(name) != found["sha256"]:
            raise Refused(f"{name} would not hold what the archive holds; nothing was changed.")
