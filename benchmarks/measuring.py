"""A measure of the benchmark, and what measures do: open pages and files as a person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.actors import acting_as

Work = Callable[[], Any]
SYSTEM = "system:benchmark"


@dataclass
class Measure:
    """``baseline`` is the name of the measure that this one is divided by."""

    name: str
    work: Work
    baseline: str = "bare page"
    before: Work = lambda: None
    share: int = 1  # run in one of so many rounds
    times: list[float] = field(default_factory=list)
    statements: int = 0

    def measure(self) -> None:
        self.before()
        start = perf_counter()
        self.work()
        self.times.append((perf_counter() - start) * 1000)

    def count(self) -> None:
        self.before()
        with CaptureQueriesContext(connection) as queries:
            self.work()
        self.statements = len(queries)


def client_for(name: str, middleware: list[str] | None = None) -> Any:
    """A signed-in test client; ``middleware`` replaces that of the settings."""
    installed = settings.MIDDLEWARE
    client = Client(raise_request_exception=True)
    settings.MIDDLEWARE = middleware or installed
    client.handler.load_middleware()
    settings.MIDDLEWARE = installed
    with acting_as(SYSTEM):
        client.force_login(User.objects.get(username=name), settings.AUTHENTICATION_BACKENDS[-1])
    return client


def page(client: Any, address: str) -> Work:
    def get() -> Any:
        response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address}: {response.status_code}")
        return response

    return get


def file(client: Any, address: str) -> Work:
    return lambda: b"".join(page(client, address)())
