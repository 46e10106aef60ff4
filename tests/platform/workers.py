"""Real workers, as processes of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from mabian.environment import CHECKOUT

REDIS = pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="REDIS_URL names no server")
WORDS = ["-A", "mabian.celery", "worker", "--concurrency=1", "--without-mingle"]


def address() -> str:
    """The test database, for a process that is not a test."""
    known = connection.settings_dict
    host = f"{known['HOST']}:{known['PORT'] or 5432}"
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{host}/{known['NAME']}"


@contextmanager
def running_worker(
    folder: Path, *words: str, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A worker on the test database that ends with all its processes; ``log`` in the folder holds
    what it prints."""
    given = {"DJANGO_SETTINGS_MODULE": "mabian.settings", "DATABASE_URL": address()}
    given |= {"DATA_DIR": str(folder / "data"), **environment}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", *WORDS, *words],
            env={**os.environ, **given},
            cwd=CHECKOUT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    yield process
    process.terminate()
    process.wait(30)
    wait_for_end(process.pid, seconds=10)


def wait_for_end(group: int, *, seconds: int) -> None:
    """Fails where a process of the group is left after these seconds, and ends it."""
    for _attempt in range(seconds * 20):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    pytest.fail("A process of the worker is left.")
