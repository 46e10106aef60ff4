"""SQL functions of the audit log. Their bodies are the files of the package ``core.sql``.

Applied migrations depend on these texts, and ``schema_checks`` compares the database with them: a
change needs another migration that replaces the function. Functions with their owner's rights
resolve temporary tables last and format times in UTC.
"""

from dataclasses import dataclass, replace

from core.database.sql import sql_text

# The advisory lock that every transaction which writes audit rows holds (shared) until its end.
WRITING = 1835100521
AS_OWNER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"
AS_CALLER = "SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"


@dataclass(frozen=True)
class Function:
    """``open``: every role may call it. ``file``: of the body, where a migration replaced that of
    the first one."""

    name: str
    arguments: str
    head: str
    open: bool = False
    file: str = ""

    @property
    def body(self) -> str:
        return "\n" + sql_text("core.sql", self.file or self.name)

    @property
    def create(self) -> str:
        signature = f"{self.name}({self.arguments})"
        sql = f"CREATE OR REPLACE FUNCTION {signature} {self.head} AS $body${self.body}$body$"
        return sql if self.open else f"{sql};\nREVOKE EXECUTE ON FUNCTION {self.types} FROM PUBLIC"

    @property
    def types(self) -> str:
        types = [argument.split()[-1] for argument in self.arguments.split(",") if argument]
        return f"{self.name}({', '.join(types)})"


# The recorded form of a row: without ignored columns, secrets replaced by their hashes, phones by
# keyed ones.
AUDITED_CONTENT = Function(
    "core_audited_content",
    "content jsonb, ignored text[], redacted text[]",
    "RETURNS jsonb LANGUAGE sql STABLE",
    open=True,
    file="core_audited_content_keyed",
)
FUNCTIONS = (
    AUDITED_CONTENT,
    # The programme of a row: the value of a column, or the programme of the row that the column
    # references.
    Function(
        "core_programme",
        "content jsonb, via text, parent text",
        "RETURNS bigint LANGUAGE plpgsql STABLE",
        open=True,
    ),
    # The trigger function. Arguments: key column; ignored columns; redacted columns; column of the
    # programme, or of the reference to the table in the next argument.
    Function("core_record", "", f"RETURNS trigger LANGUAGE plpgsql {AS_OWNER}"),
    Function("core_refuse_change", "", "RETURNS trigger LANGUAGE plpgsql"),
    # Rows whose latest recorded content differs from the stored one, ignoring dropped columns.
    Function(
        "core_audit_differences",
        "of_table text",
        "RETURNS TABLE (key text, expected jsonb, found jsonb)"
        f" LANGUAGE plpgsql STABLE {AS_CALLER}",
        open=True,
    ),
    # Records unrecorded content: of a table older than its trigger, or altered by a migration. For
    # the owner only.
    Function("core_backfill_audit", "of_table text", f"RETURNS void LANGUAGE plpgsql {AS_CALLER}"),
    # Records the values of new columns after a migration. For the owner only.
    Function(
        "core_backfill_audit_columns", "of_table text", f"RETURNS void LANGUAGE plpgsql {AS_CALLER}"
    ),
    # An audit row as the text that is hashed; the caller's time zone is UTC.
    Function("core_audit_line", "r core_auditrow", "RETURNS text LANGUAGE sql STABLE", open=True),
    # Seals committed rows; false where a writer takes longer than two seconds. Writers never wait:
    # the function waits for the transactions that were writing when it started. Its first lock
    # keeps a second sealing process out.
    Function("core_seal", "", f"RETURNS boolean LANGUAGE plpgsql {AS_OWNER}", open=True),
)
# As the first migration creates them.
FIRST_FUNCTIONS = (
    replace(AUDITED_CONTENT, head="RETURNS jsonb LANGUAGE sql IMMUTABLE", file=""),
    *FUNCTIONS[1:],
)
