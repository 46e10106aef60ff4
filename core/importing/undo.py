"""Taking back a whole import: all of it or nothing, and nothing that somebody has touched since."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actors import with_reason
from core.choices import ImportState, ImportStep
from core.importing.importer import Importer
from core.importing.memory import nothing_collected
from core.importing.progress import Tell
from core.importing.sets import Links, delete_all, insert_all, update_all, write_links
from core.importing.touching import refuse_what_was_touched
from core.models import ImportFile


@nothing_collected()
@transaction.atomic
def take_back(importer: Importer, pk: int, *, by: Any) -> ImportFile:
    """Rows that the import made are deleted, rows that it changed get their former values, rows
    that it deleted come back. A second time does nothing.

    Raises ValidationError with what stands against it: rows changed since, rows that hang on new
    ones, a closed month.
    """
    record = ImportFile.objects.of(importer.programme).select_for_update().get(pk=pk)
    if record.undone_at:
        return record
    if not record.confirmed_at or record.previous_values is None:
        raise ValidationError(_("This import cannot be undone."))
    importer.lock()
    undoing = Undoing(record.previous_values, importer.tell)
    undoing.refuse_what_was_touched()
    try:
        with (
            transaction.atomic(),
            with_reason(_("import undone: %(name)s") % {"name": record.name}),
        ):
            undoing.write()
            force_checks()
    except IntegrityError as error:
        raise ValidationError(
            _("Nothing was undone: a month of this import is closed, or other rows rest on it.")
        ) from error
    record.undone_at, record.undone_by = timezone.now(), by
    record.state, record.refusals = ImportState.UNDONE, []
    record.save(update_fields=["undone_at", "undone_by", "state", "refusals"])
    return record


def force_checks() -> None:
    """What is deferred is checked now, while it can still be said in words."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class Undoing:
    """``former``: what ``Batch.former`` said, and ``last``, the record's last row then."""

    def __init__(self, former: dict[str, Any], tell: Tell):
        self.former, self.tell = former, tell
        self.made = {apps.get_model(name): set(ids) for name, ids in former["made"].items()}
        self.changed = {apps.get_model(name): rows for name, rows in former["changed"].items()}
        self.removed = {apps.get_model(name): rows for name, rows in former["removed"].items()}
        kinds: tuple[dict, ...] = (self.made, self.changed, self.removed)
        self.total = sum(len(rows) for kind in kinds for rows in kind.values())

    def refuse_what_was_touched(self) -> None:
        self.tell(ImportStep.LOOKED_AT, 0, self.total)
        written = {model: set(ids) for model, ids in self.made.items()}
        for model, rows in self.changed.items():
            written.setdefault(model, set()).update(pk for pk, _before in rows)
        refuse_what_was_touched(self.made, written, last=self.former["last"])

    def write(self) -> None:
        done = 0
        self.tell(ImportStep.TAKEN_BACK, done, self.total)
        for links in self.former["links"]:
            write_links(turned(links))
        for count in self._written():
            done += count
            self.tell(ImportStep.TAKEN_BACK, done, self.total)
        self.tell(ImportStep.PROVED, 0, 0)

    def _written(self) -> Iterator[int]:
        """How many rows each statement took back."""
        for model, ids in reversed(self.made.items()):
            unlink_all(model, ids)
            delete_all(model, ids)
            yield len(ids)
        for model, rows in self.changed.items():
            self._restore(model, rows)
            yield len(rows)
        for model, rows in self.removed.items():
            insert_all(model, [as_before(model(), values) for values in rows], timezone.now())
            yield len(rows)

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


def unlink_all(model: type[models.Model], ids: Iterable[int]) -> None:
    for many in model._meta.many_to_many:
        through: Any = many.remote_field.through
        delete_all(through, ids, many.m2m_column_name())
