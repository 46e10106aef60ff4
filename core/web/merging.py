"""Two people changed one record: what each of them changed is kept, and where both changed the
same field the later one chooses. What they started from travels in the form, signed."""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.timezone import localtime

SALT = "core.web.merging"
MINE, THEIRS, OTHER = "mine", "theirs", "other"
CHOICE = "choice_"  # the name of a field behind it names the choice


@dataclass(frozen=True)
class FieldMerge:
    """A field, as text: what was started from (None where nobody knows), what the person sent,
    and what somebody else has saved meanwhile."""

    name: str
    base: str | None
    mine: str
    theirs: str

    @property
    def is_conflict(self) -> bool:
        """Both changed it, and not to the same: only the person can say what holds."""
        return self.mine != self.theirs and self.base not in (self.mine, self.theirs)

    @property
    def resolved(self) -> str:
        """What holds where nothing is open: whatever was changed."""
        return self.theirs if self.mine == self.base else self.mine

    @property
    def is_empty(self) -> bool:
        return not (self.mine or self.theirs)

    @property
    def is_theirs(self) -> bool:
        return self.mine != self.theirs and self.resolved == self.theirs

    @property
    def is_mine(self) -> bool:
        return self.mine != self.theirs and self.resolved == self.mine


@dataclass(frozen=True)
class Merge:
    """The parts of a form against the record with this version, which somebody saved: when, and
    by whom where the record knows it."""

    version: int
    parts: list[FieldMerge]
    saved: str = ""

    @classmethod
    def of(cls, form: Any, current: Any) -> "Merge":
        base, mine = form.base_values(), form.submitted_values()
        theirs = form.input_texts(form.current_values(current))
        names = form.merged_fields
        parts = [FieldMerge(name, base.get(name), mine[name], theirs[name]) for name in names]
        return cls(current.version, parts, _saved(current))

    @property
    def has_conflicts(self) -> bool:
        return any(part.is_conflict for part in self.parts)

    @property
    def has_resolved(self) -> bool:
        """Whether there is anything to show that nobody has to choose."""
        return not all(part.is_conflict or part.is_empty for part in self.parts)

    def serialized(self) -> str:
        parts = [[part.name, part.base, part.mine, part.theirs] for part in self.parts]
        return sign({"version": self.version, "parts": parts, "saved": self.saved})

    @classmethod
    def deserialized(cls, text: str) -> "Merge | None":
        """None for what was not sealed here."""
        kept = unsign(text)
        if "parts" not in kept:
            return None
        return cls(kept["version"], [FieldMerge(*part) for part in kept["parts"]], kept["saved"])

    def missing_choices(self, data: Any) -> list[str]:
        """The open fields for which no choice was sent."""
        open_names = [part.name for part in self.parts if part.is_conflict]
        return [n for n in open_names if data.get(CHOICE + n) not in (MINE, THEIRS, OTHER)]

    def apply_choices(self, data: Any) -> Any:
        """What the form would have sent, had it been filled in so on the newest version."""
        data = data.copy()
        for part in self.parts:
            data[part.name] = _chosen(part, data)
        data["version"] = str(self.version)
        data["base"] = sign({part.name: part.theirs for part in self.parts})
        return data


def _chosen(part: FieldMerge, data: Any) -> str:
    if not part.is_conflict:
        return part.resolved
    choice = data.get(CHOICE + part.name)
    own = data.get(part.name, "")
    return {MINE: part.mine, THEIRS: part.theirs}.get(choice, own)


def _saved(current: Any) -> str:
    writer = getattr(current, "last_writer", None)
    at = f"{localtime(current.updated_at):%Y-%m-%d %H:%M}"
    return f"{writer} {at}" if writer else at


def sign(values: dict[str, Any]) -> str:
    return signing.dumps(values, salt=SALT)


def unsign(text: str) -> dict[str, Any]:
    """Empty for what was not sealed here."""
    try:
        return signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return {}
