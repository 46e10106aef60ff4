"""Building blocks of a content: sentences of linked parts, paragraphs, headings and tables.

All are plain JSON. A sentence is a list of parts ``{"text", "to"?, "query"? | "pk"?}``: ``to``
is the URL name of the page that proves the part. A sentence or paragraph without records is
None and is omitted.
"""

from collections.abc import Iterable
from typing import Any

from reports.content.words import month_words

NUMERALS = "一二三四五六七八九十"
FULL_WIDTH = str.maketrans("()", "（）")  # brackets of a Chinese document
FILL_IN = "（本节暂无记录，由专班填写。）"


def part(text: str, to: str = "", **query: Any) -> dict:
    """A part that links to a list: ``part("61个", "projects", planned="yes")``."""
    words = full_width(text)
    return {"text": words, "to": to, "query": query} if to else {"text": words}


def full_width(text: str) -> str:
    """Names as a document writes them: 丁家磷矿（二期）."""
    return text.translate(FULL_WIDTH)


def project_list(scope, text: str, **query: Any) -> dict:
    """A part that links to the list of projects as of the report's month."""
    return part(text, "projects", month=str(scope.month), **query)


def amount_columns(scope) -> list[dict]:
    """The columns of completed investment: of the period, unless it begins with the year, and of
    the year."""
    own = month_words(scope.period.start.month, scope.month.number)
    year = column(f"{month_words(1, scope.month.number)}累计", "amount")
    return [year] if begins_year(scope) else [column(f"{own}完成", "amount"), year]


def amounts(scope, done) -> list:
    """The cells of ``amount_columns``."""
    return [done.done] if begins_year(scope) else [done.amount, done.done]


def begins_year(scope) -> bool:
    return scope.period.start.month == 1


def record_link(text: str, to: str, pk: int) -> dict:
    """A part that links to one record."""
    return {"text": full_width(text), "to": to, "pk": pk}


def sentence(*parts: str | dict | None) -> list[dict]:
    return [part(each) if isinstance(each, str) else each for each in parts if each]


def named_project(project, *words: str) -> list[dict]:
    """A linked project with its responsible unit and the words: 甲（县交通运输局，计划6月开工）."""
    owner = project.owner_unit.name if project.owner_unit else ""
    about = "，".join(filter(None, (owner, *words)))
    link = record_link(project.name, "project", project.pk)
    return sentence(link, f"（{about}）" if about else "")


def text_of(words: list[dict]) -> str:
    return "".join(each["text"] for each in words)


def join(parts: Iterable[list[dict]], separator: str = "、") -> list[dict]:
    """Join sentences by the separator."""
    line: list[dict] = []
    for each in parts:
        line += [part(separator), *each] if line else each
    return line


def paragraph(*sentences: list[dict] | None, lead: str = "") -> dict | None:
    """``lead`` is emphasised in front of the sentences."""
    present = [each for each in sentences if each]
    return {"type": "paragraph", "lead": lead, "sentences": present} if present else None


def subsection(title: str, *blocks: dict | None) -> list[dict]:
    """（一）title and its blocks; empty without blocks. ``number_sections`` adds the number."""
    present = [block for block in blocks if block]
    return [{"type": "heading", "text": title}, *present] if present else []


def column(label: str, kind: str = "text") -> dict:
    """``kind``: text, count, amount (yuan, shown in 万元), share (%), points (百分点)."""
    return {"label": label, "kind": kind}


def row(cells: list, *, mark: str = "", to: str = "", **query: Any) -> dict:
    """``mark`` is the provenance in words; empty for recorded rows."""
    return {"cells": [to_json(cell) for cell in cells], "mark": mark, "to": to, "query": query}


def to_json(value: Any) -> Any:
    """A cell as JSON: amounts and fractions as text, unrounded."""
    if value is None or isinstance(value, int):
        return value
    return full_width(str(value))


def table(
    number: int, title: str, columns: list[dict], rows: list[dict], total: dict | None = None
) -> dict | None:
    if not rows:
        return None
    head = {"type": "table", "number": number, "title": title, "columns": columns}
    return {**head, "rows": rows, "total": total}


def number_sections(sections: list[tuple[str, list]]) -> list[dict]:
    """Number the sections 一、二、… and their headings （一）（二）…."""
    found = []
    for numeral, (title, blocks) in zip(NUMERALS, sections, strict=False):
        present = [block for block in blocks if block] or [paragraph(sentence(FILL_IN))]
        found.append({"heading": f"{numeral}、{title}", "blocks": _number_headings(present)})
    return found


def _number_headings(blocks: list[dict]) -> list[dict]:
    numerals = iter(NUMERALS)
    return [
        {**block, "text": f"（{next(numerals)}）{block['text']}"}
        if block["type"] == "heading"
        else block
        for block in blocks
    ]
