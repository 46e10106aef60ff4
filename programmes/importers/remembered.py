"""Remembered choices for the words of workbooks, and where a workbook used them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.importing.cells import split_names
from core.importing.columns import Column, Found
from core.importing.layout import Table
from core.importing.rows import Row
from core.importing.words import plain, plain_head, with_replacements
from programmes.choices import ImportChoiceKind
from programmes.models import ImportChoice, Programme

MOST_ROWS = 20  # listed for a choice; ``count`` counts all


@dataclass
class Applied:
    """A choice that this workbook used: its words, the head of the column, their meaning (``now``:
    as the value of a form field), and the first rows."""

    choice: int
    kind: str
    words: str
    column: str
    name: str
    meaning: str
    now: str
    rows: list[str] = field(default_factory=list)
    count: int = 0


class Remembered:
    def __init__(self, programme: Programme, importer: str):
        mine = ImportChoice.objects.of(programme).filter(importer=importer)
        self.choices = list(mine.select_related("unit"))

    def of(self, kind: str) -> list[ImportChoice]:
        return [one for one in self.choices if one.kind == kind]

    def named(self, kind: str) -> dict[str, Any]:
        """The units by the words for which they were chosen."""
        return {one.words: one.unit for one in self.of(kind)}

    def columns(self, columns: Sequence[Column]) -> list[Column]:
        """The columns with the heads and the cell words that were chosen for them."""
        return [self._with_choices(column) for column in columns]

    def _with_choices(self, column: Column) -> Column:
        of_heads = self.of(ImportChoiceKind.COLUMN)
        heads = [re.escape(one.words) for one in of_heads if one.column == column.name]
        of_cells = self.of(ImportChoiceKind.VALUE)
        words = {one.words: one.value for one in of_cells if one.column == column.name}
        if heads:
            column = replace(column, also="|".join(filter(None, [column.also, *heads])))
        return replace(column, read=with_replacements(column.read, words)) if words else column

    def used_heads(self, table: Table | None, columns: Sequence[Column]) -> Iterator[Applied]:
        """All of them without a table: one may be the reason why there is none."""
        titles = {column.name: column.title for column in columns}
        for one in self.of(ImportChoiceKind.COLUMN):
            found = table.columns(one.column) if table else []
            words = next((f.head.words for f in found if plain_head(f.head.words) == one.words), "")
            if words or table is None:
                title = titles.get(one.column, one.column)
                yield Applied(
                    one.pk, one.kind, words or one.words, title, one.column, title, one.column
                )

    def used_words(
        self, table: Table, rows: Sequence[Row], kinds: Mapping[str, str]
    ) -> Iterator[Applied]:
        """``kinds``: the kinds of choice of the columns of units and townships, by their names."""
        for found in table.found:
            kind = kinds.get(found.column.name, ImportChoiceKind.VALUE)
            choices = {
                one.words: one
                for one in self.of(kind)
                if kind != ImportChoiceKind.VALUE or one.column == found.column.name
            }
            if choices:
                yield from uses_of(found, rows, choices)


def uses_of(
    found: Found, rows: Sequence[Row], choices: Mapping[str, ImportChoice]
) -> list[Applied]:
    applied: dict[str, Applied] = {}
    for row in rows:
        raw = row.raw(found)
        for words in split_names(raw) if found.column.names else [raw]:
            if (one := choices.get(plain(words))) is None:
                continue
            here = applied.setdefault(one.words, new_use(one, words, found))
            here.count += 1
            if here.count <= MOST_ROWS:
                here.rows.append(f"{row.sheet} {row.number}".strip())
    return list(applied.values())


def new_use(one: ImportChoice, words: str, found: Found) -> Applied:
    meaning, now = (str(one.unit), str(one.unit_id)) if one.unit else (one.value, one.value)
    column = found.column.name
    return Applied(one.pk, one.kind, words, found.head.words, column, meaning, now)
