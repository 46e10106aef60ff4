"""Tasks that every installation needs, whatever its programmes."""

from celery import shared_task
from django.utils import timezone


@shared_task
def heartbeat() -> None:
    """Leave the sign of life that `/healthz` looks for: beat, queue and worker all work."""
    from core.models import Heartbeat

    Heartbeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


@shared_task
def forget_submissions() -> None:
    """Clear what repeats of forms were to be answered, once nobody repeats them any longer."""
    from core.submissions import forget_old

    forget_old()


@shared_task
def seal() -> None:
    """Seal what was recorded; what is still being written waits for the next minute."""
    from core.audit import services

    services.seal()
