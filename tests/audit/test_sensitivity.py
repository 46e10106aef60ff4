"""Whoever goes past the triggers is found: each change by table, key and column."""

import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from core.actors import acting_as
from core.audit.models import AuditRow, AuditSeal
from core.audit.services import record_event, seal
from core.audit.verification import verify
from programmes.models import Task
from tests.audit.conftest import unseen
from tests.database import ask


@pytest.fixture
def sealed(cast):
    """The small county, sealed twice, with a change, a deletion and an event."""
    assert seal()
    with acting_as(f"user:{cast.clerk.pk}", "192.0.2.7"):
        Task.objects.filter(pk=cast.road_task.pk).update(text="修路二期")
        Task.objects.filter(pk=cast.road_task.pk).update(text="修路三期", person="张三")
        cast.road_task.supporting_units.clear()
        cast.office.delete()
        record_event("export", programme=cast.alpha, about="/projects/")
    assert seal()
    return cast


def found() -> list[tuple]:
    """Kind, table, key and column of each finding."""
    return [
        tuple(str(finding[name]) for name in ("kind", "table", "key", "column") if name in finding)
        for finding in verify().findings
    ]


def test_of_what_was_done_openly_nothing_is_found(sealed):
    verdict = verify()
    assert verdict.findings == []
    assert (verdict.rows, verdict.chains) == (AuditRow.objects.count(), 3)


