"""What the application's role may do in the database, tried as that role."""

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction

from core.periods import Period
from funds.models import Posting
from mabian import rights
from projects.models import MonthEntry
from tests import making
from tests.application import become, user
from tests.database import ask, is_forbidden

pytestmark = pytest.mark.django_db


FOR_OWNERS = [
    "CREATE TABLE mine ()",
    "CREATE TEMPORARY TABLE mine ()",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE ROLE mine",
    "ALTER TABLE projects_monthentry ADD COLUMN mine int",
    "ALTER TABLE projects_monthentry DISABLE TRIGGER ALL",
    "ALTER TABLE projects_monthentry RENAME TO mine",
    "CREATE INDEX ON projects_monthentry (month)",
    "CREATE TRIGGER mine BEFORE INSERT ON projects_monthentry"
    " FOR EACH ROW EXECUTE FUNCTION refuse_closed_month()",
    "DROP TRIGGER closed_month ON projects_monthentry",
    "DROP TABLE projects_monthentry",
    "DROP FUNCTION refuse_closed_month() CASCADE",
    "TRUNCATE projects_monthentry",
    "SET session_replication_role = replica",
    "SELECT setval('projects_monthentry_id_seq', 1)",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('core', '9999', now())",
    "UPDATE django_migrations SET name = name",
    "DELETE FROM django_migrations",
    "SELECT pg_read_file('/etc/passwd')",
]


def test_what_only_the_owner_may_do_is_refused(application: str) -> None:
    assert [words for words in FOR_OWNERS if not is_forbidden(words)] == []


def test_the_daily_work_goes_on(cast: SimpleNamespace, application: str) -> None:
    march = Period.month(2024, 3)
    entry = making.entry(cast.school, march, 5)
    MonthEntry.objects.filter(pk=entry.pk).update(problems="缺料")
    entry.refresh_from_db()
    assert (user(), entry.problems) == (application, "缺料")
    entry.delete()
    assert not MonthEntry.objects.filter(project=cast.school, month=march.start).exists()


def test_the_rules_of_the_database_hold_for_the_application_too(
    cast: SimpleNamespace, application: str
) -> None:
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        making.entry(cast.road, Period.month(2024, 1), 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Posting.objects.all().update(amount=1)


def test_each_function_that_the_application_may_call_is_named(application: str) -> None:
    """A trigger's own function needs no leave; one that a trigger calls would be refused."""
    found = ask(
        "SELECT proname FROM pg_proc WHERE has_function_privilege(oid, 'EXECUTE')"
        " AND pronamespace = 'public'::regnamespace"
    )
    assert {name for (name,) in found} <= rights.EXECUTABLE


def test_granting_again_takes_back_what_was_given_beside(application: str) -> None:
    become("none")
    ask(f"GRANT TRUNCATE, UPDATE ON django_migrations TO {application}")
    ask(f"GRANT CREATE ON SCHEMA public TO {application}")
    rights.grant(application)
    become(application)
    assert [words for words in FOR_OWNERS if not is_forbidden(words)] == []
