"""Writing records, with optimistic locking."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, ForeignObjectRel, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actors import with_reason
from core.kinds import is_registered, kind_of
from core.models import Sourced


class StaleRecord(Exception):
    """The record was saved by somebody else since it was read. ``current`` is the stored record,
    None if it is deleted."""

    def __init__(self, current: Model | None):
        super().__init__(_("Somebody else saved this in the meantime."))
        self.current = current


def require_version(record: Any, version: int | None) -> None:
    """Raises StaleRecord where the locked record has another version. None skips the check: for
    commands, which act on no page."""
    if version is not None and record.version != version:
        raise StaleRecord(record)


def lock_record(rows: Any, pk: int, version: int | None = None) -> Any:
    """The record with this key, locked until the transaction ends. Raises StaleRecord where it is
    deleted, and as ``require_version``."""
    record = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if record is None:
        raise StaleRecord(None)
    require_version(record, version)
    return record


@transaction.atomic
def create_record(model: type[Model], *, by: Any, **values: Any) -> Any:
    """Raises ValidationError as ``full_clean`` does."""
    record: Any = model(created_by=by, **values)
    record.full_clean()
    record.save(force_insert=True)
    return record


@transaction.atomic
def update_record(record: Any, *, version: int, **values: Any) -> Any:
    """Saves the values where the stored record has this version; raises StaleRecord otherwise."""
    for name, value in values.items():
        setattr(record, name, value)
    record.full_clean(exclude=["version"])
    manager = type(record)._default_manager
    stored = manager.filter(pk=record.pk, version=version)
    values["updated_at"] = timezone.now()
    if not stored.update(version=F("version") + 1, **values):
        raise StaleRecord(manager.filter(pk=record.pk).first())
    record.version = version + 1
    return record


# Whoever edits a record makes it the county's own.
RECORDED = {"provenance": "recorded", "published_fields": [], "source_note": ""}


@transaction.atomic
def edit_record(record: Any, *, version: int, **values: Any) -> Any:
    """As ``update_record``, by a person: a marked record becomes the county's own. Without a
    difference nothing is written."""
    changed = differing(record, values)
    if not changed:
        require_version(record, version)
        return record
    own = RECORDED if isinstance(record, Sourced) else {}
    return update_record(record, version=version, **own, **changed)


def differing(record: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The values that are others than the record's."""
    return {name: value for name, value in values.items() if getattr(record, name) != value}


@transaction.atomic
def delete_record(
    record: Any, *, version: int, reason: str = "", references: Iterable[QuerySet] | None = None
) -> None:
    """Deletes the record with its attachments; the audit log stores the reason.

    Raises StaleRecord, and ValidationError where other records refer to it: those of
    ``references``, by default ``references_to`` it.
    """
    stored = type(record)._default_manager.select_for_update().filter(pk=record.pk).first()
    if stored is None or stored.version != version:
        raise StaleRecord(stored)
    _require_unused(record, references_to(record) if references is None else references)
    with with_reason(reason) if reason else nullcontext():
        stored.delete()


def references_to(record: Model) -> Iterator[QuerySet]:
    """The rows of other records that refer to it, one queryset a relation, without its
    attachments."""
    return (rows for _name, rows in references_to_any(type(record), [record]))


def references_to_any(
    model: type[Model], records: Iterable[Model]
) -> Iterator[tuple[str, QuerySet]]:
    """The rows of other records that refer to one of them, with the name of the field, as
    ``references_to``."""
    found = [*records]
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and _is_reference(relation):
            rows: Any = relation.related_model
            name = relation.field.name
            yield name, rows._base_manager.filter(**{f"{name}__in": found})


def _is_reference(relation: Any) -> bool:
    """A many-to-many relation with a model of its own counts by the rows of that model."""
    if relation.many_to_many:
        return relation.through._meta.auto_created
    is_attachment = hasattr(relation.related_model, "record_name")
    return not (is_attachment or relation.related_model._meta.auto_created)


def _label(model: Any) -> str:
    """The label of its kind; a table without pages or history has none."""
    has_kind = is_registered(model._meta.db_table)
    return str(kind_of(model).label if has_kind else model._meta.verbose_name)


def _require_unused(record: Any, references: Iterable[QuerySet]) -> None:
    counts: Counter[str] = Counter()
    for rows in references:
        counts[_label(rows.model)] += rows.count()
    if used := sorted((+counts).items()):
        users = _(", ").join(f"{name} {count}" for name, count in used)
        words = _("“%(name)s” is in use (%(users)s): change those first.")
        raise ValidationError(words % {"name": record, "users": users})


def lock_versions(rows: Any, versions: Mapping[int, int]) -> list[Any]:
    """The rows of these keys, locked in one order, so that two changes do not wait for each other.

    Raises ValidationError where somebody saved one of them since the ``versions`` were read.
    """
    locked = rows.select_for_update(no_key=True, of=("self",))
    found = list(locked.filter(pk__in=versions).order_by("pk"))
    changed = [str(one) for one in found if one.version != versions[one.pk]]
    if changed or len(found) < len(versions):
        words = _("Somebody else saved in the meantime: %(names)s. Nothing was changed.")
        raise ValidationError(words % {"names": _(", ").join(changed) or "—"})
    return found
