"""How many statements a page takes; and how much was tried, which is printed at the end of a run:
each worker of the tests reports what it counted."""

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

COUNTED: Counter[str] = Counter()


def statements(client: Client, address: str, *query: Any) -> int:
    """The statements of a page that was opened before."""
    client.get(address, *query)
    with CaptureQueriesContext(connection) as queries:
        client.get(address, *query)
    return len(queries)


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["counted"] = dict(COUNTED)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    COUNTED.update(getattr(node, "workeroutput", {}).get("counted", {}))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if COUNTED:
        said = ", ".join(f"{number} {name}" for name, number in sorted(COUNTED.items()))
        terminalreporter.write_line(f"rights: {said}")
