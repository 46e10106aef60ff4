"""What the database must promise where the application has a role of its own."""

from typing import Any

import pytest
from django.db import connection

from mabian import checks
from mabian.checks import application_role
from tests.application import become, user
from tests.database import ask


def found(settings: Any, role: str) -> set[str | None]:
    """Errors as if this role were the one in DATABASE_URL."""
    settings.APPLICATION_ROLE = connection.settings_dict["USER"] = role
    return {message.id for message in application_role(databases=["default"])}


@pytest.fixture(autouse=True)
def signed_in(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commits as a server does that loses no row; the server's own settings do not count."""
    ask("SET LOCAL synchronous_commit = on")
    own = checks.UNSAFE_SETTINGS.replace("'fsync', 'full_page_writes', ", "")
    monkeypatch.setattr(checks, "UNSAFE_SETTINGS", own)
    monkeypatch.setitem(connection.settings_dict, "USER", connection.settings_dict["USER"])


def test_the_role_that_the_set_up_made_is_fine(application: str, settings: Any) -> None:
    assert found(settings, application) == set()


def test_a_role_that_owns_tables_is_refused(settings: Any) -> None:
    assert "mabian.E003" in found(settings, user())


def test_a_member_of_a_tables_owner_is_refused(application: str, settings: Any) -> None:
    become("none")
    ask(f"GRANT CREATE ON SCHEMA public TO {application}")
    ask(f"ALTER TABLE core_heartbeat OWNER TO {application}")
    assert {"mabian.E003", "mabian.E004"} <= found(settings, user())


@pytest.mark.parametrize("given", ["CREATE ON SCHEMA public", "TEMPORARY ON DATABASE {database}"])
def test_a_right_to_make_tables_is_refused(application: str, settings: Any, given: str) -> None:
    become("none")
    ask(f"GRANT {given.format(database=connection.settings_dict['NAME'])} TO {application}")
    become(application)
    assert found(settings, application) == {"mabian.E006"}


def test_a_promise_withdrawn_is_noticed(application: str, settings: Any) -> None:
    ask("SET LOCAL synchronous_commit = off")
    assert found(settings, application) == {"mabian.E010"}


def test_one_role_for_everything_is_not_checked(settings: Any) -> None:
    assert found(settings, "") == set()
