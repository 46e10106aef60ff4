"""Statements on the database, for the commands of servers."""

from typing import Any

from django.db import connection


def query(statement: Any, values: list[Any] | None = None) -> list[Any]:
    """The rows of a statement; none where it returns none."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
