"""Scheduled tasks of the installation, independent of programmes."""

import logging

from celery import Task, shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def enqueue(task: Task, *ids: int) -> None:
    """Sends the task to the broker. Without a broker it does nothing: the row is the queue, and
    the next scheduled run finds it."""
    try:
        task.apply_async(ids, retry=False)
    except (OperationalError, OSError):
        log.warning("The broker does not answer; %s waits for the next tick.", task.name)


@shared_task
def heartbeat() -> None:
    """Updates the heartbeat that `/healthz` reads: scheduler, queue and worker all work."""
    from core.models import Heartbeat

    Heartbeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


@shared_task
def delete_old_submissions() -> None:
    from core.web.submissions import delete_expired

    delete_expired()


@shared_task
def seal() -> None:
    """Seals the committed rows of the audit log."""
    from core.audit import services

    services.seal()
