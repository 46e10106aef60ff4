"""What every test may rely on: the database, and a browser for those that ask for `page`."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

pytest_plugins = ["tests.cast", "tests.application", "tests.counting", "tests.recording"]

# Playwright runs a loop in the test's own thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def lacking(what: str, how: str) -> None:
    """A tool is missing: a failure in CI, elsewhere a skip that says how to get it."""
    words = f"{what} is missing: {how}"
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture
def empty_cache(settings: Any) -> Any:
    """A cache of this test alone."""
    from django.core.cache import cache

    local = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": local, "LOCATION": "test"}}
    cache.clear()
    return cache


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, never one that Playwright fetches."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        lacking("Chromium", "apt-get install chromium")
    return {**browser_type_launch_args, "executable_path": found, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The screen of a county office."""
    size = {"width": 1366, "height": 768}
    return {**browser_context_args, "viewport": size, "locale": "zh-CN"}


@pytest.fixture
def page(page: Any) -> Iterator[Any]:
    """A browser page. A script error or a breach of the security policy fails the test."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if is_breach(line) else None)
    yield page
    assert complaints == []


def is_breach(line: Any) -> bool:
    return line.type == "error" and "Content Security Policy" in line.text
