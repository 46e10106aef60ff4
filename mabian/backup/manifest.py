"""The manifest of an archive: its parts and their checksums."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO

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


def from_bytes(data: bytes) -> Manifest:
    """Raises Refused for an archive of another format."""
    values = json.loads(data)
    if values.get("format") != FORMAT:
        raise Refused(
            f"The archive has format {values.get('format')}; this version reads {FORMAT}."
        )
    return Manifest(**values)


def table_member(name: str) -> str:
    return f"tables/{name}.copy"


def file_member(name: str) -> str:
    return f"files/{name}"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class HashingWriter:
    """Computes size and sha256 of the data written, and passes them on to the target."""

    def __init__(self, target: BinaryIO | None = None) -> None:
        self.target, self.size, self.hash = target, 0, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.size += len(data)
        self.hash.update(data)
        if self.target:
            self.target.write(data)
        return len(data)

    def hexdigest(self) -> str:
        return self.hash.hexdigest()
