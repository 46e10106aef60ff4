"""The Celery application: `celery -A mabian.celery worker` runs the scheduled work."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mabian.settings")

# Only a worker imports this before the settings; all others have started the server already.
if not settings.configured:
    from mabian import embedded

    embedded.ensure_server()

app = Celery("mabian")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def run_schedule_once(sender: Any, **kwargs: Any) -> None:
    """Send every scheduled task once, so that a start waits for no interval."""
    for entry in app.conf.beat_schedule.values():
        sender.app.send_task(entry["task"], **entry["options"])
