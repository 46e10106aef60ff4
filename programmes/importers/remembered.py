"""Remembered choices for the words of workbooks, and where a workbook used them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.importing.columns import Column, Found
from core.importing.layout import Table
from core.importing.names import split_names
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
    """The choices for one kind of workbook: by their kind and column, and by the words."""

    def __init__(self, programme: Programme, importer: str):
        self.choices: dict[tuple[str, str], dict[str, ImportChoice]] = defaultdict(dict)
        mine = ImportChoice.objects.of(programme).filter(importer=importer)
        for one in mine.select_related("unit"):
            self.choices[one.kind, one.column][one.words] = one

    def named(self, kind: str) -> dict[str, Any]:
        """The units by the words for which they were chosen."""
        return {words: one.unit for words, one in self.choices[kind, ""].items()}

    def columns(self, columns: Sequence[Column]) -> list[Column]:
        """The columns with the heads and the cell words that were chosen for them."""
        return [self._with_choices(column) for column in columns]

    def _with_choices(self, column: Column) -> Column:
        heads = map(re.escape, self.choices[ImportChoiceKind.COLUMN, column.name])
        of_cells = self.choices[ImportChoiceKind.VALUE, column.name]
        words = {words: one.value for words, one in of_cells.items()}
        read = with_replacements(column.read, words) if words else column.read
        return replace(column, also="|".join(filter(None, [column.also, *heads])), read=read)

    def used_heads(self, table: Table | None, columns: Sequence[Column]) -> Iterator[Applied]:
        """All of them without a table: one may be the reason why there is none."""
        for column in columns:
            found = table.columns(column.name) if table else []
            heads = {plain_head(one.head.words): one.head.words for one in reversed(found)}
            for words, one in self.choices[ImportChoiceKind.COLUMN, column.name].items():
                if words in heads or table is None:
                    shown, title = heads.get(words, words), column.title
                    yield Applied(one.pk, one.kind, shown, title, column.name, title, column.name)

    def used_words(
        self, table: Table, rows: Sequence[Row], kinds: Mapping[str, str]
    ) -> Iterator[Applied]:
        """``kinds``: the kinds of choice of the columns of units and townships, by their names."""
        for found in table.found:
            name = found.column.name
            key = (kinds[name], "") if name in kinds else (ImportChoiceKind.VALUE, name)
            if choices := self.choices[key]:
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
