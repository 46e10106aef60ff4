"""What words of workbooks stand for: remembered, and forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import Unit
from core.importing.words import plain, plain_head
from core.records import create_once, require_version
from programmes.choices import ImportChoiceKind
from programmes.models import ImportChoice, Programme


@dataclass(frozen=True)
class Chosen:
    """``unit`` or ``column``, as the kind has it."""

    kind: str
    words: str
    unit: Unit | None = None
    column: str = ""


@transaction.atomic
def remember_choices(
    *, programme: Programme, importer: str, chosen: Iterable[Chosen], by: Any
) -> int:
    """A later choice for the same words takes the place of the earlier one; how many there are."""
    count = 0
    for one in chosen:
        is_head = one.kind == ImportChoiceKind.COLUMN
        words = (plain_head if is_head else plain)(one.words)[:120]
        ImportChoice.objects.of(programme).filter(
            importer=importer, kind=one.kind, words=words
        ).delete()
        create_once(
            ImportChoice,
            submission_id=None,
            by=by,
            programme=programme,
            importer=importer,
            kind=one.kind,
            words=words,
            unit=one.unit,
            column=one.column,
        )
        count += 1
    return count


def forget_choice(choice: ImportChoice, *, version: int) -> None:
    require_version(choice, version)
    choice.delete()
