"""1,000 digests by two real workers, of which one is killed midway: each person gets one."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.conf import settings
from django.db import connection
from django.db.models import Count

from notifications.models import Notice
from programmes.models import Programme
from programmes.tasks import make_due_digests
from tests.cast import make_cast
from tests.concurrency.test_digests import PEOPLE, make_people
from tests.making import DAY, task
from tests.platform.workers import REDIS, running_worker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), REDIS]
WRITING = """
SELECT application_name FROM pg_stat_activity WHERE datname = current_database()
AND application_name LIKE 'worker%%' AND query LIKE 'INSERT INTO "notifications_notice"%%'
AND state <> 'idle' AND xact_start < clock_timestamp() - INTERVAL '0.2 s'
"""
OPEN = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
AND application_name = %s AND xact_start < clock_timestamp() - INTERVAL '0.2 s'
"""
Workers = dict[str, subprocess.Popen[bytes]]


@pytest.fixture
def cast(transactional_db: None) -> Any:
    """1,000 people with a task that is due tomorrow, whose digests nobody has made."""
    cast = make_cast()
    make_people(cast)
    task(cast.alpha, "D1", cast.bureau_unit, deadline=DAY)
    Programme.objects.update(digest_at="00:00")
    return cast


@pytest.fixture
def workers(cast: Any, tmp_path: Path) -> Iterator[Workers]:
    """By the name under which the server lists their connections. Each begins with every scheduled
    task."""
    with ExitStack() as stack:
        found = {}
        for name in ("worker1", "worker2"):
            (tmp_path / name).mkdir()
            given = {"PGAPPNAME": name}
            words = ("-n", f"{name}@%h")
            running = running_worker(tmp_path / name, *words, **given)
            found[name] = stack.enter_context(running)
        yield found


def who_writes() -> str:
    with connection.cursor() as cursor:
        cursor.execute(WRITING)
        found = cursor.fetchone()
    return found[0] if found else ""


def is_writing(name: str) -> bool:
    """Whether its transaction is open."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [name])
        return bool(cursor.fetchone()[0])


def until(found: Callable[[], Any], *, pause: float, meanwhile: Callable[[], Any] = int) -> Any:
    last = time.monotonic() + 60
    while not (value := found()):
        assert time.monotonic() < last
        meanwhile()
        time.sleep(pause)
    return value


def digests() -> Any:
    return Notice.objects.filter(dedupe_key__startswith="digest:")


def test_each_person_gets_one_though_a_worker_is_killed_midway(workers: Workers) -> None:
    broker = Celery(broker=os.environ["REDIS_URL"])

    def tick() -> None:
        broker.send_task(make_due_digests.name, queue=settings.CELERY_TASK_DEFAULT_QUEUE)

    name = until(who_writes, pause=0.01)
    killed = workers.pop(name)
    os.killpg(killed.pid, signal.SIGSTOP)
    was_midway = is_writing(name) and not digests().exists()
    os.killpg(killed.pid, signal.SIGKILL)
    assert was_midway
    assert killed.wait(30) == -signal.SIGKILL
    until(lambda: digests().count() >= PEOPLE, pause=0.5, meanwhile=tick)
    for _again in range(3):
        tick()
    [other] = workers.values()
    assert other.poll() is None
    twice = digests().values("recipient").annotate(n=Count("pk")).filter(n__gt=1)
    assert not twice.exists()
    made = digests().filter(recipient__username__startswith="digest")
    assert made.count() == PEOPLE
