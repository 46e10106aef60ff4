"""The front-end files: all there, and nothing else of their packages."""

import re
from pathlib import Path

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
