"""The paragraphs of a stored content that the task force has edited.

An edit is ``{"section", "base", "text"}``: the number of its section, the generated words that were
edited, and the words in their place; empty ones leave the paragraph out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from reports.content.next_steps import REST
from reports.content.parts import FILL_IN, part, text_of

TO_FILL = (REST, FILL_IN)
NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
COUNTED = re.compile(r"[0-9]+\. ")  # the lead of a numbered paragraph
ALIKE = 0.5  # of the words of a paragraph and those that were edited


@dataclass(frozen=True)
class Place:
    """A paragraph: the number of its section, that of its block, and its edit if any."""

    section: int
    number: int
    block: dict
    edit: dict | None = None

    @property
    def generated(self) -> str:
        return words_of(self.block)

    @property
    def text(self) -> str:
        return self.edit["text"] if self.edit else self.generated

    @property
    def is_to_fill(self) -> bool:
        """Still the words that the task force has to replace or take out."""
        return self.text in TO_FILL

    @property
    def is_outdated(self) -> bool:
        """The generated words are others than those that were edited."""
        return self.edit is not None and self.edit["base"] != self.generated


def words_of(block: dict) -> str:
    """The words of a paragraph without its lead."""
    return "".join(text_of(words) for words in block["sentences"])


def places(content: dict, edits: list[dict]) -> list[Place]:
    """Every paragraph of the sections in order; none before the content is generated."""
    return [
        place
        for number, section in enumerate(content.get("sections", ()))
        for place in _places(number, section["blocks"], edits)
    ]


def _places(section: int, blocks: list[dict], edits: list[dict]) -> Iterator[Place]:
    words = {
        number: words_of(block)
        for number, block in enumerate(blocks)
        if block["type"] == "paragraph"
    }
    found = _matched(dict(words), [edit for edit in edits if edit["section"] == section])
    for number in words:
        yield Place(section, number, blocks[number], found.get(number))


def _matched(words: dict[int, str], edits: list[dict]) -> dict[int, dict]:
    """The edits by the number of their paragraph: that of the same words, else the one most alike,
    since a later revision has other figures."""
    found = {}
    for edit in sorted(edits, key=lambda edit: edit["base"] not in words.values()):
        likeness = {number: _likeness(text, edit["base"]) for number, text in words.items()}
        best = max(likeness, key=lambda number: likeness[number], default=None)
        if best is not None and likeness[best] >= ALIKE:
            found[best] = edit
            del words[best]
    return found


def _likeness(first: str, second: str) -> float:
    return 1 if first == second else SequenceMatcher(None, first, second, autojunk=False).ratio()


def unplaced(content: dict, edits: list[dict]) -> list[dict]:
    """The edits of paragraphs that the content no longer has."""
    placed = [place.edit for place in places(content, edits) if place.edit]
    return [edit for edit in edits if edit not in placed]


def edited(content: dict, edits: list[dict]) -> dict:
    """The content with the edited paragraphs in place of the generated ones."""
    if not edits or not content:
        return content
    found = {(place.section, place.number): place for place in places(content, edits)}
    sections = []
    for number, section in enumerate(content["sections"]):
        blocks = [
            block
            for place, original in enumerate(section["blocks"])
            for block in _result(found.get((number, place)), original)
        ]
        sections.append({**section, "blocks": _counted(blocks)})
    return {**content, "sections": sections}


def _result(place: Place | None, original: dict) -> list[dict]:
    return result_of(place) if place and place.edit else [original]


def result_of(place: Place) -> list[dict]:
    """A paragraph for each line of the edited text."""
    lines = [_paragraph(place, line) for line in place.text.splitlines()]
    if not lines:
        return []
    first, *rest = lines
    about = {"generated": place.generated, "missing": _missing(place)}
    return [{**first, **about, "is_outdated": place.is_outdated}, *rest]


def _paragraph(place: Place, line: str) -> dict:
    lead = "0. " if place.generated == REST else place.block["lead"]
    return {"type": "paragraph", "lead": lead, "sentences": [_linked(place, line)], "edited": True}


def _counted(blocks: list[dict]) -> list[dict]:
    """The numbered paragraphs of a section, numbered anew."""
    counted, number = [], 0
    for block in blocks:
        if COUNTED.fullmatch(block.get("lead", "")):
            number += 1
            block = {**block, "lead": f"{number}. "}
        counted.append(block)
    return counted


def _linked(place: Place, text: str) -> list[dict]:
    """The line in parts: what the generated words link stays linked where it is found again, in
    their order; a number that they do not have is marked."""
    parts, start = [], 0
    for link in _links(place.block):
        if found := _search(link["text"], text, start):
            parts += [*_marked(place, text[start : found.start()]), link]
            start = found.end()
    return [*parts, *_marked(place, text[start:])]


def _links(block: dict) -> list[dict]:
    return [each for words in block["sentences"] for each in words if each.get("to")]


def _search(words: str, text: str, start: int = 0) -> re.Match | None:
    """The words in the text, never within a longer number."""
    edge = "(?<![0-9.,])" if words[:1].isdigit() else ""
    return re.compile(edge + re.escape(words)).search(text, start)


def _marked(place: Place, text: str) -> list[dict]:
    """The text with a mark at each number that the generated words do not have; what replaces the
    words to fill has no generated figures."""
    if place.generated in TO_FILL:
        return [part(text)] if text else []
    known, parts, start = numbers_of(place.generated), [], 0
    for found in NUMBER.finditer(text):
        if _plain(found[0]) not in known:
            parts += [part(text[start : found.start()]), {"text": found[0], "unmatched": True}]
            start = found.end()
    return [each for each in [*parts, part(text[start:])] if each["text"]]


def numbers_of(text: str) -> set[str]:
    return {_plain(number) for number in NUMBER.findall(text)}


def _plain(number: str) -> str:
    return number.replace(",", "")


def _missing(place: Place) -> list[str]:
    """The linked figures that the edited text no longer has."""
    figures = [link["text"] for link in _links(place.block) if NUMBER.search(link["text"])]
    return [figure for figure in figures if not _search(figure, place.text)]
