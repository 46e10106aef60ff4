"""Puts an archive's rows and files in the place of what is there: all of them, or nothing."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from django.db import DatabaseError, OperationalError, transaction

from mabian.backup import Refused, manifest, reading, tables
from mabian.backup.manifest import Manifest, Summing
from mabian.backup.reading import Archive
from mabian.backup.writing import files_in, private


def restore(source: Path, media: Path, *, replace: bool = False) -> Manifest:
    """Afterwards tables, sequences and files are those of the archive. Raises Refused where the
    archive is damaged, of other migrations, or would replace something unasked."""
    with reading.opened(source) as archive:
        require_same_migrations(archive.manifest)
        if not replace:
            require_empty(media)
        put(archive, media)
        return archive.manifest


def require_same_migrations(found: Manifest) -> None:
    here, there = set(tables.migrations()), set(found.migrations)
    if not here:
        raise Refused("The database is not set up yet: run script/setup --empty first.")
    if here != there:
        raise Refused(
            "The archive is of another version of the platform."
            f" Only in the archive: {', '.join(sorted(there - here)) or 'none'}."
            f" Only in the database: {', '.join(sorted(here - there)) or 'none'}."
        )


def require_empty(media: Path) -> None:
    if found := tables.filled():
        raise Refused(
            f"The database is not empty ({', '.join(found[:3])}, …);"
            " --replace puts the archive in its place."
        )
    if any(files_in(media)):
        raise Refused(f"{media} is not empty; --replace puts the archive's files in its place.")


def put(archive: Archive, media: Path) -> None:
    """Files are moved in before the rows are committed; what they replaced is moved back where
    that fails. Files of no row go last."""
    media.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = archive.manifest.files
    with tempfile.TemporaryDirectory(prefix="restore-", dir=media.parent) as scratch:
        new, old = Path(scratch, "new"), Path(scratch, "old")
        unpack(archive, new)
        with ExitStack() as undo:
            with transaction.atomic():
                load(archive)
                for name in files:
                    move_in(name, new, media, old, undo)
                os.sync()
            undo.pop_all()
    for path in list(files_in(media)):
        if path.relative_to(media).as_posix() not in files:
            path.unlink()


def unpack(archive: Archive, folder: Path) -> None:
    for name in archive.manifest.files:
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path, "wb", opener=private) as file:
            shutil.copyfileobj(archive.part(manifest.file_member(name)), file)


def move_in(name: str, new: Path, media: Path, old: Path, undo: ExitStack) -> None:
    place = media / name
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if place.exists():
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        place.rename(old / name)
        undo.callback((old / name).rename, place)
    else:
        undo.callback(place.unlink)
    (new / name).rename(place)


def load(archive: Archive) -> None:
    """Raises Refused where somebody uses the tables, or what was loaded is not what was kept."""
    tables.speak_plainly()
    kept = archive.manifest.tables
    if set(kept) != set(tables.kept()):
        raise Refused("The archive holds other tables than the database.")
    try:
        tables.lock(tables.names())
    except OperationalError as error:
        raise Refused("Somebody uses the database: stop the platform first.") from error
    try:
        with tables.without_triggers():
            tables.empty(tables.names())
            for name in tables.in_order(list(kept)):
                source = archive.part(manifest.table_member(name))
                tables.load(name, kept[name]["columns"], source)
    except DatabaseError as error:
        raise Refused(f"The database refuses the rows: {error}".strip()) from error
    tables.set_sequences(archive.manifest.sequences)
    for name, found in kept.items():
        compare(name, found["sha256"])


def compare(table: str, wanted: str) -> None:
    summing = Summing()
    tables.dump(table, summing)
    if summing.hexdigest() != wanted:
        raise Refused(f"{table} would not hold what the archive holds; nothing was changed.")
