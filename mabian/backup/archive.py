"""An archive: a tar of tables and files, with a manifest of their checksums."""

import hashlib
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from mabian.backup import Refused

FORMAT = 1
NAME = "manifest.json"
SUM = "manifest.sha256"


@dataclass
class Manifest:
    """``tables``: rows, columns and sha256 of each; ``files``: size and sha256, by path below
    the media folder; ``sequences``: the next value of each."""

    created_at: str
    migrations: list[str]
    left_out: list[str]
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    def members(self) -> dict[str, str]:
        """The sha256 of each part of the archive except the manifest, by name."""
        tables = {table_member(name): entry["sha256"] for name, entry in self.tables.items()}
        return tables | {file_member(name): entry["sha256"] for name, entry in self.files.items()}


def table_member(name: str) -> str:
    return f"tables/{name}.copy"


def file_member(name: str) -> str:
    return f"files/{name}"


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
        if not {NAME, SUM} <= set(self.members):
            raise Refused("The archive has no manifest: it is cut off or none of this platform's.")
        if self.part(SUM).read().decode("ascii", "replace") != self._checksum(NAME):
            raise Refused("The archive is damaged: its manifest. Nothing was changed.")
        values = json.load(self.part(NAME))
        if (found := values.get("format")) != FORMAT:
            raise Refused(f"The archive has format {found}; this version reads {FORMAT}.")
        return Manifest(**values)

    def _verify_parts(self) -> None:
        expected = self.manifest.members()
        unmatched = (set(self.members) - {NAME, SUM}) ^ set(expected)
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
        return hashlib.file_digest(self.part(name), "sha256").hexdigest()


def is_safe_path(name: str) -> bool:
    """Whether the path stays below the folder that it is extracted into."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts
