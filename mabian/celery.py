"""The Celery application: `celery -A mabian.celery worker` runs the scheduled work."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mabian.settings")

# Only a worker gets here before the settings are read; everyone else has provided already.
if not settings.configured:
    from mabian import embedded

    embedded.provide()

app = Celery("mabian")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
