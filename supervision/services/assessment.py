"""The items of the self-assessment: stated, checked, copied into the next year."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import create_record, differing, edit_record, lock_record, update_record
from programmes.models import Programme
from supervision.choices import AssessmentState
from supervision.models import AssessmentItem

COPIED = (
    "position", "item", "requirement", "full_mark", "unit", "provenance", "published_fields",
    "source_note",
)  # fmt: skip
STATED = ("statement", "own_mark")


def state_of(statement: str) -> str:
    """Of an item with a statement that nobody has checked."""
    return AssessmentState.WRITTEN if statement.strip() else AssessmentState.TO_DO


def create_item(*, statement: str = "", **values: Any) -> AssessmentItem:
    """Raises ValidationError as ``create_record``."""
    state = state_of(statement)
    return create_record(AssessmentItem, statement=statement, state=state, **values)


@transaction.atomic
def edit_item(record: AssessmentItem, /, *, version: int, **values: Any) -> None:
    """Another statement or own mark has to be checked again, and is a typed one. Raises as
    ``edit_record``."""
    locked = lock_record(AssessmentItem.objects, record.pk, version)
    if differing(locked, {name: values[name] for name in STATED if name in values}):
        values["state"] = state_of(values.get("statement", locked.statement))
        values["is_imported"] = False
    edit_record(locked, version=version, **values)


@transaction.atomic
def check_item(item: AssessmentItem, *, version: int) -> None:
    """Raises ValidationError for an item without a statement, StaleRecord."""
    locked = lock_record(AssessmentItem.objects, item.pk, version)
    if locked.state == AssessmentState.TO_DO:
        raise ValidationError(_("There is no statement to check yet."))
    if locked.state == AssessmentState.WRITTEN:
        update_record(locked, version=version, state=AssessmentState.CHECKED)


@transaction.atomic
def copy_year(*, programme: Programme, year: int, by: Any) -> int:
    """Copies the items of the year into the next, without statements and own marks; those that it
    has already stay. Returns the number of new items. Raises ValidationError where there is none.
    """
    rows = AssessmentItem.objects.of(programme)
    known = set(rows.of_year(year + 1).values_list("item", "requirement"))
    items = rows.of_year(year).in_order()
    new = [one for one in items if (one.item, one.requirement) not in known]
    if not new:
        raise ValidationError(
            _("%(year)s has all items of that year already.") % {"year": year + 1}
        )
    given = {"programme": programme, "year": year + 1, "created_by": by}
    AssessmentItem.objects.bulk_create(
        AssessmentItem(**given, **{name: getattr(one, name) for name in COPIED}) for one in new
    )
    return len(new)
