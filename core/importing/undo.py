"""Taking back a whole import: all of it or nothing, and nothing that somebody has touched since."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actors import because
from core.audit.models import AuditRow
from core.choices import ImportState
from core.importing.importer import Importer
from core.importing.sets import Links, delete_all, insert_all, update_all, write_links
from core.models import ImportFile

MOST_SHOWN = 20


def last_of_record() -> int:
    """The last row of the record of changes: what comes behind was done afterwards."""
    return AuditRow.objects.aggregate(last=Max("pk"))["last"] or 0


@transaction.atomic
def take_back(importer: Importer, pk: int, *, by: Any) -> ImportFile:
    """Rows that the import made are deleted, rows that it changed get their former values, rows
    that it deleted come back. A second time does nothing.

    Raises ValidationError with what stands against it: rows changed since, rows that hang on new
    ones, a closed month.
    """
    record = ImportFile.objects.visible_to(by).select_for_update().get(pk=pk)
    if record.undone_at:
        return record
    if not record.confirmed_at or record.former is None:
        raise ValidationError(_("This import cannot be undone."))
    importer.lock()
    Undoing(record.former).refuse_what_was_touched()
    try:
        with transaction.atomic(), because(_("import undone: %(name)s") % {"name": record.name}):
            Undoing(record.former).write()
            force_checks()
    except IntegrityError as error:
        raise ValidationError(
            _("Nothing was undone: a month of this import is closed, or other rows rest on it.")
        ) from error
    record.undone_at, record.undone_by = timezone.now(), by
    record.state = ImportState.UNDONE
    record.save()
    return record


def force_checks() -> None:
    """What is deferred is checked now, while it can still be said in words."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class Undoing:
    """``former``: what ``Batch.former`` said, and ``last``, the record's last row then."""

    def __init__(self, former: dict[str, Any]):
        self.former = former
        self.made = [(apps.get_model(name), set(ids)) for name, ids in former["made"].items()]
        self.changed = [(apps.get_model(name), rows) for name, rows in former["changed"].items()]

    # What stands against it

    def refuse_what_was_touched(self) -> None:
        sentences = [*self.touched(), *self.resting()]
        if not sentences:
            return
        shown = sentences[:MOST_SHOWN]
        if more := len(sentences) - len(shown):
            shown.append(_("and %(count)s more.") % {"count": more})
        raise ValidationError([_("Nothing was undone:"), *shown])

    def touched(self) -> Iterator[str]:
        """Rows of the import that somebody changed or deleted since."""
        written = {model: set(ids) for model, ids in self.made}
        for model, rows in self.changed:
            written.setdefault(model, set()).update(pk for pk, _before in rows)
        for model, ids in written.items():
            later = AuditRow.objects.filter(
                pk__gt=self.former["last"], table_name=model._meta.db_table
            )
            keys = later.filter(key__in=[str(pk) for pk in ids]).order_by()
            touched = sorted({int(key) for key in keys.values_list("key", flat=True)})
            held = model._base_manager.in_bulk(touched)
            for pk in touched:
                what = named(held[pk]) if pk in held else f"{model._meta.verbose_name} {pk}"
                yield _("%(what)s was changed since.") % {"what": what}

    def resting(self) -> Iterator[str]:
        """What others hung on rows that the import made."""
        own = dict(self.made)
        for model, ids in self.made:
            for field in pointing_to(model):
                rows = field.model._base_manager.filter(**{f"{field.name}__in": ids})
                targets = Counter(
                    target
                    for pk, target in rows.values_list("pk", field.attname)
                    if pk not in own.get(field.model, ())
                )
                held = model._base_manager.in_bulk(targets)
                for pk, count in targets.items():
                    values = {
                        "what": named(held[pk]),
                        "count": count,
                        "kind": field.model._meta.verbose_name,
                    }
                    yield _("%(kind)s (%(count)s) rests on %(what)s.") % values

    # How it is done

    def write(self) -> None:
        for links in self.former["links"]:
            write_links(turned(links))
        for model, ids in reversed(self.made):
            unlink_all(model, ids)
            delete_all(model, ids)
        for model, rows in self.changed:
            self._restore(model, rows)
        for name, rows in self.former["removed"].items():
            model = apps.get_model(name)
            records = [as_before(model(), values) for values in rows]
            insert_all(model, records, timezone.now())

    @staticmethod
    def _restore(model: type[models.Model], rows: list) -> None:
        held = model._base_manager.in_bulk([pk for pk, _before in rows])
        records = [as_before(held[pk], before) for pk, before in rows]
        by_column = {f.attname: f.name for f in model._meta.concrete_fields}
        names = sorted({by_column[column] for _pk, before in rows for column in before})
        update_all(model, records, names, timezone.now())


def as_before(record: Any, values: dict[str, Any]) -> Any:
    fields = {field.attname: field for field in record._meta.concrete_fields}
    for column, value in values.items():
        setattr(record, column, fields[column].to_python(value))
    return record


def turned(links: dict[str, Any]) -> Links:
    """What was linked is parted, and the other way round."""
    through = next(
        m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == links["table"]
    )
    first, second = links["columns"]
    added, removed = ([(a, b) for a, b in links[name]] for name in ("removed", "added"))
    return Links(through, (first, second), added, removed)


def pointing_to(model: type[models.Model]) -> Iterable[Any]:
    """The foreign keys to the model; those of a many-to-many field go with its rows."""
    for relation in model._meta.get_fields(include_hidden=True):
        field: Any = getattr(relation, "field", None)
        is_key = relation.auto_created and isinstance(field, models.ForeignKey)
        if is_key and not field.model._meta.auto_created:
            yield field


def unlink_all(model: type[models.Model], ids: Iterable[int]) -> None:
    for many in model._meta.many_to_many:
        through: Any = many.remote_field.through
        through._base_manager.filter(**{f"{many.m2m_field_name()}__in": ids}).delete()


def named(record: Any) -> str:
    """“the project”, or what hangs on it."""
    owner = getattr(record, "project", None)
    kind = record._meta.verbose_name
    return f"{kind}（{owner}）" if owner else f"{kind}“{record}”"
