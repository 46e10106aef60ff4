"""Every named page is without a violation of axe, opened once, by somebody who may see it."""

from collections.abc import Callable
from contextvars import copy_context
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests import axe
from tests.making import signed_in
from tests.rights.cells import cases, expected
from tests.rights.policy import ADMINS, TABLE, Row

pytestmark = pytest.mark.browser

# The first of these who may opens a page: those who see least come first, so that each has some.
OPENERS = f"{ADMINS} auditor helper viewer township reviewer bureau finance leader clerk approver"
SITE = "http://localhost"


def opener(row: Row) -> str:
    """Who opens the page; pages of everybody are shared out among all."""
    may = [who for who in OPENERS.split() if expected(row, who, "get", "own") == 200]
    return may[TABLE.index(row) % len(may)] if may else ""


def pages_of(who: str) -> list[Row]:
    return [row for row in TABLE if opener(row) == who]


@pytest.fixture
def at(page: Any) -> Callable[[Client, str], Any]:
    """``at(client, "/my/")``: the browser's page with what the application answers the client."""

    def go(client: Client, address: str) -> Any:
        # The browser's requests come in a context of their own; the open transaction is this one's.
        here = copy_context()
        page.route(
            f"{SITE}/**", lambda route: route.fulfill(**here.run(answer, client, route.request))
        )
        page.goto(f"{SITE}{address}")
        return page

    return go


def answer(client: Client, request: Any) -> dict[str, Any]:
    parts = urlsplit(request.url)
    if parts.path.startswith("/static/"):
        return {"path": finders.find(parts.path.removeprefix("/static/"))}
    given = client.get(f"{parts.path}?{parts.query}", headers=of_htmx(request))
    body = b"".join(given) if given.streaming else given.content
    return {"status": given.status_code, "headers": dict(given.items()), "body": body}


def of_htmx(request: Any) -> dict[str, str]:
    """What htmx says of itself."""
    return {name: value for name, value in request.headers.items() if name.startswith("hx-")}


def is_page(client: Client, address: str) -> bool:
    """Not a file, nor a part of a page."""
    return client.get(address).getvalue().startswith(b"<!doctype html>")


@pytest.mark.parametrize("who", OPENERS.split())
def test_no_page_breaks_a_rule(cast, at, who):
    client, wrong = signed_in(getattr(cast, who)), []
    for row in pages_of(who):
        address = cases(row, cast)[0].address
        if is_page(client, address):
            page = at(client, address)
            page.evaluate(axe.script())
            wrong += [(row.name, *one) for one in axe.violations(page)]
    assert wrong == []
