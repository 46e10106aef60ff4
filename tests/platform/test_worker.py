"""A real worker on each broker: what is asked for is done."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.models import Heartbeat
from tests.platform.workers import REDIS, running_worker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["folders", pytest.param("redis", marks=REDIS)])
def worker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    without_redis = {"REDIS_URL": ""} if request.param == "folders" else {}
    with running_worker(tmp_path, **without_redis) as process:
        yield process


def test_a_worker_gives_a_sign_of_life_as_soon_as_it_is_up(
    worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    until = time.monotonic() + 60
    while not Heartbeat.objects.exists():
        assert worker.poll() is None and time.monotonic() < until, (tmp_path / "log").read_text()
        time.sleep(0.2)
    assert Heartbeat.objects.get().name == "worker"
