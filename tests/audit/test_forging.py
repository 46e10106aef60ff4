"""The application's role writes the record by changing tables, and in no other way."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Unit
from core.audit.models import AuditRow, AuditSeal, Event
from core.audit.services import record_event, seal
from core.audit.verification import verify
from core.choices import EventKind
from tests.database import ask, is_forbidden

COLUMNS = "at, transaction, actor, address, reason, table_name, key, action, column_name"
FORGERIES = [
    f"INSERT INTO core_auditrow ({COLUMNS}) VALUES (now(), 1, 'user:1', '', '', 'x', '1', 'x', '')",
    "UPDATE core_auditrow SET actor = 'user:1'",
    "DELETE FROM core_auditrow",
    "TRUNCATE core_auditrow",
    "SELECT nextval('core_auditrow_id_seq')",
    "ALTER TABLE core_auditrow DISABLE TRIGGER ALL",
    "INSERT INTO core_auditseal (chain, number, first_id, last_id, rows, previous, hash, at)"
    " VALUES (0, 9, 1, 1, 1, '', '', now())",
    "UPDATE core_auditseal SET hash = ''",
    "DELETE FROM core_auditseal",
    "UPDATE core_event SET about = ''",
    "DELETE FROM core_event",
    "SELECT core_backfill_audit('accounts_unit')",
    "SELECT core_backfill_audit_columns('accounts_unit')",
    "CREATE TEMPORARY TABLE accounts_unit (id bigint)",
    "CREATE TRIGGER mine AFTER INSERT ON accounts_unit REFERENCING NEW TABLE AS new_rows"
    " FOR EACH STATEMENT EXECUTE FUNCTION core_record('id', '', '', '', '')",
    "DROP TRIGGER record_insert ON accounts_unit",
    "CREATE OR REPLACE FUNCTION core_record() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NULL; END'",
]


def test_the_application_neither_writes_nor_changes_the_record(cast, application):
    assert [words for words in FORGERIES if not is_forbidden(words)] == []


def test_the_application_is_recorded_seals_and_verifies(cast, application):
    Unit.objects.create(name="新局")
    record_event(EventKind.EXPORT, about="/projects/", programme=cast.alpha)
    assert AuditRow.objects.filter(table_name="core_event").count() == Event.objects.count() == 1
    assert seal()
    assert verify().findings == []
    assert sum(AuditSeal.objects.values_list("rows", flat=True)) == AuditRow.objects.count()


def test_a_temporary_table_with_the_trigger_of_a_real_one_writes_nothing(cast):
    """Even for who may make both."""
    ask("CREATE TEMPORARY TABLE programmes_role (id bigint, programme_id bigint)")
    ask(
        "CREATE TRIGGER mine AFTER INSERT ON pg_temp.programmes_role"
        " REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT"
        " EXECUTE FUNCTION core_record('id', '', '', 'programme_id', '')"
    )
    with (
        pytest.raises(DatabaseError, match="tables of the platform only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("INSERT INTO pg_temp.programmes_role VALUES (1, 1)")


def test_a_temporary_table_in_the_way_leaves_the_record_as_it_is(cast):
    ask("CREATE TEMPORARY TABLE core_auditrow (LIKE public.core_auditrow)")
    unit = Unit.objects.create(name="新局")
    [(told,)] = ask("SELECT count(*) FROM public.core_auditrow WHERE key = %s"
                    " AND table_name = 'accounts_unit'", str(unit.pk))  # fmt: skip
    assert (told, ask("SELECT count(*) FROM pg_temp.core_auditrow")) == (1, [(0,)])
