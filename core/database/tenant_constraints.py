"""Operations for migrations: what a row points to belongs to the row's own programme.

Migrations that have run rest on these words: they are not changed, others are added.
"""

from collections.abc import Iterator, Sequence

from django.db.migrations import RunSQL

from core.audit.triggers import Audited

# How often and when a record was saved last: its rows in the record say both.
VERSION_COLUMNS = ("version", "updated_at")

PARENT = "ALTER TABLE {parent} ADD CONSTRAINT {parent}_of_programme UNIQUE (id, programme_id)"
CHILD = """
ALTER TABLE {child} ADD CONSTRAINT {child}_{column}_same_programme
FOREIGN KEY ({column}, programme_id) REFERENCES {parent} (id, programme_id)
DEFERRABLE INITIALLY DEFERRED
"""
MONTH = """
ALTER TABLE {child} ADD CONSTRAINT {child}_month_of_programme
FOREIGN KEY (programme_id, month) REFERENCES programmes_reportingperiod (programme_id, month)
DEFERRABLE INITIALLY DEFERRED
"""
DROP = "ALTER TABLE {table} DROP CONSTRAINT {name}"


def unique_with_programme(*parents: str) -> Iterator[RunSQL]:
    """The tables that ``same_programme`` names as parents, each once."""
    for parent in parents:
        name = f"{parent}_of_programme"
        yield RunSQL(PARENT.format(parent=parent), DROP.format(table=parent, name=name))


def same_programme(*links: tuple[str, str, str]) -> Iterator[RunSQL]:
    """Each link is a table, its column, and the table that the column points to."""
    for child, column, parent in links:
        name = f"{child}_{column}_same_programme"
        yield RunSQL(
            CHILD.format(child=child, column=column, parent=parent),
            DROP.format(table=child, name=name),
        )


def month_of_programme(child: str) -> RunSQL:
    """The column ``month`` is a reporting period of the row's programme."""
    name = f"{child}_month_of_programme"
    return RunSQL(MONTH.format(child=child), DROP.format(table=child, name=name))


def audited(
    table: str,
    left_out: Sequence[str] = (),
    hidden: Sequence[str] = (),
    parent: tuple[str, str] | None = None,
    programme_id: str = "programme_id",
    key: str = "id",
) -> Audited:
    """From here on the database records each change of the table (core/audit).

    ``left_out`` columns change without meaning; ``hidden`` ones hold a secret, or much, and are
    told as their sum; of a table without the column ``programme_id``, ``parent`` names the table
    whose row has it and the column that points there. What new columns hold is told after each
    migrate.
    """
    place = (parent[1], parent[0]) if parent else (programme_id, "")
    return Audited(table, (*left_out, *VERSION_COLUMNS), hidden, place, key)


def redact_columns(table: str, *columns: str) -> Iterator[RunSQL]:
    """From here on these columns of a table of a programme, recorded in plain until now, are told
    as sums. What the record says already stays."""
    before = audited(table)
    yield RunSQL(before.reverse_sql or "", before.sql)
    yield audited(table, hidden=columns)
