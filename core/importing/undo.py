"""Undoes a whole import, or nothing of it where a row was changed or used since."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2.sql import SQL, Identifier

from core.actors import with_reason
from core.audit.models import AuditRow
from core.choices import ImportState, ImportStep
from core.database.sql import fetch_all
from core.importing.batch import report_sets
from core.importing.importer import Importer
from core.importing.models import ImportFile
from core.importing.sql import Links, delete_all, insert_again, update_all, write_links

MOST_REASONS = 20
CHANGED_ROWS = (
    "SELECT DISTINCT key::bigint FROM core_auditrow WHERE id > %s AND table_name = %s"
    " AND key = ANY (%s::text[]) ORDER BY 1"
)
REFERENCES = SQL(
    "SELECT {column}, count(*) FROM {table} WHERE {column} = ANY (%s::bigint[])"
    " AND {own} <> ALL (%s::bigint[]) GROUP BY 1 ORDER BY 1"
)


@transaction.atomic
def undo_import(importer: Importer, pk: int, *, by: Any) -> ImportFile:
    """Deletes the rows that the import made, restores those that it changed or deleted: all but
    version and time of the last save of a changed one, by which open forms notice it.

    A second call does nothing. Raises ValidationError with the reasons against it: rows changed
    since, rows that reference new ones, a closed month.
    """
    record = ImportFile.objects.of(importer.programme).select_for_update().get(pk=pk)
    if record.undone_at:
        return record
    if not record.confirmed_at or record.previous_values is None:
        raise ValidationError(_("This import cannot be undone."))
    importer.lock()
    undo = Undo(importer, record.previous_values)
    undo.refuse_if_used()
    reason = _("import undone: %(name)s") % {"name": record.name}
    try:
        with transaction.atomic(), with_reason(reason):
            undo.write()
            connection.check_constraints()
    except IntegrityError as error:
        raise ValidationError(
            _("Nothing was undone: a month of this import is closed, or other rows rest on it.")
        ) from error
    record.undone_at, record.undone_by = timezone.now(), by
    record.state, record.refusals = ImportState.UNDONE, []
    record.save(update_fields=["undone_at", "undone_by", "state", "refusals"])
    return record


def last_audit_row() -> int:
    return AuditRow.objects.aggregate(last=models.Max("pk"))["last"] or 0


class Undo:
    """``previous``: what ``Batch.previous_values`` returned, and ``last``, the last audit row at
    that time."""

    def __init__(self, importer: Importer, previous: dict[str, Any]):
        self.importer, self.previous, self.report = importer, previous, importer.report_progress
        self.made, self.changed, self.removed = (
            {apps.get_model(label): rows for label, rows in previous[name]}
            for name in ("made", "changed", "removed")
        )
        sets = (self.made, self.changed, self.removed)
        self.total = sum(len(rows) for one in sets for rows in one.values())

    def refuse_if_used(self) -> None:
        self.report(ImportStep.LOOKED_AT, 0, self.total)
        reasons = [
            *self.changed_since(),
            *self.references(),
            *self.importer.undo_conflicts(self.made),
        ]
        if reasons:
            shown = reasons[:MOST_REASONS]
            if more := len(reasons) - len(shown):
                shown.append(_("and %(count)s more.") % {"count": more})
            raise ValidationError([_("Nothing was undone:"), *shown])

    def changed_since(self) -> Iterator[str]:
        """Rows of the import that were changed or deleted since."""
        written = {model: set(keys) for model, keys in self.made.items()}
        for model, rows in self.changed.items():
            written.setdefault(model, set()).update(pk for pk, _before in rows)
        for model, keys in written.items():
            values = [self.previous["last"], model._meta.db_table, [str(pk) for pk in keys]]
            changed = [key for (key,) in fetch_all(CHANGED_ROWS, values)]
            stored = model._base_manager.in_bulk(changed)
            for pk in changed:
                what = title_of(stored[pk]) if pk in stored else f"{model._meta.verbose_name} {pk}"
                yield _("%(what)s was changed since.") % {"what": what}

    def references(self) -> Iterator[str]:
        """Rows of others that reference rows which the import made."""
        for model, keys in self.made.items():
            for field, owner, owner_column in referencing_fields(model):
                own = self.made.get(owner, ())
                counts = dict(count_references(field, keys, owner_column, own))
                stored = model._base_manager.in_bulk(counts)
                for pk, count in counts.items():
                    kind = owner._meta.verbose_name
                    values = {"what": title_of(stored[pk]), "count": count, "kind": kind}
                    yield _("%(kind)s (%(count)s) rests on %(what)s.") % values

    def write(self) -> None:
        for links in self.previous["links"]:
            write_links(reversed_links(links))
        report_sets(self.report, ImportStep.TAKEN_BACK, self.write_sets(), self.total)
        self.report(ImportStep.PROVED, 0, 0)

    def write_sets(self) -> Iterator[int]:
        """Yields the number of rows of each statement."""
        for model, keys in reversed(self.made.items()):
            delete_links(model, keys)
            self.importer.delete_made(model, keys)
            yield len(keys)
        for model, rows in self.changed.items():
            restore(model, rows)
            yield len(rows)
        for model, rows in self.removed.items():
            insert_again(model, [with_values(model(), values) for values in rows])
            yield len(rows)


def referencing_fields(model: type[models.Model]) -> Iterator[tuple[Any, Any, Any]]:
    """The foreign keys to the model, each with the model that references it and the column of that
    model's key. The model's own many-to-many links are deleted with its rows and do not count."""
    for relation in model._meta.get_fields(include_hidden=True):
        field: Any = getattr(relation, "field", None)
        if not relation.auto_created or not isinstance(field, models.ForeignKey):
            continue
        owner: Any = field.model._meta.auto_created or field.model
        if owner is field.model:
            yield field, owner, owner._meta.pk.column
        elif owner is not model:
            fields = field.model._meta.concrete_fields
            yield field, owner, next(f.column for f in fields if f.related_model is owner)


def count_references(
    field: Any, keys: Collection[int], owner_column: str, own: Collection[int]
) -> list[tuple[int, int]]:
    """The number of references to each key, without those of the import's own rows."""
    names = {"table": field.model._meta.db_table, "column": field.column, "own": owner_column}
    query = REFERENCES.format(**{name: Identifier(word) for name, word in names.items()})
    return fetch_all(query.as_string(connection.connection), [list(keys), list(own)])


