"""Stores, counts and deletes what words of workbooks stand for in a programme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import Unit
from core.importing.words import plain, plain_head
from core.records import change, create_once, require_version
from programmes.choices import ImportChoiceKind
from programmes.models import ImportChoice, Programme

MAX_WORDS_LENGTH = 120


@dataclass(frozen=True)
class Chosen:
    """``unit``, ``column`` or, of words in a column's cells, ``column`` and ``value``."""

    kind: str
    words: str
    unit: Unit | None = None
    column: str = ""
    value: str = ""


@transaction.atomic
def store_choices(*, programme: Programme, importer: str, chosen: Iterable[Chosen], by: Any) -> int:
    """A later choice for the same words takes the place of the earlier one; how many there are."""
    count = 0
    for one in chosen:
        words = normalized_words(one.kind, one.words)
        of_column = {"column": one.column} if one.kind == ImportChoiceKind.VALUE else {}
        ImportChoice.objects.of(programme).filter(
            importer=importer, kind=one.kind, words=words, **of_column
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
            value=one.value,
        )
        count += 1
    return count


def normalized_words(kind: str, words: str) -> str:
    return (plain_head if kind == ImportChoiceKind.COLUMN else plain)(words)[:MAX_WORDS_LENGTH]


def change_choice(choice: ImportChoice, *, version: int, chosen: Chosen) -> ImportChoice:
    """The same words stand for something else from now on. Raises StaleRecord."""
    if choice.kind == ImportChoiceKind.COLUMN:
        values: dict[str, Any] = {"column": chosen.column}
    elif choice.kind == ImportChoiceKind.VALUE:
        values = {"value": chosen.value}
    else:
        values = {"unit": chosen.unit}
    return change(choice, version=version, **values)


def delete_choices(*, programme: Programme, numbers: Iterable[int]) -> None:
    """The next import asks again. What somebody forgot meanwhile is forgotten."""
    ImportChoice.objects.of(programme).filter(pk__in=list(numbers)).delete()


def count_uses(*, programme: Programme, numbers: Iterable[int], at: datetime) -> None:
    """An import was written that took these choices."""
    used = ImportChoice.objects.of(programme).filter(pk__in=list(numbers))
    used.update(uses=F("uses") + 1, last_used_at=at)


def delete_choice(choice: ImportChoice, *, version: int) -> None:
    require_version(choice, version)
    choice.delete()
