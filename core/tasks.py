"""Tasks that every installation needs, whatever its programmes."""

import logging

from celery import Task, shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def enqueue(task: Task, *ids: int) -> None:
    """Have the task done now. Where the broker is away nothing fails: the row is the queue, and
    the next tick of beat finds it."""
    try:
        task.apply_async(ids, retry=False)
    except (OperationalError, OSError):
        log.warning("The broker does not answer; %s waits for the next tick.", task.name)


@shared_task
def heartbeat() -> None:
    """Leave the sign of life that `/healthz` looks for: beat, queue and worker all work."""
    from core.models import Heartbeat

    Heartbeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


@shared_task
def delete_old_submissions() -> None:
    """Clear what repeats of forms were to be answered, once nobody repeats them any longer."""
    from core.web.submissions import delete_expired

    delete_expired()


@shared_task
def seal() -> None:
    """Seal what was recorded; what is still being written waits for the next minute."""
    from core.audit import services

    services.seal()
