"""The schedule: what beat asks for is what a worker knows."""

from django.conf import settings

from mabian.celery import app


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert wanted <= set(app.tasks)


def test_times_are_the_countys() -> None:
    assert settings.TIME_ZONE == app.conf.timezone == "Asia/Shanghai"
    assert app.conf.enable_utc
