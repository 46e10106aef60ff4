"""Migration operations that create the audit functions and audit a table.

Applied migrations depend on these texts: do not change them, add others.
"""

from collections.abc import Iterator, Sequence

from django.db.migrations import RunSQL

from core.audit.functions import AUDITED_CONTENT, FIRST_FUNCTIONS

# The transition tables of each kind of statement.
TRANSITION_TABLES = {
    "insert": "REFERENCING NEW TABLE AS new_rows",
    "update": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "REFERENCING OLD TABLE AS old_rows",
}
TRIGGER = """
CREATE TRIGGER record_{kind} AFTER {kind} ON {table} {transition}
FOR EACH STATEMENT EXECUTE FUNCTION core_record({arguments});
"""
WRITE_ONCE = """
CREATE TRIGGER write_once_{kind} BEFORE {kind} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
"""
# Tables without audit triggers, and why.
UNAUDITED_TABLES = {
    "core_auditrow": "is the audit log",
    "core_auditseal": "seals the audit log",
    "core_submission": "marks a form as processed for a week; the rows that it wrote are audited",
    "core_savedview": "is a personal display setting of a list",
    "core_heartbeat": "changes twice a minute and shows only that a worker runs",
    "core_recordkey": "is the key of hashes in the audit log, written once by the set-up",
    "core_importprogress": "is the progress of the worker, row by row",
    "projects_projectatclosing": "is computed from audited rows when a month is closed",
    "accounts_session": "changes with every request; signing in and out are events",
    "accounts_signinattempt": "is a counter; successful and refused sign-ins are events",
    "django_session": "stays empty: sessions are rows of accounts",
    "django_migrations": "is written by migrations only, as are the following",
    "django_content_type": "names the models of the code",
    "auth_permission": "names the rights of the code",
}
# One row with two random keys of 64 bytes.
RECORD_KEY = """
CREATE TABLE core_recordkey (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    inner_key bytea NOT NULL CHECK (length(inner_key) = 64),
    outer_key bytea NOT NULL CHECK (length(outer_key) = 64)
);
INSERT INTO core_recordkey (inner_key, outer_key)
SELECT decode(left(digits, 128), 'hex'), decode(right(digits, 128), 'hex')
FROM (SELECT string_agg(replace(gen_random_uuid()::text, '-', ''), '') AS digits
      FROM generate_series(1, 8)) AS drawn;
"""
# Records anew the phones that are recorded under a hash without a key.
RECORD_PHONES_ANEW = """
DO $$
DECLARE
    of_table text;
BEGIN
    FOR of_table IN SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE tgname = 'record_insert' AND relnamespace = 'public'::regnamespace
          AND 'phone' = ANY (string_to_array(
              (string_to_array(encode(tgargs, 'escape'), '\\000'))[3], ','))
    LOOP
        PERFORM core_backfill_audit(of_table);
    END LOOP;
END $$;
"""
GUARDED = ("update", "delete", "truncate")


class Audited(RunSQL):
    """Audits a table from here on; existing rows are recorded as inserted by the set-up."""

    def __init__(
        self,
        table: str,
        ignored: Sequence[str] = (),
        redacted: Sequence[str] = (),
        programme: tuple[str, str] = ("programme_id", ""),
        key: str = "id",
    ) -> None:
        self.table = table
        self.arguments = [key, ",".join(ignored), ",".join(redacted), *programme]
        arguments = ", ".join(f"'{one}'" for one in self.arguments)
        triggers = [
            TRIGGER.format(kind=kind, table=table, transition=transition, arguments=arguments)
            for kind, transition in TRANSITION_TABLES.items()
        ]
        backfill = f"SELECT core_backfill_audit('{table}');"
        back = [f"DROP TRIGGER record_{kind} ON {table};" for kind in TRANSITION_TABLES]
        super().__init__("\n".join([*triggers, backfill]), "\n".join(back))

    def deconstruct(self):
        raise NotImplementedError("An audited table remains one: write another migration.")


def create_functions() -> Iterator[RunSQL]:
    """Creates the functions."""
    for function in FIRST_FUNCTIONS:
        yield RunSQL(function.create, f"DROP FUNCTION {function.types}")


def forbid_changes(*tables: str) -> Iterator[RunSQL]:
    """Write-once tables: updates, deletions and truncation are refused to every role."""
    for table in tables:
        lines = [WRITE_ONCE.format(kind=kind, table=table) for kind in GUARDED]
        back = [f"DROP TRIGGER write_once_{kind} ON {table};" for kind in GUARDED]
        yield RunSQL("\n".join(lines), "\n".join(back))


def key_phones() -> Iterator[RunSQL]:
    """From here on, phones are recorded under a keyed hash, and those of stored rows anew."""
    yield RunSQL(RECORD_KEY, "DROP TABLE core_recordkey")
    yield RunSQL(AUDITED_CONTENT.create, FIRST_FUNCTIONS[0].create)
    yield RunSQL(RECORD_PHONES_ANEW, RECORD_PHONES_ANEW)
