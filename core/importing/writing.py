"""How an import writes a record: made if new, changed only where the sheet says otherwise."""

from collections.abc import Iterable
from typing import Any

from core.records import update_record


def put(record: Any, values: dict[str, Any]) -> bool:
    """Save the record with the values; True where anything was written.

    A record without a key is inserted. Raises StaleRecord where somebody saved it since.
    """
    if record.pk is None:
        for name, value in values.items():
            setattr(record, name, value)
        record.save(force_insert=True)
        return True
    changed = {name: value for name, value in values.items() if getattr(record, name) != value}
    if changed:
        update_record(record, version=record.version, **changed)
    return bool(changed)


def put_links(record: Any, name: str, others: Iterable[Any]) -> bool:
    """Set a many-to-many field; True where it was not so already."""
    manager, wanted = getattr(record, name), list(others)
    if {other.pk for other in manager.all()} == {other.pk for other in wanted}:
        return False
    manager.set(wanted)
    return True


def next_number(prefix: str, taken: Iterable[str]) -> str:
    """The next free number after the highest of this prefix: RW2024-112."""
    tails = [n[len(prefix) :] for n in taken if n.startswith(prefix)]
    return f"{prefix}{max((int(t) for t in tails if t.isdecimal()), default=0) + 1:03d}"
