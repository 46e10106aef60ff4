"""The front-end files: all there, and nothing else of their packages."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from mabian.vendor import FILES


def test_every_file_is_found() -> None:
    assert [name for name in FILES if finders.find(name) is None] == []


def test_nothing_else_is_served() -> None:
    assert finders.find("@tabler/core/package.json") is None


def test_source_maps_are_there_under_the_names_asked_for() -> None:
    for name in FILES:
        found = finders.find(name)
        if name.endswith((".css", ".js")) and isinstance(found, str):
            asked = re.search(r"sourceMappingURL=(\S+)", Path(found).read_text())
            assert not asked or str(Path(name).parent / asked[1]) in FILES


# What browsers of 2023 (Chrome 105) lack, and what would load from elsewhere.
TOO_NEW = re.compile(
    r"color-mix\(|(?<![-\w])light-dark\(|okl(?:ch|ab)\(|@container|@scope|@starting-style"
)
FROM_ELSEWHERE = re.compile(r"(?:@import|url\()\s*[\"']?(?:https?:)?//")


@pytest.mark.parametrize("pattern", [TOO_NEW, FROM_ELSEWHERE])
def test_the_styles_work_in_browsers_of_2023_and_load_nothing(pattern) -> None:
    ours = (settings.BASE_DIR / "static" / "css").glob("*.css")
    theirs = [finders.find(name) for name in FILES if name.endswith(".css")]
    found = {str(path): pattern.findall(Path(path).read_text()) for path in [*ours, *theirs]}
    assert {path: words for path, words in found.items() if words} == {}
