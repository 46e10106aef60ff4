"""Stores, counts and deletes what words of workbooks stand for in a programme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import Unit
from core.importing.words import plain, plain_head
from core.records import create_record, edit_record
from programmes.choices import ImportChoiceKind
from programmes.models import ImportChoice, Programme

MAX_WORDS_LENGTH = 120


@dataclass(frozen=True)
class Chosen:
    """What the words stand for: ``unit``, ``column``, or for words in cells ``column`` and
    ``value``."""

    kind: str
    words: str
    unit: Unit | None = None
    column: str = ""
    value: str = ""


@transaction.atomic
def store_choices(
    *, programme: Programme, importer: str, chosen: Iterable[Chosen], by: Any
) -> None:
    """Stores the choices, replacing earlier ones for the same words."""
    for one in chosen:
        words = normalized_words(one.kind, one.words)
        of_column = {"column": one.column} if one.kind == ImportChoiceKind.VALUE else {}
        ImportChoice.objects.of(programme).filter(
            importer=importer, kind=one.kind, words=words, **of_column
        ).delete()
        values = {**vars(one), "words": words, "programme": programme, "importer": importer}
        create_record(ImportChoice, by=by, **values)


def normalized_words(kind: str, words: str) -> str:
    return (plain_head if kind == ImportChoiceKind.COLUMN else plain)(words)[:MAX_WORDS_LENGTH]


def change_choice(choice: ImportChoice, *, version: int, chosen: Chosen) -> ImportChoice:
    """Changes what the words stand for. Raises StaleRecord."""
    values = {"unit": chosen.unit, "column": chosen.column, "value": chosen.value}
    return edit_record(choice, version=version, **values)


def delete_choices(*, programme: Programme, numbers: Iterable[int]) -> None:
    """Deletes choices, so that the next import asks again; missing ones are ignored."""
    ImportChoice.objects.of(programme).filter(pk__in=list(numbers)).delete()


def count_uses(*, programme: Programme, numbers: Iterable[int], at: datetime) -> None:
    """Counts an import that applied these choices."""
    used = ImportChoice.objects.of(programme).filter(pk__in=list(numbers))
    used.update(uses=F("uses") + 1, last_used_at=at)
