"""The search of the top bar: the records that a person sees, of each kind with a caption."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.urls import resolve, reverse

from core.kinds import Kind, registered_kinds
from core.web.filters import MAX_WORDS

ROWS_PER_KIND = 8  # rows of a kind; the list has all


@dataclass(frozen=True)
class SearchHit:
    record: Any
    address: str
    number: str
    text: str
    owner: str


@dataclass(frozen=True)
class KindResults:
    """The first hits of a kind, and the number of all."""

    kind: Kind
    hits: list[SearchHit]
    count: int

    @property
    def list_address(self) -> str:
        return f"{reverse(self.kind.list_name)}?{self.kind.caption.parameter}"  # type: ignore[union-attr]


def search_words(text: str) -> str:
    """The first MAX_WORDS words of the text, separated by spaces."""
    return " ".join(text.split()[:MAX_WORDS])


def search(visible: Callable[[Any], Any], words: str) -> Iterator[KindResults]:
    """The results of each kind with hits. ``visible`` returns the rows of a model that the person
    sees."""
    for kind in registered_kinds():
        if not kind.caption:
            continue
        rows = _matches(kind, visible(kind.model), words)
        first = list(rows[: ROWS_PER_KIND + 1])
        if first:
            count = rows.count() if len(first) > ROWS_PER_KIND else len(first)
            yield KindResults(kind, [_hit(kind, row) for row in first[:ROWS_PER_KIND]], count)


def _matches(kind: Kind, rows: Any, words: str) -> Any:
    """The rows that the kind's list finds for the same words."""
    page: Any = resolve(reverse(kind.list_name)).func
    caption: Any = kind.caption
    paths = {path.partition(".")[0] for path in (caption.text, caption.owner)}
    links = {field.name for field in kind.model._meta.concrete_fields if field.is_relation}
    filters = page.view_class.filterset_class.base_filters
    matches = filters[caption.parameter].filter(rows, words)
    related = {*(paths & links), *caption.related}
    # A filter through a relation finds a row once for each related one.
    ordered = matches if matches.ordered else matches.order_by("-pk")
    return ordered.distinct().select_related(*related)


def _hit(kind: Kind, row: Any) -> SearchHit:
    caption: Any = kind.caption
    texts = (_read(row, path) for path in (caption.number, caption.text, caption.owner))
    page, key = caption.page or kind.name, caption.key or kind.key
    return SearchHit(row, reverse(page, args=[attrgetter(key)(row)]), *texts)


def _read(row: Any, path: str) -> str:
    value = attrgetter(path)(row)
    value = value() if callable(value) else value
    return "" if value is None else str(value)
