"""The application's role, for tests of what it may do. All others run as the tables' owner."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection
from psycopg2 import sql
from psycopg2.extensions import parse_dsn

from mabian import rights
from mabian.database import query
from tests.conftest import lacking


@pytest.fixture
def application(db: None) -> Iterator[str]:
    """From here to its end the test speaks to the database as the application does."""
    role = known() or made()
    rights.grant(role)
    become(role)
    yield role
    become("none")


def become(role: str) -> None:
    """`none` is who signed in."""
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))


def known() -> str:
    """The role in DATABASE_URL where the owner, as whom tests run, can become it."""
    role = parse_dsn(os.environ["TESTED_URL"])["user"]
    asked = "SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = %s"
    return role if role != user() and query(asked, [role]) == [(True,)] else ""


def made() -> str:
    """A role that goes again with the test's transaction; each worker of the tests has its own."""
    if not rights.may_create_roles():
        lacking("A role for the application", "name it in DATABASE_URL, GRANT it TO the owner")
    role = f"{connection.settings_dict['NAME']}_application"
    rights.create(role, "only-for-tests")
    return role


def user() -> str:
    return str(query("SELECT current_user")[0][0])
