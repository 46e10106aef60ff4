"""Two ways to write a record: make it once, change it if nobody else did."""

from typing import Any

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext as _


class StaleRecord(Exception):
    """Somebody saved the record since it was read. ``current`` is the record as it stands."""

    def __init__(self, current: Model | None):
        super().__init__(_("Somebody else saved this in the meantime."))
        self.current = current


class SubmissionMismatch(Exception):
    """The submission id was used before, by another person or with other content."""


def require_version(record: Any, version: int | None) -> None:
    """For a record that is held: raise StaleRecord where it is no longer the one that was seen.
    None is whoever saw no page: a command, the set-up."""
    if version is not None and record.version != version:
        raise StaleRecord(record)


@transaction.atomic
def create_once(
    model: type[Model], *, submission_id, by, aside: dict[str, Any] | None = None, **values: Any
) -> tuple[Any, bool]:
    """Make the row, or return the one that this submission made before (created is False).

    ``aside`` holds values that a replay need not repeat, since they follow from the moment.
    Raises SubmissionMismatch where the id stands on other content or another person's row,
    and ValidationError as ``full_clean`` does.
    """
    manager: Any = model._default_manager
    if submission_id and (first := manager.filter(submission_id=submission_id).first()):
        same = first.created_by_id == by.pk
        if not same or any(getattr(first, name) != value for name, value in values.items()):
            raise SubmissionMismatch
        return first, False
    record = model(submission_id=submission_id, created_by=by, **(aside or {}), **values)
    record.full_clean()
    record.save(force_insert=True)
    return record, True


@transaction.atomic
def update_record(record: Any, *, version: int, **values: Any) -> Any:
    """Set the values if the stored row still has this version; raise StaleRecord otherwise."""
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
