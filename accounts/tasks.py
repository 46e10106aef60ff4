"""What is cleared away once a day."""

from celery import shared_task

from core.actors import BEAT, acting_as


@shared_task
def clear_sign_ins() -> None:
    """Sessions that ran out, and attempts older than the law wants them kept."""
    from accounts.services import clear_attempts, clear_sessions

    with acting_as(BEAT):
        clear_sessions()
        clear_attempts()
