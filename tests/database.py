"""Asking the database itself, and what it refuses whatever code comes to it."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.making import settle


def ask(sql: str, *values: Any) -> list[tuple]:
    """The rows that a statement gives, if any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


def run(sql: str, *values: Any) -> None:
    """The statement as if it were committed: what waits for the end is checked at once."""
    ask(sql, *values)
    settle()


def refused(write: Any, *values: Any, error: Any = IntegrityError, **named: Any) -> None:
    """A statement, or a function with its arguments, that the database does not let pass."""
    with pytest.raises(error), transaction.atomic():
        if isinstance(write, str):
            run(write, *values)
        else:
            write(*values, **named)
            settle()


def is_forbidden(sql: str) -> bool:
    """Whether PostgreSQL itself refuses it to this role."""
    try:
        with transaction.atomic():
            ask(sql)
    except DatabaseError as error:
        return "permission denied" in str(error) or "must be owner" in str(error)
    return False
