"""Migration operations from the SQL texts of an app's package ``sql``."""

from importlib.resources import files

from django.db.migrations import RunSQL


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
