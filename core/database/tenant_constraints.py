"""Migration operations: foreign keys stay within the programme of the row; auditing of tables.

Applied migrations depend on these texts: do not change them, add others.
"""

from collections.abc import Iterator, Sequence

from django.db.migrations import RunSQL

from core.audit.triggers import Audited

# Not audited: the audit rows themselves show the number and time of saves.
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
    """Makes tables referenceable by ``same_programme``; once per table."""
    for parent in parents:
        name = f"{parent}_of_programme"
        yield RunSQL(PARENT.format(parent=parent), DROP.format(table=parent, name=name))


def same_programme(*links: tuple[str, str, str]) -> Iterator[RunSQL]:
    """Each link is a table, its column, and the table that the column references."""
    for child, column, parent in links:
        name = f"{child}_{column}_same_programme"
        yield RunSQL(
            CHILD.format(child=child, column=column, parent=parent),
            DROP.format(table=child, name=name),
        )


def month_of_programme(child: str) -> RunSQL:
    """The column ``month`` references a reporting period of the row's programme."""
    name = f"{child}_month_of_programme"
    return RunSQL(MONTH.format(child=child), DROP.format(table=child, name=name))


def audited(
    table: str,
    ignored: Sequence[str] = (),
    redacted: Sequence[str] = (),
    parent: tuple[str, str] | None = None,
    programme_id: str = "programme_id",
    key: str = "id",
) -> Audited:
    """Audits all changes of the table from here on.

    ``ignored`` columns are not recorded; ``redacted`` ones, secret or large, only as hashes. For a
    table without the column ``programme_id``, ``parent`` is the table that has it and the column
    that references it. The values of new columns are recorded after each migrate. To
    change the arguments of an audited table, run the ``reverse_sql`` of its operation first.
    """
    place = (parent[1], parent[0]) if parent else (programme_id, "")
    return Audited(table, (*ignored, *VERSION_COLUMNS), redacted, place, key)
