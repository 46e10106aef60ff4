"""Three-way merge of concurrent changes to a record: base, own and stored value of each field.
Where both changed a field, the user chooses. The base values are signed in the form."""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.timezone import localtime

SALT = "core.web.merging"
MINE, THEIRS, OTHER = "mine", "theirs", "other"
CHOICE = "choice_"  # prefix of the input that holds the choice for a field


@dataclass(frozen=True)
class FieldMerge:
    """One field, as texts: the base value (None if unknown), the sent and the stored value."""

    name: str
    base: str | None
    mine: str
    theirs: str

    @property
    def is_conflict(self) -> bool:
        """Whether both changed the field, to different values."""
        return self.mine != self.theirs and self.base not in (self.mine, self.theirs)

    @property
    def resolved(self) -> str:
        """The merged value of a field without conflict: the changed one."""
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
    """The fields of a form merged with the stored record of this version; ``saved`` says when it
    was saved and, if known, by whom."""

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
        """Whether any field has a value and no conflict."""
        return not all(part.is_conflict or part.is_empty for part in self.parts)

    def serialized(self) -> str:
        parts = [[part.name, part.base, part.mine, part.theirs] for part in self.parts]
        return sign({"version": self.version, "parts": parts, "saved": self.saved})

    @classmethod
    def deserialized(cls, text: str) -> "Merge | None":
        """None without a valid signature."""
        data = unsign(text)
        if "parts" not in data:
            return None
        return cls(data["version"], [FieldMerge(*part) for part in data["parts"]], data["saved"])

    def missing_choices(self, data: Any) -> list[str]:
        """The fields in conflict for which no choice was sent."""
        conflicts = [part.name for part in self.parts if part.is_conflict]
        return [n for n in conflicts if data.get(CHOICE + n) not in (MINE, THEIRS, OTHER)]

    def apply_choices(self, data: Any) -> Any:
        """The form data with merged values, based on the stored version."""
        data = data.copy()
        for part in self.parts:
            data[part.name] = _merged_value(part, data)
        data["version"] = str(self.version)
        data["base"] = sign({part.name: part.theirs for part in self.parts})
        return data


def _merged_value(part: FieldMerge, data: Any) -> str:
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
    """Empty without a valid signature."""
    try:
        return signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return {}
