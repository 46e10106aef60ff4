"""What a content is made of: sentences of linked parts, paragraphs, headings and tables.

All of it is plain JSON. A sentence is a list of parts ``{"text", "to"?, "query"? | "pk"?}``:
``to`` names the page that proves the words. A sentence or paragraph without records is None
and is left out.
"""

from collections.abc import Iterable
from typing import Any

NUMERALS = "一二三四五六七八九十"
FILL_IN = "（本节暂无记录，由专班填写。）"


def part(text: str, to: str = "", **query: Any) -> dict:
    """Words that open a list: ``part("61个", "projects", planned="yes")``."""
    return {"text": text, "to": to, "query": query} if to else {"text": text}


def listed(scope, text: str, **query: Any) -> dict:
    """Words that open the list of projects, as of the report's month."""
    return part(text, "projects", month=str(scope.month), **query)


def of_record(text: str, to: str, pk: int) -> dict:
    """Words that open one record."""
    return {"text": text, "to": to, "pk": pk}


def sentence(*parts: str | dict | None) -> list[dict]:
    return [part(each) if isinstance(each, str) else each for each in parts if each]


def text_of(words: list[dict]) -> str:
    return "".join(each["text"] for each in words)


def joined(parts: Iterable[list[dict]], between: str = "、") -> list[dict]:
    """Sentences in a row, the sign between them."""
    line: list[dict] = []
    for each in parts:
        line += [part(between), *each] if line else each
    return line


def paragraph(*sentences: list[dict] | None, lead: str = "") -> dict | None:
    """``lead`` is its heading in words, set apart in front."""
    kept = [each for each in sentences if each]
    return {"type": "paragraph", "lead": lead, "sentences": kept} if kept else None


def subsection(title: str, *blocks: dict | None) -> list[dict]:
    """（一）title and its blocks; nothing where there are none. The number comes later."""
    kept = [block for block in blocks if block]
    return [{"type": "heading", "text": title}, *kept] if kept else []


def column(label: str, kind: str = "text") -> dict:
    """``kind``: text, count, amount (yuan, shown in 万元), share (%), points (百分点)."""
    return {"label": label, "kind": kind}


def row(cells: list, *, mark: str = "", to: str = "", **query: Any) -> dict:
    """``mark`` says where the row comes from, in words; empty for the county's own records."""
    return {"cells": [stored(cell) for cell in cells], "mark": mark, "to": to, "query": query}


def stored(value: Any) -> Any:
    """A cell as JSON: amounts and fractions as text, so that nothing is rounded."""
    return value if value is None or isinstance(value, int | str) else str(value)


def table(
    number: int, title: str, columns: list[dict], rows: list[dict], total: dict | None = None
) -> dict | None:
    if not rows:
        return None
    head = {"type": "table", "number": number, "title": title, "columns": columns}
    return {**head, "rows": rows, "total": total}


def numbered(sections: list[tuple[str, list]]) -> list[dict]:
    """一、二、… for the sections and （一）（二）… for the headings within each."""
    found = []
    for numeral, (title, blocks) in zip(NUMERALS, sections, strict=False):
        kept = [block for block in blocks if block] or [paragraph(sentence(FILL_IN))]
        found.append({"heading": f"{numeral}、{title}", "blocks": _numbered_headings(kept)})
    return found


def _numbered_headings(blocks: list[dict]) -> list[dict]:
    numerals = iter(NUMERALS)
    return [
        {**block, "text": f"（{next(numerals)}）{block['text']}"}
        if block["type"] == "heading"
        else block
        for block in blocks
    ]