def title_of(record: Any) -> str:
    """Its kind, and its project or own name."""
    owner = getattr(record, "project", None)
    kind = record._meta.verbose_name
    return f"{kind}（{owner}）" if owner else f"{kind}“{record}”"


def restore(model: type[models.Model], rows: list) -> None:
    stored = model._base_manager.in_bulk([pk for pk, _before in rows])
    records = [with_values(stored[pk], before) for pk, before in rows]
    by_column = {f.attname: f.name for f in model._meta.concrete_fields}
    names = sorted({by_column[column] for _pk, before in rows for column in before})
    update_all(model, records, names, timezone.now())


def with_values(record: Any, values: dict[str, Any]) -> Any:
    fields = {field.attname: field for field in record._meta.concrete_fields}
    for column, value in values.items():
        setattr(record, column, fields[column].to_python(value))
    return record


def reversed_links(links: dict[str, Any]) -> Links:
    """Removes what was added, and adds what was removed."""
    through = next(
        m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == links["table"]
    )
    first, second = links["columns"]
    added, removed = ([(a, b) for a, b in links[name]] for name in ("removed", "added"))
    return Links(through, (first, second), added, removed)


def delete_links(model: type[models.Model], keys: Iterable[int]) -> None:
    for many in model._meta.many_to_many:
        through: Any = many.remote_field.through
        delete_all(through, keys, many.m2m_column_name())
