"""What code and documents refer to exists: documents, their headings, files of the project."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from mabian.environment import CHECKOUT

NOT_OURS = {"node_modules", "var"}
FOLDERS = sorted(
    folder.name
    for folder in CHECKOUT.iterdir()
    if folder.is_dir() and not folder.name.startswith(".") and folder.name not in NOT_OURS
)
SUFFIXES = {".html", ".js", ".md", ".py", ".sql"}
DOCUMENT = re.compile(r"([\w./-]*\w\.md)(?:#([\w-]+))?")
FILE = re.compile(rf"\b(?:{'|'.join(FOLDERS)})/[\w./-]+\.(?:html|js|md|po|py|sql)\b")
SECTION = re.compile(r"\[[^\]]+\]\(#([\w-]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def texts() -> Iterator[Path]:
    """The files that may name others."""
    yield from CHECKOUT.glob("*.md")
    for folder in FOLDERS:
        files = (CHECKOUT / folder).rglob("*")
        yield from (file for file in files if file.suffix in SUFFIXES and file != Path(__file__))


@cache
def headings(document: Path) -> frozenset[str]:
    """The anchors of its headings."""
    heads = HEADING.findall(document.read_text("utf-8"))
    return frozenset(re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads)


def missing(file: Path, text: str) -> list[str]:
    """The documents and headings that the text names and that do not exist."""
    found = []
    for match in DOCUMENT.finditer(text):
        name, anchor = match.groups()
        places = [(folder / name).resolve() for folder in (CHECKOUT, file.parent)]
        document = next((place for place in places if place.is_file()), None)
        if document is None or (anchor and anchor not in headings(document)):
            found.append(match.group())
    return found


def test_documents_and_headings_that_are_named_exist():
    found = {file: missing(file, file.read_text("utf-8")) for file in texts()}
    assert len(found) > 500
    assert {str(file): names for file, names in found.items() if names} == {}


@pytest.mark.parametrize("file", sorted(CHECKOUT.glob("docs/*.md")), ids=lambda file: file.name)
def test_a_document_names_its_own_headings_and_files_that_exist(file):
    text = file.read_text("utf-8")
    assert [name for name in SECTION.findall(text) if name not in headings(file)] == []
    assert [name for name in FILE.findall(text) if not (CHECKOUT / name).exists()] == []


def test_the_index_of_the_decisions_names_each_of_them_once():
    text = (CHECKOUT / "docs/decisions.md").read_text("utf-8")
    heads = re.findall(r"^### (.+)$", text, re.MULTILINE)
    index = re.findall(r"^- \[([^\]]+)\]\(#", text, re.MULTILINE)
    assert heads and sorted(index) == sorted(heads)


def test_a_name_that_is_gone_is_found():
    file = CHECKOUT / "docs/rules.md"
    assert missing(file, "after rules.md#stages and docs/rules.md") == []
    assert missing(file, "gone.md, rules.md#gone") == ["gone.md", "rules.md#gone"]
