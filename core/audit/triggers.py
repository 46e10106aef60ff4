"""What migrations do to have a table recorded, and to make the record itself.

Migrations that have run rest on these words: they are not changed, others are added.
"""

from collections.abc import Iterator, Sequence

from django.db.migrations import RunSQL

from core.audit.functions import FUNCTIONS, Function

# What each kind of change hands to the trigger.
TRANSITION_TABLES = {
    "insert": "REFERENCING NEW TABLE AS new_rows",
    "update": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "REFERENCING OLD TABLE AS old_rows",
}
TRIGGER = """
CREATE TRIGGER record_{kind} AFTER {kind} ON {table} {handed}
FOR EACH STATEMENT EXECUTE FUNCTION core_record({words});
"""
WRITE_ONCE = """
CREATE TRIGGER stays_{kind} BEFORE {kind} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION core_stays();
"""
# Tables that are not recorded, and why.
UNAUDITED_TABLES = {
    "core_auditrow": "is the record",
    "core_auditseal": "seals the record",
    "core_submission": "says of a form for a week that it was sent; what it wrote is recorded",
    "core_savedview": "says how somebody likes to see a list, and nothing of what stands in it",
    "core_heartbeat": "changes twice a minute and says only that a worker lives",
    "core_importprogress": "says how far the worker is, row by row, while it is at work",
    "accounts_session": "changes with every page; signing in and out are events",
    "accounts_signinattempt": "is a tally of its own; who signed in or was refused are events",
    "django_session": "stays empty: sessions are rows of accounts",
    "django_migrations": "is written by the set-up alone, as is the following",
    "django_content_type": "names the models of the code",
    "auth_permission": "names the rights of the code",
}
GUARDED = ("update", "delete", "truncate")


class Audited(RunSQL):
    """Has a table recorded from here on; what it holds already is told as made by the set-up."""

    def __init__(
        self,
        table: str,
        left_out: Sequence[str] = (),
        hidden: Sequence[str] = (),
        programme: tuple[str, str] = ("programme_id", ""),
        key: str = "id",
    ) -> None:
        self.table = table
        self.words = [key, ",".join(left_out), ",".join(hidden), *programme]
        words = ", ".join(f"'{word}'" for word in self.words)
        made = [
            TRIGGER.format(kind=kind, table=table, handed=handed, words=words)
            for kind, handed in TRANSITION_TABLES.items()
        ]
        told = f"SELECT core_retell('{table}');"
        back = [f"DROP TRIGGER record_{kind} ON {table};" for kind in TRANSITION_TABLES]
        super().__init__("\n".join([*made, told]), "\n".join(back))

    def deconstruct(self):
        raise NotImplementedError("A recorded table stays one: write another migration.")


def create_functions(functions: Sequence[Function] = FUNCTIONS) -> Iterator[RunSQL]:
    """The functions, each made or replaced."""
    for function in functions:
        yield RunSQL(function.create, f"DROP FUNCTION {function.types}")


def forbid_changes(*tables: str) -> Iterator[RunSQL]:
    """Rows of the tables are written once: a change or a deletion is refused to everybody."""
    for table in tables:
        lines = [WRITE_ONCE.format(kind=kind, table=table) for kind in GUARDED]
        back = [f"DROP TRIGGER stays_{kind} ON {table};" for kind in GUARDED]
        yield RunSQL("\n".join(lines), "\n".join(back))
