"""Operations for migrations: what a row points to belongs to the row's own programme.

Migrations that have run rest on these words: they are not changed, others are added.
"""

from collections.abc import Iterator

from django.db.migrations import RunSQL

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


def may_be_pointed_to(*parents: str) -> Iterator[RunSQL]:
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
