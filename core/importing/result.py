"""What an import did, or what keeps it from being done."""

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Problem:
    """``row`` is the number in the sheet, from 1; None and an empty column: the whole workbook."""

    row: int | None
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class Conflict:
    """The sheet says ``value``; what a person typed, ``kept``, stays."""

    row: int
    column: str
    value: str
    kept: str


@dataclass
class Result:
    """``created``, ``updated`` and ``unchanged`` count rows of the sheet; ``skipped`` counts
    entries that a person typed and that were kept. Nothing is written where ``errors`` stand."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    errors: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.errors

    def wipe_counts(self) -> None:
        self.created = self.updated = self.unchanged = self.skipped = 0

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)
