"""What the database's record asks of tests: a name for whoever writes, and a way to empty it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.signals import connection_created
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from core import actors

TEST = "system:test"
RESTART = 'ALTER TABLE "{table}" ALTER COLUMN "{column}" RESTART'
HAS_ROWS = "SELECT '{0}' WHERE EXISTS (SELECT FROM \"{0}\")"


def name(actor: str) -> None:
    """Past Django's connection, so that no test counts it as a query of the page."""
    raw = connection.connection
    if raw and not raw.closed and raw.info.transaction_status != TRANSACTION_STATUS_INERROR:
        with raw.cursor() as cursor:
            cursor.execute("SELECT set_config('app.actor', %s, false)", [actor])


def begin(connection: Any, **values: Any) -> None:
    with connection.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', %s, false)", [TEST])


def in_request(**values: Any) -> None:
    """A request writes nothing without a name of its own, as outside of tests."""
    name("")


def after_request(**values: Any) -> None:
    name(TEST)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Whatever became of the last test's requests, and before what a module's tests share."""
    name(TEST)


@pytest.fixture(scope="session", autouse=True)
def named() -> Iterator[None]:
    """Tests write as ``system:test``; their requests act for themselves."""
    actors.default_context = actors.ActorContext(TEST)
    connection_created.connect(begin)
    request_started.connect(in_request)
    request_finished.connect(after_request)
    yield


@pytest.fixture(scope="session", autouse=True)
def flushed_as_owner() -> Iterator[None]:
    """Tests on a live server delete all rows afterwards, without the triggers that protect the
    record of changes. DELETE takes a tenth of TRUNCATE, which makes each table a new file."""

    def sql_flush(
        self: DatabaseOperations,
        style: Any,
        tables: list[str],
        *,
        reset_sequences: bool = False,
        allow_cascade: bool = False,
    ) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(HAS_ROWS.format(table) for table in tables))
            filled = [table for (table,) in cursor.fetchall()]
        sequences = self.connection.introspection.sequence_list() if reset_sequences else []
        return [
            *(f'ALTER TABLE "{table}" DISABLE TRIGGER USER' for table in filled),
            *(f'DELETE FROM "{table}"' for table in filled),
            "SET CONSTRAINTS ALL IMMEDIATE",
            *(f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table in filled),
            *(RESTART.format(**one) for one in sequences),
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield
