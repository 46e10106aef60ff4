"""Builds a large installation in a database of its own, whose name ends in ``_bench``.

    python benchmarks/installation.py [--programmes 832] [--projects 139] [--months 24]

An existing installation of these sizes is reused. All values are derived from counters: equal
sizes give equal rows.
"""

import argparse
import json
import os
from dataclasses import asdict, dataclass
from datetime import date
from time import perf_counter
from urllib.parse import urlsplit, urlunsplit

import database
import psycopg2
from psycopg2 import sql

FIRST_YEAR = 2024


@dataclass(frozen=True)
class Size:
    programmes: int = 832
    projects: int = 139
    months: int = 24

    @property
    def firsts(self) -> list[date]:
        """The first days of the months that are reported."""
        return [date(FIRST_YEAR + n // 12, n % 12 + 1, 1) for n in range(self.months)]

    @property
    def years(self) -> list[int]:
        return sorted({first.year for first in self.firsts})

    @property
    def day(self) -> date:
        """A week after the last month ended."""
        number = self.months
        return date(FIRST_YEAR + number // 12, number % 12 + 1, 8)


def build(size: Size, part: str = "") -> None:
    """Build the installation where it is missing, and set up Django on its database."""
    database.use_benchmark_database(part)
    created = _create_database()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if created or _stored_size() != asdict(size):
        start = perf_counter()
        _fill(size)
        print(f"Built {json.dumps(asdict(size))} in {perf_counter() - start:.0f} s.")


def _create_database() -> bool:
    """Create the database where it is missing; returns whether it did."""
    url = urlsplit(os.environ["DATABASE_URL"])
    name = url.path.strip("/")
    server = psycopg2.connect(urlunsplit(url._replace(path="/postgres", query=url.query)))
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        found = cursor.fetchone() is not None
        if not found:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    server.close()
    return not found


def _execute(statement: str) -> list:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def _stored_size() -> dict | None:
    """The sizes of the existing installation, stored in the comment of the database."""
    found = _execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE datname = current_database()"
    )[0][0]
    return json.loads(found) if found else None


def _fill(size: Size) -> None:
    from counties import Counties
    from django.db import connection
    from loading import reset_sequences, without_triggers

    excluded = ("django_migrations", "django_content_type", "auth_permission")
    tables = [name for name in connection.introspection.table_names() if name not in excluded]
    with without_triggers(tables):
        _execute(f"TRUNCATE {', '.join(tables)}")
        filled = Counties(size).load()
    reset_sequences(filled)
    _execute("VACUUM ANALYZE")
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    _execute(f"COMMENT ON DATABASE {name} IS '{json.dumps(asdict(size))}'")


def add_size_arguments(parser: argparse.ArgumentParser) -> None:
    for name, default in asdict(Size()).items():
        parser.add_argument(f"--{name}", type=int, default=default)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_size_arguments(parser)
    parser.add_argument("--part", default="")
    options = vars(parser.parse_args())
    part = options.pop("part")
    build(Size(**options), part)