# A table, one of its rows, what is done to that row, and the column in which it is found; a row
# that is gone is found whole.
IN_TABLES = [
    ("funds_posting", "true", "amount = amount + 5", "amount"),
    ("funds_posting", "true", '"on" = "on" + 1', "on"),
    ("funds_posting", "true", None, ""),
    ("funds_fundline", "true", "number = 'F9'", "number"),
    ("funds_fundsource", "true", "family = 'county'", "family"),
    ("projects_project", "total_investment > 0", "total_investment = NULL", "total_investment"),
    ("projects_project", "township_id > 0", "township_id = NULL", "township_id"),
    ("projects_monthentry", "true", "amount = 0.01", "amount"),
    ("projects_monthentry", "true", None, ""),
    ("projects_yearplan", "true", "amount = amount * 2", "amount"),
    ("projects_stageevent", "true", "stage = 'completed'", "stage"),
    ("projects_stageevent", "true", "created_at = now()", "created_at"),
    ("programmes_programme", "true", "as_of = as_of + 1", "as_of"),
    ("programmes_reportingperiod", "true", "report_wanted = NOT report_wanted", "report_wanted"),
    ("programmes_role", "name = 'clerk'", "name = 'approver'", "name"),
    ("programmes_membership", "tier = '5'", "tier = 'N'", "tier"),
    ("programmes_task", "deadline IS NOT NULL", "deadline = NULL", "deadline"),
    ("programmes_need", "true", "text = text || ' '", "text"),
    ("programmes_need_tasks", "true", None, ""),
    ("projects_project_supporting_units", "true", None, ""),
    ("accounts_user", "true", "password = password || 'x'", "password"),
    ("accounts_user", "true", "is_active = NOT is_active", "is_active"),
    ("accounts_unit", "true", "published_fields = '{name}'", "published_fields"),
    ("core_event", "true", "about = '/tasks/'", "about"),
    ("core_event", "true", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("table", "which", "change", "column"), IN_TABLES)
def test_a_row_changed_past_the_triggers_is_found(sealed, table, which, change, column):
    [(key,)] = ask(f"SELECT max(id) FROM {table} WHERE {which}")
    words = f"UPDATE {table} SET {change}" if change else f"DELETE FROM {table}"
    with unseen(table):
        ask(f"{words} WHERE id = %s", key)
    assert found() == [("changed" if change else "missing", table, str(key), column)]


def test_a_row_made_past_the_triggers_is_found(sealed):
    with unseen("projects_sector"):
        ask(
            "INSERT INTO projects_sector (version, created_at, updated_at, name, position,"
            " programme_id) VALUES (1, now(), now(), '旅游', 9, %s)",
            sealed.alpha.pk,
        )
    [(key,)] = ask("SELECT max(id) FROM projects_sector")
    assert found() == [("unrecorded", "projects_sector", str(key), "")]


def test_two_rows_whose_keys_were_exchanged_are_found(sealed):
    one, other = sealed.dam.pk, sealed.quarry.pk
    with unseen("projects_project"):
        ask("UPDATE projects_project SET code = 'X' WHERE id = %s", one)
        ask("UPDATE projects_project SET code = 'P2' WHERE id = %s", other)
        ask("UPDATE projects_project SET code = 'P3' WHERE id = %s", one)
    both = sorted(("changed", "projects_project", str(key), "code") for key in (one, other))
    assert sorted(found()) == both


def test_a_change_that_a_later_one_covers_is_found_in_the_history(sealed):
    key = sealed.help_task.pk
    with unseen("programmes_task"):
        ask("UPDATE programmes_task SET text = '改过' WHERE id = %s", key)
    Task.objects.filter(pk=key).update(text="再改")
    assert found() == [("history", "programmes_task", str(key), "text")]


def test_a_deletion_after_a_change_past_the_triggers_is_found_in_the_history(sealed):
    entry = sealed.road_june
    key = entry.pk
    with unseen("projects_monthentry"):
        ask("UPDATE projects_monthentry SET amount = 7 WHERE id = %s", key)
    entry.delete()
    assert found() == [("history", "projects_monthentry", str(key), "")]


def of_last(words: str) -> str:
    """Of the row that tells the newest change of the task."""
    return f"{words} WHERE id = (SELECT max(id) FROM core_auditrow WHERE column_name = 'text')"


IN_RECORD = [
    of_last("UPDATE core_auditrow SET actor = 'user:999999'"),
    of_last("UPDATE core_auditrow SET address = ''"),
    of_last("UPDATE core_auditrow SET reason = 'x'"),
    of_last("UPDATE core_auditrow SET at = at - interval '1 day'"),
    of_last("UPDATE core_auditrow SET transaction = transaction + 1"),
    of_last("UPDATE core_auditrow SET before = '\"x\"'"),
    of_last("UPDATE core_auditrow SET after = '\"x\"'"),
    of_last("UPDATE core_auditrow SET column_name = 'person'"),
    of_last("UPDATE core_auditrow SET key = key || '0'"),
    of_last("UPDATE core_auditrow SET programme_id = NULL"),
    of_last("UPDATE core_auditrow SET table_name = 'programmes_need'"),
    of_last("DELETE FROM core_auditrow"),
    "DELETE FROM core_auditrow WHERE table_name = 'core_event'",
    "INSERT INTO core_auditrow SELECT -1, at, transaction, actor, address, reason, programme_id,"
    " table_name, key, action, column_name, before, after FROM core_auditrow LIMIT 1",
    "UPDATE core_auditseal SET hash = repeat('0', 64) WHERE number = 1",
    "UPDATE core_auditseal SET rows = rows + 1 WHERE number = 2",
    "UPDATE core_auditseal SET last_id = last_id - 1 WHERE number = 2",
    "UPDATE core_auditseal SET number = number + 1 WHERE number = 2",
    "DELETE FROM core_auditseal WHERE number = 1",
    "DELETE FROM core_auditseal WHERE number = 1 AND chain = 0",
    "DELETE FROM core_auditseal WHERE chain = (SELECT max(chain) FROM core_auditseal)",
]  # fmt: skip


@pytest.mark.parametrize("words", IN_RECORD)
def test_a_record_changed_past_its_guards_is_found(sealed, words):
    with unseen("core_auditrow", "core_auditseal"):
        ask(words)
    kinds = {finding["kind"] for finding in verify().findings}
    assert kinds & {"seal", "never sealed"}


MACHINERY = {
    "ALTER TABLE funds_posting DISABLE TRIGGER record_insert": "trigger",
    "ALTER TABLE core_auditrow DISABLE TRIGGER write_once_delete": "trigger",
    "DROP TRIGGER record_update ON projects_project": "trigger",
    "CREATE FUNCTION off() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
    " CREATE TRIGGER off BEFORE INSERT ON core_event"
    " FOR EACH ROW EXECUTE FUNCTION off()": "trigger",
    "DROP TRIGGER record_insert ON projects_project": "trigger",
    "DROP TRIGGER record_delete ON projects_yearplan; CREATE TRIGGER record_delete AFTER DELETE"
    " ON projects_yearplan REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT"
    " EXECUTE FUNCTION core_record('id', 'amount', '', 'programme_id', '')": "trigger",
    "CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
    "CREATE TRIGGER away BEFORE INSERT ON core_auditrow FOR EACH ROW EXECUTE FUNCTION away()":
        "trigger",
    "CREATE OR REPLACE FUNCTION core_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
    " AS 'BEGIN RETURN NULL; END'": "function",
    "ALTER FUNCTION core_record() SECURITY INVOKER": "function",
    "ALTER FUNCTION core_seal() SET search_path = pg_temp": "function",
    "CREATE OR REPLACE FUNCTION core_audited_content"
    "(content jsonb, ignored text[], redacted text[])"
    " RETURNS jsonb LANGUAGE sql IMMUTABLE AS 'SELECT ''{}''::jsonb'": "function",
    "GRANT UPDATE ON core_auditrow TO PUBLIC": "right",
    "GRANT INSERT ON core_auditseal TO PUBLIC": "right",
    "GRANT DELETE ON core_event TO PUBLIC": "right",
    "GRANT EXECUTE ON FUNCTION core_record() TO PUBLIC": "right",
    "CREATE RULE away AS ON INSERT TO core_auditrow DO INSTEAD NOTHING": "rule",
    "ALTER TABLE projects_project ENABLE ROW LEVEL SECURITY": "row security",
}  # fmt: skip


@pytest.mark.parametrize("words", MACHINERY)
def test_a_machinery_that_was_tampered_with_is_found(sealed, words):
    ask("SET CONSTRAINTS ALL IMMEDIATE")
    ask(words)
    assert MACHINERY[words] in {finding["kind"] for finding in verify().findings}


@pytest.mark.parametrize("words", [
    "UPDATE core_auditrow SET actor = 'x'",
    "DELETE FROM core_auditrow",
    "TRUNCATE core_auditrow",
    "UPDATE core_auditseal SET hash = 'x'",
    "DELETE FROM core_auditseal",
    "TRUNCATE core_auditseal",
    "UPDATE core_event SET about = 'x'",
    "DELETE FROM core_event",
    "TRUNCATE core_event",
])  # fmt: skip
def test_not_even_the_owner_changes_the_record_unless_the_guards_are_taken_off(sealed, words):
    with pytest.raises(IntegrityError, match="is write-once"), transaction.atomic():
        ask(words)
    assert AuditSeal.objects.exists()


def test_the_command_answers_in_json_and_by_its_exit_code(sealed, capsys):
    call_command("verify_audit", "--json")
    result = json.loads(capsys.readouterr().out)
    assert result == {"ok": True, "rows": AuditRow.objects.count(), "chains": 3, "findings": []}
    with unseen("projects_yearplan"):
        ask("UPDATE projects_yearplan SET amount = amount + 1")
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_audit", "--json")
    result = json.loads(capsys.readouterr().out)
    assert set(result) == {"ok", "rows", "chains", "findings"}
    first = result["findings"][0]
    assert (result["ok"], first["table"], first["column"]) == (False, "projects_yearplan", "amount")
    assert first["found"] == first["expected"] + 1
