"""`/healthz` for machines that watch."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from core.models import Heartbeat
from core.tasks import heartbeat
from mabian.celery import app

pytestmark = pytest.mark.django_db


def test_well_after_a_heartbeat(client: Client) -> None:
    heartbeat()
    heartbeat()
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "database": True, "queue": True}
    assert Heartbeat.objects.count() == 1
    assert "no-store" in answer["Cache-Control"]


def test_queue_is_ill_without_worker(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "database": True, "queue": False}


def test_queue_is_ill_after_two_silent_minutes(client: Client) -> None:
    heartbeat()
    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=2, seconds=1))
    assert client.get("/healthz").json()["queue"] is False


def test_database_is_ill(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", broken)
    monkeypatch.setattr(connection, "close", lambda: None)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "database": False, "queue": False}


def test_security_policy_is_in_force(client: Client) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]
    for part in ("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy


# The schedule: beat sends what a worker knows


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert wanted <= set(app.tasks)


def test_times_are_the_countys() -> None:
    assert settings.TIME_ZONE == app.conf.timezone == "Asia/Shanghai"
    assert app.conf.enable_utc
