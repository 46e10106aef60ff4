"""Many at once at the running server, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connections

from tests.cast import make_cast
from tests.making import signed_in

TOKEN = "x" * 32


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str

    @property
    def said(self) -> tuple[int, str]:
        return self.status, self.location


class Visitor:
    """Somebody's signed-in browser, as far as the server can tell."""

    def __init__(self, url: str, person: Any):
        client = signed_in(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}"
        self.host = urlsplit(url).netloc

    def line(self) -> HTTPConnection:
        """Opened beforehand where many are to speak at once."""
        line = HTTPConnection(self.host, timeout=30)
        line.connect()
        return line

    def post(
        self, address: str, fields: dict[str, Any], line: HTTPConnection | None = None
    ) -> Answer:
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields})
        kind = "application/x-www-form-urlencoded"
        line = line or self.line()
        line.request("POST", address, body, {"Cookie": self.cookies, "Content-Type": kind})
        got = line.getresponse()
        text = got.read().decode()
        line.close()
        return Answer(got.status, got.headers.get("Location", ""), text)


@pytest.fixture
def cast(transactional_db: None, settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_cast()


@pytest.fixture
def visitor(live_server: Any, cast: Any) -> Callable[[str], Visitor]:
    return lambda who: Visitor(live_server.url, getattr(cast, who))


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each got, all begun together."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait(10)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))
