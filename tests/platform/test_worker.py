"""A real worker on each broker: what is asked for is done."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from core.models import Heartbeat
from mabian.environment import CHECKOUT

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
REDIS = pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="REDIS_URL names no server")


def address() -> str:
    """The test database, for a process that is not a test."""
    known = connection.settings_dict
    host = f"{known['HOST']}:{known['PORT'] or 5432}"
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{host}/{known['NAME']}"


@pytest.fixture(params=["folders", pytest.param("redis", marks=REDIS)])
def worker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mabian.settings",
        "DATABASE_URL": address(),
        "DATA_DIR": str(tmp_path / "data"),
    }
    if request.param == "folders":
        environment.pop("REDIS_URL", None)
    words = ["-A", "mabian.celery", "worker", "--concurrency=1", "--without-mingle"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", *words],
            env=environment,
            cwd=CHECKOUT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    yield process
    process.terminate()
    process.wait(30)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def test_a_worker_gives_a_sign_of_life_as_soon_as_it_is_up(
    worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    until = time.monotonic() + 60
    while not Heartbeat.objects.exists():
        assert worker.poll() is None and time.monotonic() < until, (tmp_path / "log").read_text()
        time.sleep(0.2)
    assert Heartbeat.objects.get().name == "worker"
