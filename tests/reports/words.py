"""Reading a content as a person does."""

from reports.content.formatting import tables
from reports.content.parts import text_of


def paragraphs(blocks) -> list[str]:
    return [
        block["lead"] + "".join(text_of(words) for words in block["sentences"])
        for block in blocks
        if block["type"] == "paragraph"
    ]


def section(content: dict, number: int) -> str:
    return "\n".join(paragraphs(content["sections"][number - 1]["blocks"]))


def whole(content: dict) -> str:
    blocks = [block for each in content["sections"] for block in each["blocks"]]
    return "\n".join([*paragraphs(content["notes"]), *paragraphs(blocks)])


def table(content: dict, number: int) -> dict:
    return next(each for each in tables(content) if each["number"] == number)


def links(content: dict) -> list[dict]:
    """Every part of a sentence that opens something."""
    return [
        part
        for each in content["sections"]
        for block in each["blocks"]
        if block["type"] == "paragraph"
        for words in block["sentences"]
        for part in words
        if part.get("to")
    ]
