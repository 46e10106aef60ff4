"""How far an import is, row by row, for whoever waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from core.choices import ImportStep

STEP = 1000  # rows, after which it is told how far the work is
Tell = Callable[[ImportStep, int, int], None]  # rows that are done, and all rows
PUT = """
INSERT INTO core_importprogress (upload_id, step, done, total, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (upload_id) DO UPDATE SET step = excluded.step, done = excluded.done,
    total = excluded.total, at = excluded.at
"""


def tell_nobody(step: ImportStep, done: int, total: int) -> None:
    """Nobody waits, or the work is over before anybody could look."""


@contextmanager
def told(upload_id: int) -> Iterator[Tell]:
    """To be called with what is done. It is written on a connection of its own and seen at once,
    whatever transaction is under way."""
    own = connection.copy()

    def tell(step: ImportStep, done: int, total: int) -> None:
        with own.cursor() as cursor:
            cursor.execute(PUT, [upload_id, step, done, total, timezone.now()])

    try:
        yield tell
    finally:
        own.close()
