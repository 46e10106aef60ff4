"""Telling what changes no row, and sealing what was told."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from core import actors
from core.audit.models import Event
from core.text import clean_text


def tell(
    kind: str, *, actor: str | None = None, programme: Any = None, about: str = "", **details: Any
) -> Event:
    """Records that somebody did something: ``actor``, else who asks or acts now, with their
    address. ``programme`` is one, or its id; ``about`` names the page, file or person."""
    with actors.acting_as(actor or actors.current().actor):
        acting = actors.current()
        return Event.objects.create(
            kind=kind,
            actor=acting.actor,
            address=acting.address,
            programme_id=getattr(programme, "pk", programme),
            about=clean_text(about)[:300],
            details=details,
        )


def record_event_by_programme(kind: str, told: Mapping[int, dict[str, Any]], *, about: str, **details: Any) -> None:
    """Records in several programmes that whoever acts did something; ``told`` holds by the id of
    each what is said in it alone."""
    acting = actors.current()
    with actors.acting_as(acting.actor):
        Event.objects.bulk_create(
            Event(
                kind=kind,
                actor=acting.actor,
                address=acting.address,
                programme_id=programme,
                about=clean_text(about)[:300],
                details={**details, **own},
            )
            for programme, own in told.items()
        )


def seal() -> bool:
    """Seals all changes that are finished. False where somebody takes too long writing, or seals
    at the same time: what is left is sealed the next time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT core_seal()")
        return bool(cursor.fetchone()[0])


NEW_COLUMNS = """
SELECT core_retell_columns(relname) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname = 'record_insert' AND relnamespace = 'public'::regnamespace
"""


def backfill_new_columns() -> None:
    """What migrations put into new columns of recorded tables, so that the record holds all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('core_retell_columns(text)')")
        if cursor.fetchone()[0]:
            cursor.execute(NEW_COLUMNS)
