"""Ways past the record, which only the owner of the tables has, and sessions of the cast."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client


def ask(words: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(words, values or None)
        return cursor.fetchall() if cursor.description else []


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


@pytest.fixture
def as_(cast):
    """``as_("clerk")``: a client signed in as that person of the cast."""

    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, who))
        return client

    return sign_in
