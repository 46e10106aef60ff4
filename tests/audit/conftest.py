"""Ways past the record, which only the owner of the tables has, and sessions of the cast."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.database import ask


@contextmanager
def unseen(*tables: str) -> Iterator[None]:
    """What is done within is done with the triggers off."""
    ask("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        ask(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    ask("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        ask(f"ALTER TABLE {table} ENABLE TRIGGER USER")
