"""What a bulletin of a quarter or a year has beyond the report of its last month: the periods
compared, what changed, problems solved and open, tables of units and of townships."""

import re
from typing import Any

from reports.content import changed, comparison, groups

REFERENCE = re.compile("(?<=见表)[0-9]+")
TITLES = {"quarter": "季度对比和变化", "year": "各季度情况和变化"}


def sections(scope) -> list[tuple[str, list]]:
    """One section after the first; none in the report of a month."""
    if scope.period.kind not in TITLES:
        return []
    blocks = [*comparison.blocks(scope), *changed.blocks(scope), *groups.blocks(scope)]
    return [(TITLES[scope.period.kind], blocks)]


def with_tables_in_order(sections: list[dict]) -> list[dict]:
    """The tables numbered as they follow, and what refers to them."""
    blocks = [block for section in sections for block in section["blocks"]]
    numbers = [block["number"] for block in blocks if block["type"] == "table"]
    order = {str(number): place for place, number in enumerate(numbers, 1)}
    return [
        {**each, "blocks": [_numbered(block, order) for block in each["blocks"]]}
        for each in sections
    ]


def _numbered(block: dict, order: dict[str, int]) -> dict:
    if block["type"] == "table":
        return {**block, "number": order[str(block["number"])]}
    if block["type"] == "heading":
        return block
    sentences = [[_referring(part, order) for part in words] for words in block["sentences"]]
    return {**block, "sentences": sentences}


def _referring(part: dict, order: dict[str, int]) -> dict[str, Any]:
    text = REFERENCE.sub(lambda found: str(order.get(found[0], found[0])), part["text"])
    return {**part, "text": text}
