"""Records by the names in cells."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.importing.cells import CellError
from core.importing.words import nearest, plain

Guess = Callable[[str, Mapping[str, Any]], Sequence[str]]


def found_among(
    known: Mapping[str, Any],
    words: str,
    message: Any,
    guess: Guess = nearest,
    ends: Sequence[str] = (),
) -> Any:
    """The record of that name; else CellError with the message and the nearest names. One of the
    ``ends`` of names (镇, 乡) may be omitted if only one name remains."""
    if (record := known.get(plain(words))) is not None:
        return record
    longer = [known[name] for end in ends if (name := plain(words) + end) in known]
    if len(longer) == 1:
        return longer[0]
    if longer:
        names = "、".join(map(str, longer))
        doubt = _("“%(text)s” may be %(names)s: write the whole name.")
        raise CellError(doubt % {"text": words[:60], "names": names})
    sentence = str(message) % {"text": words[:60]}
    if near := names_like(words, known, guess):
        sentence += _(" Most like it: %(names)s.") % {"names": "、".join(near)}
    raise CellError(sentence)


def names_like(words: str, known: Mapping[str, Any], guess: Guess) -> list[str]:
    """The names of the records that are most like the words."""
    return [str(known[name]) for name in guess(plain(words), known)]


def split_names(words: str) -> Iterable[str]:
    """Several names in one cell, separated by 、 or the like."""
    return [part for part in (p.strip() for p in re.split(r"[、，,;；/／\n]", words)) if part]
