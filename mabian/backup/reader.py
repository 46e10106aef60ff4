"""Reads an archive after verifying all its checksums."""

import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from mabian.backup import Refused, manifest
from mabian.backup.manifest import HashingWriter, Manifest


@contextmanager
def open_archive(source: Path) -> Iterator["Archive"]:
    """Open a complete, undamaged archive; raises Refused for anything else."""
    try:
        with tarfile.open(source, "r:") as tar:
            yield Archive(tar)
    except FileNotFoundError:
        raise Refused(f"There is no file {source}.") from None
    except tarfile.TarError as error:
        raise Refused(f"The archive is damaged: {error}. Nothing was changed.") from error


class Archive:
    """An open archive; the constructor verifies every part."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members = {member.name: member for member in tar.getmembers()}
        self.manifest = self._verified_manifest()
        self._verify_parts()

    def _verified_manifest(self) -> Manifest:
        if not {manifest.NAME, manifest.SUM} <= set(self.members):
            raise Refused("The archive has no manifest: it is cut off or none of this platform's.")
        data = self.part(manifest.NAME).read()
        if self.part(manifest.SUM).read().decode("ascii", "replace") != manifest.sha256(data):
            raise Refused("The archive is damaged: its manifest. Nothing was changed.")
        return manifest.from_bytes(data)

    def _verify_parts(self) -> None:
        expected = self.manifest.members()
        unmatched = (set(self.members) - {manifest.NAME, manifest.SUM}) ^ set(expected)
        damaged = sorted(unmatched) or [
            name for name, total in expected.items() if self._checksum(name) != total
        ]
        damaged += [name for name in self.manifest.files if not is_safe_path(name)]
        if damaged:
            raise Refused(f"The archive is damaged: {', '.join(damaged[:5])}. Nothing was changed.")

    def part(self, name: str) -> Any:
        found = self.tar.extractfile(self.members[name])
        if found is None:
            raise Refused(f"The archive is damaged: {name} is no file. Nothing was changed.")
        return found

    def _checksum(self, name: str) -> str:
        writer = HashingWriter()
        shutil.copyfileobj(self.part(name), writer)
        return writer.hexdigest()


def is_safe_path(name: str) -> bool:
    """Whether the path stays below the folder that it is extracted into."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts
