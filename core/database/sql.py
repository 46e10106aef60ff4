"""Statements in SQL; migration operations from the SQL texts of an app's package ``sql``."""

from importlib.resources import files
from typing import Any

from django.db import connection
from django.db.migrations import RunSQL


def fetch_all(sql: str, values: Any = None) -> list[tuple]:
    """The rows that a statement with these parameters returns."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def create_function(package: str, name: str) -> RunSQL:
    """Runs NAME.sql of the package: it creates the trigger function NAME, and triggers calling it.

    Applied migrations depend on the texts: do not change them, add others.
    """
    return RunSQL(sql_text(package, name), f"DROP FUNCTION {name}() CASCADE")


def create_view(package: str, name: str, view: str) -> RunSQL:
    """Runs NAME.sql of the package, which creates the view."""
    return RunSQL(sql_text(package, name), f"DROP VIEW {view}")


def sql_text(package: str, name: str) -> str:
    return files(package).joinpath(f"{name}.sql").read_text(encoding="utf-8")
