"""Creating a need outside an import."""

from typing import Any
from uuid import UUID

from django.db import transaction

from core.records import create_once
from core.text import next_number
from programmes.models import Need, Programme


@transaction.atomic
def create_need(
    *, programme: Programme, by: Any, submission_id: UUID | None, number: str = "", **values: Any
) -> Need:
    """Creates a need, without a number with the next free one, or returns the one of the same
    submission. Raises SubmissionMismatch and ValidationError."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    defaults = {"number": number or next_need_number(programme)}
    given = {"programme": programme, **values}
    return create_once(Need, submission_id=submission_id, by=by, defaults=defaults, **given)[0]


def next_need_number(programme: Programme) -> str:
    """The next number of this year, in the format of imports: XQ2024-063."""
    numbers = Need.objects.of(programme).values_list("number", flat=True)
    return next_number(f"XQ{programme.today().year}-", [*numbers])
