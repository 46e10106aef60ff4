"""The files of a run: kept in a folder of its own, handed out only when they are what was made."""

import hashlib
import os
import zipfile
from io import BytesIO
from pathlib import Path

from django.conf import settings

from reports.models import ReportRun

# The first day a zip archive knows: the same content gives the same bytes on any day.
ZIP_START = (1980, 1, 1, 0, 0, 0)


class DamagedFile(Exception):
    """The file is gone or is not what was made."""


def folder_of(run: ReportRun) -> Path:
    return Path(settings.MEDIA_ROOT) / "reports" / str(run.pk)


def write(run: ReportRun, name: str, data: bytes) -> str:
    """Put the file in place whole or not at all, on the disk; return its sha256."""
    folder = folder_of(run)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    scratch = folder / f".{name}.{os.getpid()}"
    with open(scratch, "wb", opener=_private) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(scratch, folder / name)
    _sync(folder)
    return hashlib.sha256(data).hexdigest()


def _private(path, flags):
    return os.open(path, flags, 0o600)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(run: ReportRun, name: str) -> bytes:
    """The file as it was made; raise DamagedFile where it is not."""
    path = folder_of(run) / name
    if name not in run.files or not path.is_file():
        raise DamagedFile(name)
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != run.files[name]:
        raise DamagedFile(name)
    return data


def is_sound(run: ReportRun, name: str) -> bool:
    try:
        return bool(read(run, name))
    except DamagedFile:
        return False


def discard(run: ReportRun, names) -> None:
    for name in names:
        (folder_of(run) / name).unlink(missing_ok=True)


def keep_only(run: ReportRun, names) -> None:
    """Remove what earlier attempts left behind."""
    discard(run, {path.name for path in folder_of(run).iterdir()} - set(names))


def fixed_zip(data: bytes) -> bytes:
    """The same archive with its times taken out."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, ZIP_START)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(entry))
    return packed.getvalue()
