"""Recording events that change no row, and sealing the audit log."""

from collections.abc import Mapping
from typing import Any

from core import actors
from core.audit.models import Event
from core.database.sql import fetch_all
from core.text import clean_text

NEW_COLUMNS = """
SELECT core_backfill_audit_columns(relname) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname = 'record_insert' AND relnamespace = 'public'::regnamespace
"""


def record_event(
    kind: str, *, actor: str | None = None, programme: Any = None, about: str = "", **details: Any
) -> Event:
    """Records an event of ``actor`` (default: the current actor) with the current address.

    ``programme`` is a programme or its id; ``about`` names the page, file or person.
    """
    with actors.acting_as(actor or actors.current().actor):
        event = _event(kind, programme, about, details)
        event.save(force_insert=True)
        return event


def record_event_by_programme(
    kind: str, programmes: Mapping[int, dict[str, Any]], *, about: str, **details: Any
) -> None:
    """Records one event in each of several programmes; ``programmes`` maps the id of each to the
    details of its own."""
    with actors.acting_as(actors.current().actor):
        Event.objects.bulk_create(
            _event(kind, programme, about, {**details, **own})
            for programme, own in programmes.items()
        )


def _event(kind: str, programme: Any, about: str, details: dict[str, Any]) -> Event:
    context = actors.current()
    return Event(
        kind=kind,
        actor=context.actor,
        address=context.address,
        programme_id=getattr(programme, "pk", programme),
        about=clean_text(about)[:300],
        details=details,
    )


def seal() -> bool:
    """Seals all committed changes. Returns False while another process seals, or where a writer
    takes longer than two seconds: the rest is sealed by the next call."""
    [(is_sealed,)] = fetch_all("SELECT core_seal()")
    return is_sealed


def backfill_new_columns() -> None:
    """Records the values that migrations put into new columns of audited tables."""
    [(function,)] = fetch_all("SELECT to_regprocedure('core_backfill_audit_columns(text)')")
    if function:
        fetch_all(NEW_COLUMNS)
