"""What stands against taking an import back: rows changed since, rows that hang on new ones."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.translation import gettext as _
from psycopg2.sql import SQL, Identifier

from core.audit.models import AuditRow

MOST_SHOWN = 20
TOUCHED = (
    "SELECT DISTINCT key::bigint FROM core_auditrow WHERE id > %s AND table_name = %s"
    " AND key = ANY (%s::text[]) ORDER BY 1"
)
RESTING = SQL(
    "SELECT {column}, count(*) FROM {table} WHERE {column} = ANY (%s::bigint[])"
    " AND {key} <> ALL (%s::bigint[]) GROUP BY 1 ORDER BY 1"
)
Rows = dict[type[models.Model], set[int]]  # by their keys


def refuse_what_was_touched(made: Rows, written: Rows, *, last: int) -> None:
    """``made`` are rows that the import made, ``written`` these and what it changed; ``last`` is
    the last row of the record of changes at that time."""
    sentences = [*touched(written, last), *resting(made)]
    if not sentences:
        return
    shown = sentences[:MOST_SHOWN]
    if more := len(sentences) - len(shown):
        shown.append(_("and %(count)s more.") % {"count": more})
    raise ValidationError([_("Nothing was undone:"), *shown])


def touched(written: Rows, last: int) -> Iterator[str]:
    """Rows of the import that somebody changed or deleted since."""
    for model, ids in written.items():
        values = [last, model._meta.db_table, [str(pk) for pk in ids]]
        keys = [key for (key,) in answers(TOUCHED, values)]
        held = model._base_manager.in_bulk(keys)
        for pk in keys:
            what = named(held[pk]) if pk in held else f"{model._meta.verbose_name} {pk}"
            yield _("%(what)s was changed since.") % {"what": what}


def resting(made: Rows) -> Iterator[str]:
    """What others hung on rows that the import made."""
    for model, ids in made.items():
        for field in pointing_to(model):
            targets = dict(others_on(field, ids, made.get(field.model, ())))
            held = model._base_manager.in_bulk(targets)
            for pk, count in targets.items():
                kind = field.model._meta.verbose_name
                values = {"what": named(held[pk]), "count": count, "kind": kind}
                yield _("%(kind)s (%(count)s) rests on %(what)s.") % values


def others_on(field: Any, ids: Collection[int], own: Collection[int]) -> list[tuple[int, int]]:
    """How many rows point to each of these by the foreign key, but for the import's own."""
    told = field.model._meta
    names = {"table": told.db_table, "column": field.column, "key": told.pk.column}
    query = RESTING.format(**{name: Identifier(word) for name, word in names.items()})
    return answers(query, [list(ids), list(own)])


def answers(query: Any, values: list[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        words = query if isinstance(query, str) else query.as_string(cursor.cursor)
        cursor.execute(words, values)
        return cursor.fetchall()


def last_of_record() -> int:
    """The last row of the record of changes: what comes behind was done afterwards."""
    return AuditRow.objects.aggregate(last=models.Max("pk"))["last"] or 0


def pointing_to(model: type[models.Model]) -> Iterable[Any]:
    """The foreign keys to the model; those of a many-to-many field go with its rows."""
    for relation in model._meta.get_fields(include_hidden=True):
        field: Any = getattr(relation, "field", None)
        is_key = relation.auto_created and isinstance(field, models.ForeignKey)
        if is_key and not field.model._meta.auto_created:
            yield field


def named(record: Any) -> str:
    """“the project”, or what hangs on it."""
    owner = getattr(record, "project", None)
    kind = record._meta.verbose_name
    return f"{kind}（{owner}）" if owner else f"{kind}“{record}”"
