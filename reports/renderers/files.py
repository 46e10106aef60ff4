"""The files of a run: stored in a folder of its own, returned only if their sha256 matches."""

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

from django.conf import settings

from core.files.durable import write_durably
from reports.models import ReportRun

# The earliest time in a zip archive: the same content gives the same bytes on any day.
ZIP_START = (1980, 1, 1, 0, 0, 0)


class DamagedFile(Exception):
    """The file is missing or its sha256 differs."""


def folder_of(run: ReportRun) -> Path:
    return Path(settings.MEDIA_ROOT) / "reports" / str(run.pk)


def write(run: ReportRun, name: str, data: bytes) -> str:
    """Write the file atomically and durably; returns its sha256."""
    folder = folder_of(run)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_durably(folder / name, data)
    return hashlib.sha256(data).hexdigest()


def read(run: ReportRun, name: str) -> bytes:
    """Returns the file's content; raises DamagedFile where it differs from what was written."""
    path = folder_of(run) / name
    if name not in run.files or not path.is_file():
        raise DamagedFile(name)
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != run.files[name]:
        raise DamagedFile(name)
    return data


def is_intact(run: ReportRun, name: str) -> bool:
    try:
        return bool(read(run, name))
    except DamagedFile:
        return False


def delete(run: ReportRun, names) -> None:
    for name in names:
        (folder_of(run) / name).unlink(missing_ok=True)


def delete_others(run: ReportRun, names) -> None:
    """Delete the files of earlier attempts."""
    delete(run, {path.name for path in folder_of(run).iterdir()} - set(names))


def reproducible_zip(data: bytes) -> bytes:
    """Returns the archive with constant timestamps."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, ZIP_START)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(entry))
    return packed.getvalue()
