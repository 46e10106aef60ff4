"""What the database must promise where the application has a role of its own."""

import pytest
from django.db import connection

from mabian.checks import application_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def owner(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own role owns the test database; here it stands for the application's."""
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://somebody@else/where")


def found() -> set[str | None]:
    return {message.id for message in application_role(databases=["default"])}


def test_a_role_that_owns_tables_is_refused() -> None:
    assert "mabian.E003" in found()


def test_a_promise_withdrawn_is_noticed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert "mabian.E010" in found()


def test_one_role_for_everything_is_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_OWNER_URL")
    assert found() == set()
