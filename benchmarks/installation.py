"""Builds a large installation. One of the same sizes that exists already is used again."""

import argparse
import json
from dataclasses import asdict
from time import perf_counter
from typing import Any

import database  # noqa: F401  sets Django up
from counties import Counties, Size
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from mabian.backup import tables
from mabian.database import query

STORED_SIZE = """
SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()
"""
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def build(size: Size) -> None:
    """Build the installation in the connection's database where it is missing."""
    created = _create_database()
    call_command("migrate", verbosity=0)
    if created or _stored_size() != asdict(size):
        start = perf_counter()
        _fill(size)
        print(f"Built {json.dumps(asdict(size))} in {perf_counter() - start:.0f} s.")


def _create_database() -> bool:
    """Create the database where it is missing; returns whether it did."""
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        missing = cursor.fetchone() is None
        if missing:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    return missing


def _stored_size() -> Any:
    """The sizes of the existing installation, stored in the comment of the database."""
    return json.loads(query(STORED_SIZE)[0][0] or "null")


def _fill(size: Size) -> None:
    with transaction.atomic(), tables.without_triggers():
        _disable_key_checks()
        tables.truncate([name for name in tables.table_names() if name not in KEPT])
        Counties(size).load()
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            query(statement)
    query("VACUUM ANALYZE")
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    query(f"COMMENT ON DATABASE {name} IS '{json.dumps(asdict(size))}'")


def _disable_key_checks() -> None:
    """Do not check foreign keys where the role may say so; else loading takes longer."""
    try:
        with transaction.atomic():
            query("SET LOCAL session_replication_role = replica")
    except DatabaseError:
        print("The role may not disable key checks: loading takes longer.")


def add_size_arguments(parser: argparse.ArgumentParser) -> None:
    for name, default in asdict(Size()).items():
        parser.add_argument(f"--{name}", type=int, default=default)
